/**
 * Is every genuine delivery answered 2xx in time? Meta asks receivers to answer fast (under 1 % above 1 s) and delivers
 * again what was not answered, so slow answers become duplicates. A 2xx other than 200 is in time as well, but Meta
 * documents 200 alone: that is remarked. Statuses count like messages: they come on the same line. Not judged: deliveries
 * still open when the run ended.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { Check, Judgement } from '../check.js';
import type { Evidence } from '../evidence/evidence.js';
import { type Delivery, isSuccess } from '../evidence/inbound.js';
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

export const acknowledgesFast: Check<Parameters> = {
  name: 'acknowledges-fast',
  summary: 'webhook deliveries are answered 2xx within the limit (p99), and none goes unanswered',
  parameters,
  judge(evidence, { p99, minimum }) {
    const answers = answersOf(evidence);
    if (answers.length < minimum) {
      return undecided(
        count(answers.length, 'delivery'),
        `Only ${answers.length} deliveries were answered or ran out of time; ${minimum} are needed to judge.`,
      );
    }
    return verdictOn(answers, p99, evidence.header.webhookTimeoutMs);
  },
};

function answersOf({ deliveries, header, timeline }: Evidence): Answer[] {
  const answers: Answer[] = [];
  for (const delivery of deliveries) {
    const { sent, answered } = delivery;
    if (answered) {
      const unanswered = answered.status === undefined && answered.problem === 'timeout';
      answers.push({ delivery, unanswered, ms: isSuccess(answered.status) ? answered.ms : Number.POSITIVE_INFINITY });
    } else if (sent.at + header.webhookTimeoutMs < timeline.endMs) {
      answers.push({ delivery, unanswered: true, ms: Number.POSITIVE_INFINITY });
    }
  }
  return answers;
}

function verdictOn(answers: readonly Answer[], limitMs: number, timeoutMs: number): Judgement {
  const late = answers.filter(({ ms }) => ms > limitMs);
  const unanswered = late.filter((answer) => answer.unanswered).length;
  const refused = late.filter(({ ms, unanswered: open }) => !Number.isFinite(ms) && !open).length;
  const times = answers.map(({ ms }) => ms);
  const inTime = percent(1 - late.length / answers.length);
  const figure = `p99 ${span(quantile(times, 0.99))}, ${inTime} of ${answers.length} within ${span(limitMs)}`;
  if (unanswered === 0 && late.length <= Math.max(1, Math.floor(answers.length * ALLOWED_SHARE))) {
    return passed(figure, `Deliveries are acknowledged within ${span(limitMs)}.${remarkOn(answers)}`);
  }
  const parts = [
    `${late.length} of ${answers.length} deliveries were not acknowledged within ${span(limitMs)}`,
    ...(unanswered > 0 ? [`${unanswered} of them got no answer at all until the ${span(timeoutMs)} timeout`] : []),
    ...(refused > 0 ? [`${refused} ${were(refused)} answered with an error or not accepted`] : []),
  ];
  const slowest = [...late].sort((a, b) => (a.ms === b.ms ? 0 : b.ms - a.ms));
  return failed(
    figure,
    `${parts.join('; ')}. Meta delivers again what is not answered 200: answer first, then do the work.`,
    slowest.map(({ delivery }) => findingOf(delivery)),
  );
}

/** Nobody knows whether Meta really repeats what was answered 202; who answers 200 need not find out. */
function remarkOn(answers: readonly Answer[]): string {
  const others = answers.filter(({ delivery }) => {
    const status = delivery.answered?.status;
    return isSuccess(status) && status !== 200;
  });
  return others.length === 0
    ? ''
    : ` ${others.length} ${were(others.length)} answered with another success than 200, as with ${others[0]?.delivery.answered?.status}: Meta documents that 200 alone ends a delivery.`;
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
