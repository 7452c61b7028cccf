/** What a number may do about calls with a user, and why not: the limits of Meta's "Obtain user call permissions". */
import { contentError, type GraphError } from '../../errors/graph-error.js';
import {
  type CallPermission,
  DAY_MS,
  isAllowed,
  MAX_ASKED_A_DAY,
  MAX_ASKED_A_WEEK,
  MAX_CONNECTED_A_DAY,
  WEEK_MS,
  within,
} from '../../world/calls.js';

interface Rule {
  /** ISO 8601. */
  readonly period: string;
  readonly spanMs: number;
  readonly max: number;
}

const ASKING: readonly Rule[] = [
  { period: 'PT24H', spanMs: DAY_MS, max: MAX_ASKED_A_DAY },
  { period: 'P7D', spanMs: WEEK_MS, max: MAX_ASKED_A_WEEK },
];
const CALLING: readonly Rule[] = [{ period: 'PT24H', spanMs: DAY_MS, max: MAX_CONNECTED_A_DAY }];

const isReached = (times: readonly number[], now: number) => (rule: Rule) =>
  within(times, rule.spanMs, now).length >= rule.max;

/** 138017: allowed for ever; 138009: asked too often. */
export function refuseAsking({ askedAt, allowedUntil }: CallPermission, now: number): GraphError | undefined {
  if (allowedUntil === 0)
    return contentError(138017, 'The user has given a permanent permission: there is no need to ask.');
  const reached = ASKING.find(isReached(askedAt, now));
  return reached && contentError(138009, `Limit of call permission requests: ${reached.max} within ${reached.period}.`);
}

/** 138006: not allowed; 138012: called too often. */
export function refuseCalling(permission: CallPermission, now: number): GraphError | undefined {
  if (!isAllowed(permission, now)) return contentError(138006, 'No approved call permission from the recipient.');
  const reached = CALLING.find(isReached(permission.connectedAt, now));
  return reached && contentError(138012, `Limit of connected calls: ${reached.max} within ${reached.period}.`);
}

const seconds = (ms: number) => Math.floor(ms / 1_000);

const limitsOf = (rules: readonly Rule[], times: readonly number[], now: number) =>
  rules.map(({ period, spanMs, max }) => {
    const used = within(times, spanMs, now);
    const [oldest] = used;
    return {
      time_period: period,
      max_allowed: max,
      current_usage: used.length,
      // Said only of a limit that is reached.
      ...(used.length >= max && oldest !== undefined && { limit_expiration_time: seconds(oldest + spanMs) }),
    };
  });

/** What may be done now, and how much of each limit is used. */
export const actionsOf = (permission: CallPermission, now: number) => [
  {
    action_name: 'send_call_permission_request',
    can_perform_action: refuseAsking(permission, now) === undefined,
    limits: limitsOf(ASKING, permission.askedAt, now),
  },
  {
    action_name: 'start_call',
    can_perform_action: refuseCalling(permission, now) === undefined,
    limits: limitsOf(CALLING, permission.connectedAt, now),
  },
];

/**
 * Whether calls are allowed, and until when. `no_permission`, `temporary` and `permanent` are the words of Meta's guide
 * and of clients; its OpenAPI file says `granted`, `pending`, `denied` and `expired`.
 */
export function statusOf(permission: CallPermission, now: number) {
  if (!isAllowed(permission, now)) return { status: 'no_permission' };
  const { allowedUntil = 0 } = permission;
  return allowedUntil === 0 ? { status: 'permanent' } : { status: 'temporary', expiration_time: seconds(allowedUntil) };
}
