/**
 * When was it known, or could it be, that the 24-hour window of a user had closed? Whoever holds an answer then, until the user
 * writes again, does right. Closed by word: 131047 for any send to the user. Closed by time: the platform's time was
 * moved on by so much since the message.
 */
import type { WaId } from '../../core/ids.js';
import type { Call } from './calls.js';
import type { Inbound } from './inbound.js';
import { firstDelivery } from './inbound.js';
import type { Incidents } from './incidents.js';

/** A send or its status says that more than 24 hours have passed since the user wrote. */
export const WINDOW_CLOSED = 131_047;
const WINDOW_MS = 24 * 3_600_000;

/** May an answer to the message have been held back because it came too late for free-form messages? */
export function createWindows(
  calls: readonly Call[],
  { failures, advances }: Incidents,
): (inbound: Inbound) => boolean {
  const lastWord = new Map<WaId, number>();
  const hear = (user: WaId | undefined, at: number) => {
    if (user !== undefined) lastWord.set(user, Math.max(at, lastWord.get(user) ?? 0));
  };
  for (const { error, to, at } of calls) if (error?.code === WINDOW_CLOSED) hear(to, at);
  for (const { error, user, at } of failures) if (error?.code === WINDOW_CLOSED) hear(user, at);
  return (inbound) => {
    const since = firstDelivery(inbound);
    if ((lastWord.get(inbound.wrote.user) ?? -1) >= since) return true;
    let passedMs = 0;
    for (const { at, byMs } of advances) if (at >= since) passedMs += byMs;
    return passedMs >= WINDOW_MS;
  };
}
