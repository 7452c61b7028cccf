/**
 * What became of a message that the subject took responsibility for? An effect counts even if the Graph answer to it was
 * lost. Excused is a message whose answer the scenario refused for good, itself or by a fault of the platform, one whose
 * answer needs a call that waproof does not simulate, one that was days old when it came, and one whose 24-hour window
 * closed before it was answered. Whose answer went to somebody else and was not taken there either, or had no room
 * beside what was meant for others, suffers from a mistake about the recipient, and is not lost.
 */
import type { WaId } from '../../core/ids.js';
import { codesBroughtAbout } from './brought-about.js';
import { type Call, isTransient } from './calls.js';
import type { Evidence } from './evidence.js';
import { isAnsweredWithOthers } from './gathering.js';
import { acknowledgedAt, type Inbound, isStale } from './inbound.js';
import { isSendAttempt, type Send } from './sends.js';
import { isRecent, type Timeline, wasYoung } from './timeline.js';
import { createWindows } from './windows.js';

export type Fate =
  | 'answered'
  | 'late'
  | 'missing'
  /** The run ended too early to say. */
  | 'open'
  /** Meta would deliver it again. */
  | 'unacknowledged'
  /** Nothing is owed, or it is not known what. */
  | 'excused';

export interface Fates {
  /** @param within ms for the answer, from the acknowledgement or the end of the trouble it fell into. */
  of(inbound: Inbound, within?: number): Fate;
}

export function createFates(evidence: Evidence): Fates {
  const unsimulated = unsimulatedAnswers(evidence);
  const backlog = backlogSince(evidence);
  const isWindowClosed = createWindows(evidence.calls, evidence.incidents);
  const flooded = floodedUsers(evidence);
  const pairHeldUntil = pairHolds(evidence);
  let bySource: Map<Inbound, Send[]> | undefined;
  /** Asked of what has no answer: most histories need no such map. */
  function sendsOf(inbound: Inbound): readonly Send[] {
    bySource ??= sendsBySource(evidence);
    return bySource.get(inbound) ?? [];
  }
  const forGood = codesBroughtAbout(evidence.incidents, 'for-good');
  return {
    of(inbound, within = Number.POSITIVE_INFINITY) {
      const since = acknowledgedAt(inbound);
      if (since === undefined) return 'unacknowledged';
      const wanted = evidence.normals.of(inbound)?.least ?? 0;
      if (wanted === 0 || isStale(inbound)) return 'excused';
      if (inbound.refusals.some((call) => call.injected || forGood.has(call.error?.code ?? 0))) return 'excused';
      if (unsimulated.has(inbound.wrote.message) || unsimulated.has(inbound.wrote.user)) return 'excused';
      const fate = fateOf(inbound, evidence, { since, wanted, within, sendsOf });
      if (fate === 'answered') return fate;
      if (evidence.normals.gathers && isAnsweredWithOthers(inbound, evidence)) return 'answered';
      if (fate === 'open') return fate;
      if (isWindowClosed(inbound)) return 'excused';
      if (flooded.has(inbound.wrote.user) && isPairLimited(inbound.attempts.at(-1))) return 'excused';
      if (wentAstray(inbound, evidence, fate === 'late' ? inbound.effects[wanted - 1] : undefined)) return 'excused';
      if (fate === 'late') return fate;
      if ((pairHeldUntil.get(inbound.wrote.user) ?? 0) > evidence.timeline.endMs) return 'open';
      return inbound.attempts.length === 0 && since >= backlog ? 'open' : fate;
    },
  };
}

/** Users who were sent what answers somebody else: it uses up what may be sent to them. */
function floodedUsers({ sends }: Evidence): Set<WaId> {
  const flooded = new Set<WaId>();
  for (const { source, to } of sends) if (source && source.wrote.user !== to) flooded.add(to);
  return flooded;
}

const isPairLimited = (call: Call | undefined) => call?.error?.code === PAIR_LIMIT && !call.injected;

/** Its last attempt went to somebody else, who did not get it, or got it `late`. */
function wentAstray({ wrote, attempts }: Inbound, { misread }: Evidence, late: Call | undefined): boolean {
  const last = attempts.at(-1);
  const call = late ?? (last?.effect ? undefined : last);
  return call?.to !== undefined && (misread.get(call.to) ?? call.to) !== wrote.user;
}

/**
 * A subject that is late, not forgetful, was still working its way through a queue when the run ended: acknowledged
 * after this instant, a message may have been in it. Infinity when there was no such queue.
 */
function backlogSince({ byMessage, timeline }: Evidence): number {
  let since = Number.POSITIVE_INFINITY;
  if (timeline.complete) return since;
  for (const inbound of byMessage.values()) {
    const first = inbound.attempts[0];
    if (first && isRecent(timeline, first.receivedAt)) since = Math.min(since, acknowledgedAt(inbound) ?? since);
  }
  return since;
}

interface Owed {
  readonly since: number;
  readonly wanted: number;
  readonly within: number;
  /** Those that say what they answer: several messages of one answer wait each for themselves. */
  readonly sendsOf: (inbound: Inbound) => readonly Send[];
}

