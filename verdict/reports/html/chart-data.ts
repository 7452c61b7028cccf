/** What the charts of a report draw: one row of instants, and series of equal length over it. */
import type { History } from '../../../core/history.js';
import { createBins, createCounter, createDistribution } from './bins.js';
import type { PlayedPhase } from './played-phases.js';
import { CALLS, DELIVERIES, tally } from './tally.js';

/** How a series looks, beside its colour: lines differ in dashes, areas in hatching. */
export type SeriesLook =
  | 'planned'
  | 'good'
  | 'extra'
  | 'retry'
  | 'quiet'
  | 'forged'
  | 'injected'
  | 'bad'
  | 'lost'
  | 'median'
  | 'high';

export interface Series {
  readonly label: string;
  readonly look: SeriesLook;
  readonly values: readonly (number | null)[];
}

export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly unit: '/s' | 'ms';
  readonly stacked: boolean;
  readonly series: readonly Series[];
}

export interface ChartData {
  /** Beginnings of the bins, in seconds of the run. */
  readonly seconds: readonly number[];
  readonly binSeconds: number;
  readonly phases: readonly { name: string; from: number; to: number; trouble: boolean }[];
  readonly charts: readonly Chart[];
}

const DELIVERY_SERIES = {
  message: { label: 'messages', look: 'good' },
  duplicate: { label: 'duplicates', look: 'extra' },
  retry: { label: 'retries', look: 'retry' },
  status: { label: 'statuses', look: 'quiet' },
  forged: { label: 'forged', look: 'forged' },
} as const;

const CALL_SERIES = {
  accepted: { label: 'accepted', look: 'good' },
  injected: { label: 'refused by a fault', look: 'injected' },
  own: { label: 'refused for its own fault', look: 'bad' },
  unsimulated: { label: 'not simulated by waproof', look: 'quiet' },
  lost: { label: 'answer lost', look: 'lost' },
} as const;

type Keyed<Key extends string> = Readonly<Record<Key, { readonly label: string; readonly look: SeriesLook }>>;

/** One series for each class that occurred at all. */
function classSeries<Key extends string>(
  classes: readonly Key[],
  counters: ReadonlyMap<Key, ReturnType<typeof createCounter>>,
  looks: Keyed<Key>,
): Series[] {
  return classes.flatMap((name) => {
    const counter = counters.get(name);
    return counter && counter.total() > 0 ? [{ ...looks[name], values: counter.perSecond() }] : [];
  });
}

export function buildChartData({ observations }: History, phases: readonly PlayedPhase[], endMs: number): ChartData {
  const bins = createBins(endMs);
  const due = createCounter(bins);
  const written = createCounter(bins);
  const deliveries = new Map(DELIVERIES.map((name) => [name, createCounter(bins)]));
  const calls = new Map(CALLS.map((name) => [name, createCounter(bins)]));
  const acknowledgements = createDistribution(bins);
  const replies = createDistribution(bins);
  tally(observations, {
    due: due.add,
    written: written.add,
    delivery: (ms, name) => deliveries.get(name)?.add(ms),
    acknowledged: (ms, tookMs, { ok, carries }) => {
      if (ok && carries === 'message') acknowledgements.add(ms, tookMs);
    },
    call: (ms, name) => calls.get(name)?.add(ms),
    reply: (ms, tookMs) => replies.add(ms, tookMs),
    unanswered: () => {},
    fault: () => {},
  });
  const latency = (distribution: typeof replies): Series[] => [
    { label: 'median', look: 'median', values: distribution.percentile(0.5) },
    { label: '95th percentile', look: 'high', values: distribution.percentile(0.95) },
  ];
  return {
    seconds: Array.from({ length: bins.count }, (_, index) => (index * bins.widthMs) / 1_000),
    binSeconds: bins.widthMs / 1_000,
    phases: phases.map(({ name, fromMs, toMs, trouble }) => ({
      name,
      from: fromMs / 1_000,
      to: toMs / 1_000,
      trouble,
    })),
    charts: [
      {
        id: 'load',
        title: 'Load',
        about: 'Messages that users wrote, against those that were due by the plan.',
        unit: '/s',
        stacked: false,
        series: [
          { label: 'due', look: 'planned', values: due.perSecond() },
          { label: 'written', look: 'good', values: written.perSecond() },
        ],
      },
      {
        id: 'deliveries',
        title: 'Webhook deliveries',
        about: 'What was posted to the webhook.',
        unit: '/s',
        stacked: true,
        series: classSeries(DELIVERIES, deliveries, DELIVERY_SERIES),
      },
      {
        id: 'calls',
        title: 'Graph API calls',
        about: 'What the integration called, by what came of it.',
        unit: '/s',
        stacked: true,
        series: classSeries(CALLS, calls, CALL_SERIES),
      },
      {
        id: 'acknowledgement',
        title: 'Webhook acknowledgement',
        about:
          'How long the integration took to answer a delivered message, by when it was sent. Statuses are not drawn.',
        unit: 'ms',
        stacked: false,
        series: latency(acknowledgements),
      },
      {
        id: 'replies',
        title: 'Reply latency',
        about: 'From the instant at which a message was due to the first reply that took effect.',
        unit: 'ms',
        stacked: false,
        series: latency(replies),
      },
    ],
  };
}
