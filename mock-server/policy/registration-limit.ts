/**
 * How often a number can be registered, and deregistered: ten times in 72 hours, then neither for the next 72 hours
 * (133016). Source: Meta, "Registration". Assumed: each has a count of its own, only requests that were carried out count,
 * and the 72 hours begin with the tenth. How many wrong PINs lead to 133008 and 133009 is not known.
 */
import { contentError, type GraphError } from '../errors/graph-error.js';
import { type RegistrationKind, registrationId, registrations } from '../world/registrations.js';
import type { World } from '../world/world.js';

const SPAN_MS = 72 * 3_600_000;
/** Times kept of a number, however high its limit is set. */
const MOST_KEPT = 1_000;

export const REGISTRATION_LIMIT = 'registration-limit';

/** When the block ends that the newest requests led to: wall time; `undefined`: there is none. */
function blockedUntil(times: readonly number[], most: number): number | undefined {
  const first = times.at(-most);
  const last = times.at(-1);
  return most > 0 && first !== undefined && last !== undefined && last - first < SPAN_MS ? last + SPAN_MS : undefined;
}

export function refuseRegistration(
  phoneNumberId: string,
  kind: RegistrationKind,
  world: World,
): GraphError | undefined {
  const { figures, off } = world.rules.of(phoneNumberId);
  if (off.has(REGISTRATION_LIMIT)) return undefined;
  const most = figures.registrationsPer72h;
  const times = world.of(registrations).get(registrationId(phoneNumberId, kind))?.times ?? [];
  const until = blockedUntil(times, most);
  const isBlocked = most === 0 || (until !== undefined && world.now() < until);
  if (!isBlocked) return undefined;
  const details = `A phone number can be ${kind}ed ${most} times in 72 hours; after that, not for 72 hours.`;
  return { ...contentError(133016, details), rule: REGISTRATION_LIMIT };
}

/** Counts a request that was carried out. Of the times only those are kept that can still matter. */
export function countRegistration(phoneNumberId: string, kind: RegistrationKind, world: World): void {
  const all = world.of(registrations);
  const id = registrationId(phoneNumberId, kind);
  const most = Math.min(Math.max(1, world.rules.of(phoneNumberId).figures.registrationsPer72h), MOST_KEPT);
  all.put({ id, times: [...(all.get(id)?.times ?? []), world.now()].slice(-most) });
}

/** Requests of the last 72 hours. */
export const recentRegistrations = (phoneNumberId: string, kind: RegistrationKind, world: World): number =>
  (world.of(registrations).get(registrationId(phoneNumberId, kind))?.times ?? []).filter(
    (at) => at > world.now() - SPAN_MS,
  ).length;
