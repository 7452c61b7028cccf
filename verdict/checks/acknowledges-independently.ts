/**
 * Are webhooks answered as fast while Graph is slow or down? A subject that works before it answers passes Graph's trouble
 * on to Meta, which then delivers everything again. Compared are acknowledgements of messages in the calm with those in
 * stretches in which Graph was disturbed, the subject was not, and calls really were slow or failed. Statuses are left out: no call
 * hangs on them.
 */
import { z } from 'zod';
import type { Check } from '../check.js';
import type { Call } from '../evidence/calls.js';
import type { Evidence } from '../evidence/evidence.js';
import { isWithin, spansOf } from '../evidence/graph-trouble.js';
import { type Delivery, isSuccess } from '../evidence/inbound.js';
import { isEveryday, type Span } from '../evidence/timeline.js';
import { failed, passed, undecided } from '../judgement.js';
import { compareRanks } from '../rank-test.js';
import { median, quantile, SURE, wilson } from '../statistics.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, percent, short, span } from '../wording.js';

const parameters = z.strictObject({
  minimum: z
    .int()
    .positive()
    .default(20)
    .describe('fewest deliveries in the calm, and fewest while Graph is in trouble'),
  share: z.number().gt(0).lt(1).default(0.05).describe('most deliveries that may be late while Graph is in trouble'),
});
type Parameters = z.infer<typeof parameters>;

/** One-sided 0.1 %: how rarely chance alone may make the later acknowledgements look slower. */
const RANK_Z = 3.09;
/** Meta, Throughput page: the median of acknowledgements should not be above this. Nothing shorter is called late. */
const SHORTEST_LATE_MS = 250;
const TIMES_THE_CALM = 2;
/** Late means: a fair part of Graph's own slowness came through. */
const PART_OF_GRAPH = 0.25;
/** From here on a phase counts as slow: then whoever waits for Graph must show it. */
const SLOW_GRAPH_MS = 1_000;
const DOWN_SHARE = 0.5;

/** How Graph was in the phases that were looked at. */
interface GraphTrouble {
  readonly spans: readonly Span[];
  /** What nine of ten calls did not exceed, in ms. */
  readonly tookMs: number;
  readonly isSlow: boolean;
}

interface Answer {
  readonly delivery: Delivery;
  /** Infinity when it was not acknowledged. */
  readonly ms: number;
}

export const acknowledgesIndependently: Check<Parameters> = {
  name: 'acknowledges-independently',
  summary: 'webhook answers stay as fast while the Graph API is slow or down',
  area: 'acknowledgement',
  parameters,
  judge(evidence, { minimum, share }) {
    const { calm } = evidence.timeline;
    if (!calm)
      return undecided('no calm opening', 'The scenario begins with faults: there is no calm to compare with.');
    const trouble = troubleOf(evidence);
    const before = answersIn(evidence, [calm]).map(({ ms }) => ms);
    const during = answersIn(evidence, trouble.spans);
    const times = during.map(({ ms }) => ms);
    const figure = `median ${medianOf(before)} in the calm, ${medianOf(times)} while Graph was in trouble`;
    if (before.length < minimum || during.length < minimum) {
      return undecided(
        figure,
        `Only ${count(before.length, 'delivery')} in the calm and ${during.length} while Graph was slow or down; ${minimum} of each are needed.`,
      );
    }
    const limitMs = Math.max(SHORTEST_LATE_MS, TIMES_THE_CALM * quantile(before, 0.99), PART_OF_GRAPH * trouble.tookMs);
    const late = during.filter(({ ms }) => ms > limitMs).sort((a, b) => (a.ms === b.ms ? 0 : b.ms - a.ms));
    const { z } = compareRanks(before, times);
    if (z > RANK_Z && wilson(late.length, during.length, SURE).lower > share) {
      return failed(
        figure,
        `While Graph was in trouble, ${late.length} of ${during.length} deliveries were acknowledged later than ${span(limitMs)} or not at all; in the calm the median was ${medianOf(before)}. Store the message, answer 200, and call Graph afterwards, from a worker that the webhook does not wait for.`,
        late.map(findingOf),
      );
    }
    if (late.length > Math.max(1, share * during.length)) {
      return undecided(
        figure,
        `${late.length} of ${during.length} deliveries were acknowledged late while Graph was in trouble: too many to call it independent, too few to be sure.`,
      );
    }
    const independent = answeredBeforeWork(evidence);
    if (!trouble.isSlow && wilson(independent.yes, independent.all, SURE).lower < 0.5) {
      return undecided(
        figure,
        'Graph failed at once and was never slow, so that waiting for it would not have shown. A scenario with graph.latency of some seconds, or graph.hang, shows it.',
      );
    }
    return passed(
      figure,
      `Acknowledgements stayed as fast: ${percent(late.length / during.length)} came later than ${span(limitMs)}.`,
    );
  },
};

