/**
 * What is normal for this subject, learned from messages of the calm opening that were delivered once and met no
 * injected error: how many answers a message of each step gets. A scenario may state it instead (`expects.replies`).
 * Here a send that does not say what it answers belongs to the message delivered last before it: in the calm, users
 * write on only after the answer.
 */
import type { HistoryHeader } from '../../core/history.js';
import { quantile } from '../statistics.js';
import type { Call } from './calls.js';
import { learnGathering } from './gathering.js';
import { firstDelivery, type Inbound, type Inbox, latestDelivery } from './inbound.js';
import type { Send } from './sends.js';
import { type Timeline, wasYoung } from './timeline.js';

export interface Normal {
  /** Messages it was learned from; 0 when the scenario states it. */
  readonly samples: number;
  /** A message has at least so many answers: what four of five of them had. One that is lost in the calm must not lower it. */
  readonly least: number;
  /** The most that a message was seen to have. */
  readonly most: number;
  /** How often the same content goes out for one message: what four of five of them do not exceed. */
  readonly repeats: number;
  /** Share of messages that had any answer at all. */
  readonly answeredShare: number;
}

export interface Normals {
  /** Undefined for a step of which too few messages were seen in the calm. */
  of(inbound: Inbound): Normal | undefined;
  /** True when some kind of message normally has an answer. */
  readonly answers: boolean;
  /** It waits until a user has said all, and answers once. */
  readonly gathers: boolean;
  /** From the delivery of a message to the first attempt to answer it: what 19 of 20 do not exceed in the calm; 0: not known. */
  readonly replyMs: number;
}

const FEWEST_SAMPLES = 3;
/** One in five may be out of line. */
const TOLERATED = 0.2;

interface Sample {
  readonly answers: number;
  readonly repeats: number;
}

export function learnNormal(header: HistoryHeader, timeline: Timeline, inbox: Inbox, sends: readonly Send[]): Normals {
  const times: number[] = [];
  const samplesByStep = new Map<string, Sample[]>();
  const calls = provisionalCalls(inbox, sends);
  const calmly = new Map<Inbound, readonly Call[]>();
  for (const inbound of inbox.byMessage.values()) {
    const own = calls.get(inbound) ?? [];
    if (!isSample(timeline, inbound, own)) continue;
    calmly.set(inbound, own);
    const [first] = own;
    if (first) times.push(first.receivedAt - firstDelivery(inbound));
    const samples = samplesByStep.get(inbound.wrote.step);
    if (samples) samples.push(sampleOf(own));
    else samplesByStep.set(inbound.wrote.step, [sampleOf(own)]);
  }
  const bySteps = new Map([...samplesByStep].map(([step, samples]) => [step, summarise(samples)]));
  const stated = statedIn(header);
  return {
    of: stated ? () => stated : (inbound) => bySteps.get(inbound.wrote.step),
    answers: (stated ? [stated] : [...bySteps.values()]).some((normal) => normal !== undefined && normal.least > 0),
    gathers: learnGathering(inbox, calmly),
    replyMs: Math.max(header.expects.thinkingMs ?? 0, times.length > 0 ? quantile(times, 0.95) : 0),
  };
}

function statedIn({ expects: { replies } }: HistoryHeader): Normal | undefined {
  if (replies === undefined) return undefined;
  return { samples: 0, least: replies, most: replies, repeats: 1, answeredShare: replies > 0 ? 1 : 0 };
}

/** Attempts by message, each given to the message that it names or, without a name, to the one delivered last. */
function provisionalCalls(inbox: Inbox, sends: readonly Send[]): Map<Inbound, Call[]> {
  const calls = new Map<Inbound, Call[]>();
  for (const send of sends) {
    if (send.isCampaign) continue;
    const own = inbox.byUser.get(send.to);
    for (const attempt of send.attempts) {
      const inbound = send.source ?? own?.deliveries[latestDelivery(own, attempt.receivedAt)]?.inbound;
      if (!inbound) continue;
      const list = calls.get(inbound);
      if (list) list.push(attempt);
      else calls.set(inbound, [attempt]);
    }
  }
  return calls;
}

function isSample(timeline: Timeline, inbound: Inbound, calls: readonly Call[]): boolean {
  const { calm } = timeline;
  const { due } = inbound.wrote;
  if (!calm || due < calm.fromMs || due >= calm.toMs) return false;
  if (inbound.deliveries.length !== 1 || calls.some((call) => call.injected || call.answer === 'lost')) return false;
  return calls.length > 0 || !wasYoung(timeline, due);
}

function sampleOf(calls: readonly Call[]): Sample {
  const effects = calls.filter((call) => call.effect);
  return { answers: effects.length, repeats: mostRepeated(effects) };
}

/** How often the most frequent content occurs. */
export function mostRepeated(effects: readonly Call[]): number {
  const times = new Map<string, number>();
  let most = 0;
  for (const { digest = '' } of effects) {
    const seen = (times.get(digest) ?? 0) + 1;
    times.set(digest, seen);
    most = Math.max(most, seen);
  }
  return most;
}

function summarise(samples: readonly Sample[]): Normal | undefined {
  if (samples.length < FEWEST_SAMPLES) return undefined;
  const answers = samples.map((sample) => sample.answers).sort((a, b) => a - b);
  const repeats = samples.map((sample) => sample.repeats).sort((a, b) => a - b);
  const outliers = Math.floor(samples.length * TOLERATED);
  return {
    samples: samples.length,
    least: answers[outliers] ?? 0,
    most: answers.at(-1) ?? 0,
    repeats: Math.max(1, repeats[repeats.length - 1 - outliers] ?? 1),
    answeredShare: answers.filter((number) => number > 0).length / samples.length,
  };
}
