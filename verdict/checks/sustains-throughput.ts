/**
 * Is the planned load answered in time while nothing is wrong? Measured in the calm opening, from the instant at which a
 * message was due, so that a stalled subject cannot hide its stall; an answer counts whenever it comes. A scenario that
 * states how long the subject thinks gives it that time besides. Not judged: steps
 * that are mostly left without an answer, and messages whose answer met an injected error in the trouble that followed.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { Check } from '../check.js';
import type { Evidence } from '../evidence/evidence.js';
import type { Inbound } from '../evidence/inbound.js';
import { NOBODY_WRITES, nobodyWrites } from '../evidence/kinds.js';
import { wasYoung } from '../evidence/timeline.js';
import { failed, notApplicable, passed, undecided } from '../judgement.js';
import { quantile } from '../statistics.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, percent, phone, short, span } from '../wording.js';

const parameters = z.strictObject({
  reply: z
    .strictObject({ p95: duration.prefault('5s').describe('time from the due instant within which 95 % are answered') })
    .prefault({}),
  share: z.number().min(0).max(1).default(0.95).describe('least share of messages that must be answered'),
  minimum: z.int().positive().default(20).describe('fewest messages in the calm opening'),
});
type Parameters = z.infer<typeof parameters>;

/** A kind of message that is answered less often than this is not meant to be answered. */
const MEANT_TO_BE_ANSWERED = 0.5;

interface Measured {
  readonly inbound: Inbound;
  /** From due to the end of the first accepted answer; undefined when there was none. */
  readonly ms: number | undefined;
}

export const sustainsThroughput: Check<Parameters> = {
  name: 'sustains-throughput',
  summary: 'the planned load of the calm opening is answered, within the limit at p95',
  area: 'throughput',
  parameters,
  judge(evidence, { reply, share, minimum }) {
    if (nobodyWrites(evidence)) return notApplicable(NOBODY_WRITES);
    const { calm } = evidence.timeline;
    if (!calm) return undecided('no calm opening', 'The scenario begins with faults: there is no calm to measure in.');
    const measured = measure(evidence);
    const times = measured.flatMap(({ ms }) => (ms === undefined ? [] : [ms]));
    const p95 = quantile(times, 0.95);
    const seconds = (calm.toMs - calm.fromMs) / 1_000;
    const rate = (number: number) => `${(number / seconds).toFixed(1)}/s`;
    const planned = plannedRate(evidence);
    const figure = `${rate(times.length)} answered of ${rate(measured.length)} (planned ${planned}), p95 ${times.length > 0 ? span(p95) : 'unknown'}`;
    if (measured.length < minimum) {
      return undecided(
        figure,
        `Only ${count(measured.length, 'message')} of the calm opening can be judged; ${minimum} are needed.`,
      );
    }
    const answered = times.length / measured.length;
    const limit = reply.p95 + (evidence.header.expects.thinkingMs ?? 0);
    if (answered >= share && p95 <= limit) {
      return passed(
        figure,
        `${percent(answered)} of the messages in the calm opening were answered, p95 ${span(p95)}.`,
      );
    }
    const wrong = answered < share ? `only ${percent(answered)} were answered` : `answers took ${span(p95)} (p95)`;
    return failed(
      figure,
      `With nothing wrong and ${planned} new conversations, ${wrong}; asked are ${percent(share)} within ${span(limit)} (p95). Look for what handles messages one at a time: awaiting each Graph call before the next, a single worker, a lock.`,
      slowestFirst(measured).map(findingOf),
    );
  },
};

function measure({ timeline, byMessage, normals }: Evidence): Measured[] {
  const { calm } = timeline;
  const measured: Measured[] = [];
  for (const inbound of byMessage.values()) {
    const { due } = inbound.wrote;
    if (!calm || due < calm.fromMs || due >= calm.toMs) continue;
    if ((normals.of(inbound)?.answeredShare ?? 1) < MEANT_TO_BE_ANSWERED) continue;
    const first = inbound.effects[0];
    const struck = inbound.attempts.some((call) => call.injected && (!first || call.receivedAt <= first.receivedAt));
    if (struck || (!first && wasYoung(timeline, due))) continue;
    measured.push({ inbound, ms: first ? first.at - due : undefined });
  }
  return measured;
}

/** New conversations a second that the plan wants in the calm opening. */
function plannedRate({ header, timeline }: Evidence): string {
  const { calm } = timeline;
  const active = header.load.filter((load) => calm && load.fromMs < calm.toMs && load.toMs > calm.fromMs);
  return `${Number(active.reduce((sum, load) => sum + load.ratePerSecond, 0).toFixed(1))}/s`;
}

function slowestFirst(measured: readonly Measured[]): Measured[] {
  const order = (ms: number | undefined) => ms ?? Number.MAX_VALUE;
  return [...measured].sort((a, b) => order(b.ms) - order(a.ms));
}

function findingOf({ inbound, ms }: Measured): Finding {
  const { wrote, effects } = inbound;
  const evidence = [wrote.id, ...(effects[0] ? [effects[0].id] : [])];
  const outcome = ms === undefined ? 'was not answered' : `was answered after ${span(ms)}`;
  return {
    sentence: `inbound ${short(wrote.message)} of ${phone(wrote.user)}, due at ${instant(wrote.due)}, ${outcome} ${cite(evidence)}`,
    evidence,
  };
}