function fateOf(inbound: Inbound, { timeline, normals }: Evidence, { since, wanted, within, sendsOf }: Owed): Fate {
  const due = deadline(timeline, since, within);
  const last = inbound.effects[wanted - 1];
  if (last) return last.receivedAt <= due ? 'answered' : 'late';
  let sign = since;
  for (const call of inbound.attempts) sign = Math.max(sign, call.at);
  const stillTime = !timeline.complete && due > timeline.endMs && Number.isFinite(due);
  if (stillTime || wasYoung(timeline, sign) || wasHeldUp(timeline, sign + normals.replyMs + USUAL_WAIT_MS))
    return 'open';
  const next = Math.max(nextTryBy(inbound.attempts), ...sendsOf(inbound).map(({ attempts }) => nextTryBy(attempts)));
  return next > timeline.endMs ? 'open' : 'missing';
}

function sendsBySource({ sends }: Evidence): Map<Inbound, Send[]> {
  const bySource = new Map<Inbound, Send[]>();
  for (const send of sends) {
    if (!send.source) continue;
    const known = bySource.get(send.source);
    if (known) known.push(send);
    else bySource.set(send.source, [send]);
  }
  return bySource;
}

/**
 * Users whose pair with the number is at Meta's own limit at the end, since nothing was accepted after the last refusal, and
 * until when that may last. Whatever is meant for such a user waits, also what was never tried.
 */
function pairHolds({ calls, misread }: Evidence): Map<WaId, number> {
  const userOf = ({ to }: Call) => (to === undefined ? undefined : (misread.get(to) ?? to));
  const toUser = new Map<WaId | undefined, Call[]>(calls.filter(isPairLimited).map((call) => [userOf(call), []]));
  const holds = new Map<WaId, number>();
  if (toUser.size === 0) return holds;
  for (const call of calls) if (isSendAttempt(call)) toUser.get(userOf(call))?.push(call);
  for (const [user, own] of toUser) {
    const last = own.findLastIndex(isPairLimited);
    const refusal = own[last];
    if (user === undefined || !refusal || own.some((call) => call.effect && call.receivedAt > refusal.at)) continue;
    const paidOffAt = refusal.at + own.filter(({ effect }) => effect).length * PAIR_INTERVAL_MS;
    holds.set(user, Math.max(nextTryBy(own.slice(0, last + 1)), paidOffAt));
  }
  return holds;
}

/** Meta, "Pair rate limits": what a burst has borrowed is paid off at a message every 6 seconds. */
const PAIR_INTERVAL_MS = 6_000;

/** A run that was cut short in trouble, or soon after: who waits for it to pass has done nothing for long. */
function wasHeldUp({ complete, troubles, youngMs, endMs }: Timeline, until: number): boolean {
  return !complete && troubles.some(({ fromMs, toMs }) => toMs + youngMs > endMs && until > fromMs);
}

/** The wait before a first retry that nothing is known of. */
const USUAL_WAIT_MS = 2_000;
/** The next wait of an exponential backoff with jitter, next to the last one. */
const GROWTH = 2.5;
const LONGEST_WAIT_MS = 120_000;
const PAIR_LIMIT = 131_056;

/** Until when a subject that waits as it should may try again; a run that rests for seconds may end within such a wait. */
export function nextTryBy(attempts: readonly Call[]): number {
  const last = attempts.at(-1);
  if (!last || !isTransient(last)) return Number.NEGATIVE_INFINITY;
  const before = attempts.at(-2);
  const gap = before ? last.receivedAt - before.at : 0;
  const told = Math.max(last.retryAfterMs ?? 0, last.regainMs ?? 0);
  const wait = Math.max(GROWTH * Math.max(gap, USUAL_WAIT_MS), 1.5 * told, 1.5 * pairWait(attempts));
  return last.at + Math.min(wait, LONGEST_WAIT_MS);
}

/** Meta, "Pair rate limits": 4^n seconds after the nth refusal in a row, from 0. */
function pairWait(attempts: readonly Call[]): number {
  const others = attempts.findLastIndex(({ error }) => error?.code !== PAIR_LIMIT);
  const refusals = attempts.length - 1 - others;
  return refusals === 0 ? 0 : 1_000 * 4 ** (refusals - 1);
}

/** Trouble that begins before the time is over stops it until its own end. */
function deadline({ troubles }: Timeline, since: number, within: number): number {
  let due = since + within;
  if (!Number.isFinite(due)) return due;
  for (const trouble of troubles) {
    if (trouble.toMs > since && trouble.fromMs < due) due = Math.max(due, trouble.toMs + within);
  }
  return due;
}

/** Messages, or else users, to whom the subject answered with something that waproof does not simulate. */
function unsimulatedAnswers(evidence: Evidence): Set<string> {
  const spoken = new Set<string>();
  for (const call of evidence.calls) {
    if (call.action !== 'send' || call.simulated) continue;
    if (call.answers !== undefined) spoken.add(call.answers);
    else if (call.to !== undefined) spoken.add(call.to);
  }
  return spoken;
}
