/**
 * Is every genuine delivery answered 2xx in time? Meta asks receivers to answer fast (under 1 % above 1 s) and delivers
 * again what was not answered, so slow answers become duplicates. A 2xx other than 200 is in time as well, but Meta
 * documents 200 alone: that is remarked. Statuses count like messages: they come on the same line. Not judged: deliveries
 * still open when the run ended, and those that met a subject which a fault had killed or stopped.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { Check, Judgement } from '../check.js';
import { isDuring } from '../evidence/downtimes.js';
import type { Evidence } from '../evidence/evidence.js';
import { type Delivery, isSuccess, isTakenForForged } from '../evidence/inbound.js';
import { failed, passed, undecided } from '../judgement.js';
import { quantile } from '../statistics.js';
import { cite, count, instant, percent, short, span, were } from '../wording.js';

const parameters = z.strictObject({
  /** Meta, Throughput page: "less than 1 % should take longer than 1 second". */
  p99: duration.prefault('1s').describe('time within which 99 % of deliveries must be answered 2xx'),
  minimum: z.int().positive().default(20).describe('fewest deliveries to judge'),
});
type Parameters = z.infer<typeof parameters>;

/** One delivery in a hundred may be late, and one in a small sample. */
const ALLOWED_SHARE = 0.01;

interface Answer {
  readonly delivery: Delivery;
  /** Infinity when it was not acknowledged at all. */
  readonly ms: number;
  readonly unanswered: boolean;
}

/** A long run has hundreds of thousands of answers: only the late ones are kept as such. */
interface Answers {
  readonly times: number[];
  readonly late: Answer[];
  /** Answered with another success than 200, and one such status. */
  others: number;
  other?: number | undefined;
}

export const acknowledgesFast: Check<Parameters> = {
  name: 'acknowledges-fast',
  summary: 'webhook deliveries are answered 2xx within the limit (p99), and none goes unanswered',
  area: 'acknowledgement',
  parameters,
  judge(evidence, { p99, minimum }) {
    const answers = answersOf(evidence, p99);
    const { length } = answers.times;
    if (length < minimum) {
      return undecided(
        count(length, 'delivery'),
        `Only ${length} deliveries were answered or ran out of time; ${minimum} are needed to judge.`,
      );
    }
    return verdictOn(answers, p99, evidence.header.webhookTimeoutMs);
  },
};

function answersOf({ deliveries, header, timeline, downtimes }: Evidence, limitMs: number): Answers {
  const answers: Answers = { times: [], late: [], others: 0 };
  for (const delivery of deliveries) {
    const { sent, answered } = delivery;
    if (isDuring(downtimes, sent.at, answered?.at ?? sent.at + header.webhookTimeoutMs)) continue;
    if (!answered && sent.at + header.webhookTimeoutMs >= timeline.endMs) continue;
    const ms = answered && isSuccess(answered.status) ? answered.ms : Number.POSITIVE_INFINITY;
    const unanswered = !answered || (answered.status === undefined && answered.problem === 'timeout');
    answers.times.push(ms);
    if (ms > limitMs) answers.late.push({ delivery, unanswered, ms });
    if (answered && isSuccess(answered.status) && answered.status !== 200) {
      answers.others++;
      answers.other ??= answered.status;
    }
  }
  return answers;
}

function verdictOn(answers: Answers, limitMs: number, timeoutMs: number): Judgement {
  const { times, late } = answers;
  const unanswered = late.filter((answer) => answer.unanswered).length;
  const refused = late.filter(({ ms, unanswered: open }) => !Number.isFinite(ms) && !open).length;
  const inTime = percent(1 - late.length / times.length);
  const figure = `p99 ${span(quantile(times, 0.99))}, ${inTime} of ${times.length} within ${span(limitMs)}`;
  if (unanswered === 0 && late.length <= Math.max(1, Math.floor(times.length * ALLOWED_SHARE))) {
    return passed(figure, `Deliveries are acknowledged within ${span(limitMs)}.${remarkOn(answers)}`);
  }
  const parts = [
    `${late.length} of ${times.length} deliveries were not acknowledged within ${span(limitMs)}`,
    ...(unanswered > 0 ? [`${unanswered} of them got no answer at all until the ${span(timeoutMs)} timeout`] : []),
    ...(refused > 0 ? [`${refused} ${were(refused)} answered with an error or not accepted`] : []),
  ];
  const forged = late.filter(({ delivery }) => isTakenForForged(delivery)).length;
  const advice =
    forged * 2 > late.length
      ? `${forged} were refused as forged (401, 403), though they were signed rightly: verifies-signature says more.`
      : 'Meta delivers again what is not answered 200: answer first, then do the work.';
  const slowest = [...late].sort((a, b) => (a.ms === b.ms ? 0 : b.ms - a.ms));
  return failed(
    figure,
    `${parts.join('; ')}. ${advice}`,
    slowest.map(({ delivery }) => findingOf(delivery)),
  );
}

/** Nobody knows whether Meta really repeats what was answered 202; who answers 200 need not find out. */
function remarkOn({ others, other }: Answers): string {
  return others === 0
    ? ''
    : ` ${others} ${were(others)} answered with another success than 200, as with ${other}: Meta documents that 200 alone ends a delivery.`;
}

function findingOf({ sent, answered }: Delivery) {
  const evidence = answered ? [sent.id, answered.id] : [sent.id];
  const what = `${sent.carries === 'status' ? 'the status of' : 'inbound'} ${short(sent.message)}`;
  const outcome =
    answered?.status === undefined
      ? `got no answer (${answered?.problem ?? 'timeout'})`
      : `was answered ${answered.status} after ${span(answered.ms)}`;
  return { sentence: `${what}, delivered at ${instant(sent.at)}, ${outcome} ${cite(evidence)}`, evidence };
}
