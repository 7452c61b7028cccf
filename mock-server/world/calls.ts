/**
 * Calls of a number that are going on, and what its users allow: who may be called until when, how often they were
 * asked and called. A call that has ended is forgotten. Not modelled: media, who pays, permissions that lapse after
 * calls that nobody answers.
 */
import { createHash } from 'node:crypto';
import type { WaId } from '../../core/ids.js';
import { type Collection, defineCollection } from './collection.js';

export interface Call {
  /** `wacid.` and base64, in the layout of message ids. */
  readonly id: string;
  readonly phoneNumberId: string;
  readonly user: WaId;
  readonly direction: 'BUSINESS_INITIATED' | 'USER_INITIATED';
  readonly state: 'ringing' | 'pre-accepted' | 'in-progress';
  /** What the business answered a user's call with. */
  readonly sdp?: string;
  readonly callbackData?: string;
  /** Wall time in milliseconds. */
  readonly startedAt: number;
}

/** What a user allows a number. */
export interface CallPermission {
  /** `<number>/<user>` */
  readonly id: string;
  /** Wall times of the requests since the last call that was answered, the oldest first. */
  readonly askedAt: readonly number[];
  /** Wall times of calls that were answered, the oldest first. */
  readonly connectedAt: readonly number[];
  /** Wall time until which calls are allowed; absent: they are not; 0: for ever. */
  readonly allowedUntil?: number;
}

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;

/** Meta, "Calling API limits": calls of a number at once; requests and answered calls of a pair. */
export const MAX_CALLS_AT_ONCE = 1_000;
export const MAX_ASKED_A_DAY = 1;
export const MAX_ASKED_A_WEEK = 2;
export const MAX_CONNECTED_A_DAY = 100;

export const calls = defineCollection<Call>({ name: 'calls', firstId: 1, limit: 20_000 });
export const callPermissions = defineCollection<CallPermission>({ name: 'callPermissions', limit: 100_000 });

const keyOf = (phoneNumberId: string, user: WaId) => `${phoneNumberId}/${user}`;

export const permissionOf = (all: Collection<CallPermission>, phoneNumberId: string, user: WaId): CallPermission =>
  all.get(keyOf(phoneNumberId, user)) ?? { id: keyOf(phoneNumberId, user), askedAt: [], connectedAt: [] };

/** Whether there is room to keep what this user allows. */
export const canKeep = (all: Collection<CallPermission>, { id }: CallPermission): boolean =>
  !all.isFull() || all.get(id) !== undefined;

export const within = (times: readonly number[], spanMs: number, now: number): readonly number[] =>
  times.filter((at) => at > now - spanMs);

export function isAllowed({ allowedUntil }: CallPermission, now: number): boolean {
  return allowedUntil !== undefined && (allowedUntil === 0 || allowedUntil > now);
}

/** The user is asked once more. @throws RangeError when there is no room: ask `canKeep` before. */
export const askPermission = (all: Collection<CallPermission>, known: CallPermission, now: number): void =>
  all.put({ ...known, askedAt: [...within(known.askedAt, WEEK_MS, now), now] });

/** The user's word: until when calls are allowed. @throws RangeError when there is no room. */
export function settlePermission(
  all: Collection<CallPermission>,
  known: CallPermission,
  word: 'for-ever' | 'for-a-week' | 'no',
  now: number,
): void {
  const { allowedUntil: _before, ...rest } = known;
  all.put(word === 'no' ? rest : { ...rest, allowedUntil: word === 'for-ever' ? 0 : now + WEEK_MS });
}

/** Whom it is about in ASCII, as in a message id, and 32 hex digits. Direction 11: from the business. */
function wacid(user: WaId, isOurs: boolean, seed: string): string {
  const id = createHash('sha256').update(seed).digest('hex').slice(0, 32).toUpperCase();
  const head = [0x1c, 0x18, user.length, ...Buffer.from(user, 'latin1')];
  const bytes = [...head, 0x15, 0x02, 0x00, isOurs ? 0x11 : 0x12, 0x18, id.length, ...Buffer.from(id, 'latin1'), 0x00];
  return `wacid.${Buffer.from(bytes).toString('base64')}`;
}

export type CallDraft = Pick<Call, 'phoneNumberId' | 'user' | 'direction' | 'startedAt'> & {
  readonly callbackData?: string | undefined;
};

/** A call that rings. @throws RangeError when the collection is full: ask before. */
export const beginCall = (all: Collection<Call>, { callbackData, ...draft }: CallDraft): Call =>
  all.add((serial) => ({
    ...draft,
    id: wacid(draft.user, draft.direction === 'BUSINESS_INITIATED', `${draft.phoneNumberId}/${serial}`),
    state: 'ringing',
    ...(callbackData !== undefined && { callbackData }),
  }));

/** The call is answered: it counts, and the user may be asked anew. */
export function connectCall(
  all: Collection<Call>,
  permissions: Collection<CallPermission>,
  call: Call,
  now: number,
): void {
  all.update(call.id, { state: 'in-progress' });
  const known = permissionOf(permissions, call.phoneNumberId, call.user);
  const connectedAt = [...within(known.connectedAt, DAY_MS, now), now].slice(-MAX_CONNECTED_A_DAY);
  if (canKeep(permissions, known)) permissions.put({ ...known, askedAt: [], connectedAt });
}
