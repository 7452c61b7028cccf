/**
 * What followed each trouble, until the next one began or the load ended: how fast the messages were answered that were
 * due well after it, what became of those that it had left open, and how many sends came in the worst second.
 */
import { quantile } from '../statistics.js';
import type { Call } from './calls.js';
import type { Evidence } from './evidence.js';
import { acknowledgedAt, type Inbound } from './inbound.js';
import { loadEndOf } from './offered.js';
import { isSendAttempt } from './sends.js';
import { type Span, wasYoung } from './timeline.js';

export interface Pace {
  /** Answered messages of the calm that it was learned from. */
  readonly samples: number;
  /** Slower than this is slow. */
  readonly limitMs: number;
  /** The most sends of a number in any second of the calm. */
  readonly peak: number;
}

export interface Delayed {
  readonly inbound: Inbound;
  /** From due to the end of the first accepted answer; undefined: there was none. */
  readonly ms: number | undefined;
  readonly isLate: boolean;
}

export interface Aftermath {
  readonly trouble: Span;
  /** Due after the limit. */
  readonly later: readonly Delayed[];
  /** Due before the trouble ended, and open then. */
  readonly backlog: readonly Delayed[];
  /** The sends of the worst second, of one number. */
  readonly peak: readonly Call[];
  readonly peakLimit: number;
}

/** Room for an ordinary bad moment: three times the slowest of the calm, and a second at least. */
const TIMES_THE_CALM = 3;
const SHORTEST_ROOM_MS = 1_000;
/** A second of the calm is one of few: chance alone makes a later one this much busier. */
const TIMES_THE_CALM_PEAK = 2;
/** A kind of message that is answered less often than this is not meant to be answered. */
const MEANT_TO_BE_ANSWERED = 0.5;

export function paceOf(evidence: Evidence): Pace | undefined {
  const { calm } = evidence.timeline;
  if (!calm) return undefined;
  const times: number[] = [];
  for (const inbound of evidence.byMessage.values()) {
    const ms = answerMs(inbound);
    if (ms !== undefined && inbound.wrote.due >= calm.fromMs && inbound.wrote.due < calm.toMs && !wasStruck(inbound)) {
      times.push(ms);
    }
  }
  if (times.length === 0) return undefined;
  const slowest = quantile(times, 0.95);
  return {
    samples: times.length,
    limitMs: Math.max(TIMES_THE_CALM * slowest, slowest + SHORTEST_ROOM_MS),
    peak: busiestSecond(sendsBetween(evidence, calm)).length,
  };
}

export function aftermathsOf(
  evidence: Evidence,
  pace: Pace,
  { within, backlog, peak }: { within: number; backlog: number; peak: number },
): Aftermath[] {
  const { troubles, endMs } = evidence.timeline;
  const loadEnd = loadEndOf(evidence);
  const answered = [...evidence.byMessage.values()].filter((inbound) => isMeantToBeAnswered(inbound, evidence));
  return troubles.map((trouble, index) => {
    const next = troubles[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
    const until = Math.min(next, Math.max(loadEnd, trouble.toMs));
    const later = answered
      .filter(({ wrote: { due } }) => due >= trouble.toMs + within && due <= until)
      .filter((inbound) => !wasStruck(inbound) && !isOpenAtEnd(inbound, evidence))
      .map((inbound) => {
        const ms = answerMs(inbound);
        return { inbound, ms, isLate: ms === undefined || ms > pace.limitMs };
      });
    const deadline = trouble.toMs + backlog;
    const piled = answered
      // What was still open when the next trouble began, or when the history stopped, was not given its time.
      .filter((inbound) => wasPiledUp(inbound, trouble) && (firstAnswer(inbound) <= deadline || mayJudge(deadline)))
      .filter((inbound) => !isOpenAtEnd(inbound, evidence))
      .map((inbound) => ({ inbound, ms: answerMs(inbound), isLate: firstAnswer(inbound) > deadline }));
    function mayJudge(time: number): boolean {
      return time <= next && (time <= endMs || evidence.timeline.complete);
    }
    return {
      trouble,
      later,
      backlog: piled,
      peak: busiestSecond(sendsBetween(evidence, { fromMs: trouble.toMs, toMs: Math.min(next, endMs) })),
      peakLimit: Math.max(peak, TIMES_THE_CALM_PEAK * pace.peak),
    };
  });
}

const firstAnswer = ({ effects }: Inbound) => effects[0]?.at ?? Number.POSITIVE_INFINITY;

function answerMs(inbound: Inbound): number | undefined {
  const at = firstAnswer(inbound);
  return Number.isFinite(at) ? at - inbound.wrote.due : undefined;
}

/** Refused for good, or an answer that a fault spoilt on its way: no measure of pace. */
const wasStruck = ({ attempts, refusals }: Inbound) => refusals.length > 0 || attempts.some(({ injected }) => injected);

const isMeantToBeAnswered = (inbound: Inbound, { normals }: Evidence) =>
  (normals.of(inbound)?.answeredShare ?? 0) >= MEANT_TO_BE_ANSWERED;

const isOpenAtEnd = (inbound: Inbound, { timeline }: Evidence) =>
  inbound.effects.length === 0 && wasYoung(timeline, inbound.wrote.due);

function wasPiledUp(inbound: Inbound, trouble: Span): boolean {
  const acknowledged = acknowledgedAt(inbound);
  if (acknowledged === undefined || acknowledged >= trouble.toMs || inbound.refusals.length > 0) return false;
  return acknowledged >= trouble.fromMs && firstAnswer(inbound) > trouble.toMs;
}

const sendsBetween = ({ calls }: Evidence, { fromMs, toMs }: Span) =>
  calls.filter((call) => isSendAttempt(call) && call.receivedAt >= fromMs && call.receivedAt < toMs);

const SECOND_MS = 1_000;

/** @param sends by `receivedAt`. */
function busiestSecond(sends: readonly Call[]): Call[] {
  const byNumber = new Map<string, Call[]>();
  for (const call of sends) {
    const own = byNumber.get(call.phoneNumberId ?? '');
    if (own) own.push(call);
    else byNumber.set(call.phoneNumberId ?? '', [call]);
  }
  let busiest: Call[] = [];
  for (const own of byNumber.values()) {
    let from = 0;
    let best = { from: 0, size: 0 };
    for (let to = 0; to < own.length; to++) {
      while ((own[to]?.receivedAt ?? 0) - (own[from]?.receivedAt ?? 0) >= SECOND_MS) from++;
      if (to - from + 1 > best.size) best = { from, size: to - from + 1 };
    }
    if (best.size > busiest.length) busiest = own.slice(best.from, best.from + best.size);
  }
  return busiest;
}