const medianOf = (values: readonly number[]) => (values.length === 0 ? 'unknown' : span(median(values)));

/** Stretches in which Graph was disturbed and the subject was not, and calls were slow or failed. */
function troubleOf({ timeline, calls }: Evidence): GraphTrouble {
  const { phases } = timeline;
  const first = phases[0] ?? { faults: [] };
  const disturbed = spansOf(timeline, (fault) => fault.name.startsWith('graph.') && !isEveryday(fault, first));
  const others = phases.filter(({ faults }) => faults.some(slowsTheSubject));
  const measured = disturbed
    .filter((one) => !others.some((other) => other.fromMs < one.toMs && one.fromMs < other.toMs))
    .flatMap((one) => {
      const own = calls.filter((call) => isWithin(one, call.receivedAt));
      const tookMs = own.length > 0 ? quantile(own.map(tookOf), 0.9) : 0;
      const isDown = own.filter(({ outcome }) => outcome !== 'accepted').length > DOWN_SHARE * own.length;
      return tookMs >= SLOW_GRAPH_MS || isDown ? [{ one, tookMs }] : [];
    });
  const tookMs = Math.max(0, ...measured.map((each) => each.tookMs));
  return { spans: measured.map(({ one }) => one), tookMs, isSlow: tookMs >= SLOW_GRAPH_MS };
}

/** What makes answers late whatever Graph does: a process that stands still or is gone, and a flood of deliveries. */
const slowsTheSubject = ({ name }: { name: string }) =>
  name.startsWith('subject.') || name === 'webhook.flood' || name === 'webhook.replay';

const tookOf = ({ at, receivedAt }: Call) => at - receivedAt;

/** Deliveries that met a closed port say nothing of how the subject answers. */
function answersIn({ deliveries, header, timeline }: Evidence, spans: readonly Span[]): Answer[] {
  return deliveries.flatMap((delivery) => {
    const { sent, answered } = delivery;
    if (sent.carries !== 'message' || !spans.some((one) => isWithin(one, sent.at))) return [];
    if (answered?.problem === 'refused') return [];
    if (answered) return [{ delivery, ms: isSuccess(answered.status) ? answered.ms : Number.POSITIVE_INFINITY }];
    return sent.at + header.webhookTimeoutMs < timeline.endMs ? [{ delivery, ms: Number.POSITIVE_INFINITY }] : [];
  });
}

/** Calls that end sooner do not show whether somebody waited for them. */
const SHORTEST_WORK_MS = 100;

/** How many messages were acknowledged before the first call that answers them had ended. */
function answeredBeforeWork({ byMessage }: Evidence): { yes: number; all: number } {
  let yes = 0;
  let all = 0;
  for (const { deliveries, attempts } of byMessage.values()) {
    const [only] = deliveries;
    const [first] = attempts;
    if (!only?.answered || deliveries.length > 1 || !first || tookOf(first) < SHORTEST_WORK_MS) continue;
    all++;
    if (only.answered.at < first.at) yes++;
  }
  return { yes, all };
}

function findingOf({ delivery: { sent, answered } }: Answer): Finding {
  const evidence = answered ? [sent.id, answered.id] : [sent.id];
  const fate =
    answered?.status === undefined
      ? `got no answer (${answered?.problem ?? 'timeout'})`
      : `was answered ${answered.status} after ${span(answered.ms)}`;
  return {
    sentence: `inbound ${short(sent.message)}, delivered at ${instant(sent.at)} while Graph was in trouble, ${fate} ${cite(evidence)}`,
    evidence,
  };
}
