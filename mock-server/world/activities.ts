/**
 * What was changed in WhatsApp Business Accounts, by whom and when: the log behind `GET /{waba-id}/activities`. Bounded:
 * the oldest entry makes room for the newest.
 */
import { defineCollection } from './collection.js';
import type { AccessToken } from './tokens.js';
import type { World } from './world.js';

/** Spellings of Meta's OpenAPI file. */
export const ACTIVITY_TYPES = [
  'ACCOUNT_CREATED',
  'ACCOUNT_UPDATED',
  'ACCOUNT_DELETED',
  'PHONE_NUMBER_ADDED',
  'PHONE_NUMBER_REMOVED',
  'PHONE_NUMBER_VERIFIED',
  'USER_ADDED',
  'USER_REMOVED',
  'USER_ROLE_CHANGED',
  'PERMISSION_GRANTED',
  'PERMISSION_REVOKED',
  'TEMPLATE_CREATED',
  'TEMPLATE_UPDATED',
  'TEMPLATE_DELETED',
  'WEBHOOK_CONFIGURED',
  'API_ACCESS_GRANTED',
  'API_ACCESS_REVOKED',
  'BILLING_UPDATED',
  'COMPLIANCE_ACTION',
  'SECURITY_EVENT',
] as const;
export type ActivityType = (typeof ACTIVITY_TYPES)[number];

export interface Activity {
  readonly id: string;
  readonly wabaId: string;
  readonly type: ActivityType;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** The user of the token; absent: nobody in particular. */
  readonly actorId?: string;
  readonly actorType: 'USER' | 'API';
  readonly description: string;
  readonly details: Readonly<Record<string, string>>;
}

export const activities = defineCollection<Activity>({
  name: 'activities',
  firstId: 794_000_000_000_001,
  limit: 1_000,
});

export interface Happening {
  readonly wabaId: string;
  readonly type: ActivityType;
  /** One sentence. */
  readonly description: string;
  readonly details?: Readonly<Record<string, string>>;
}

/** Adds to the log; to be called where a change is applied. @param caller the token of the call. */
export function appendActivity(world: World, caller: AccessToken | undefined, happening: Happening): void {
  const log = world.of(activities);
  const [oldest] = log.isFull() ? log.all() : [];
  if (oldest) log.remove(oldest.id);
  log.add((id) => ({
    id,
    at: world.now(),
    actorType: caller?.kind === 'user' ? 'USER' : 'API',
    ...(caller?.userId !== undefined && { actorId: caller.userId }),
    details: {},
    ...happening,
  }));
}
