/**
 * Every metric that waproof exposes of its own, as one table. Instruments, dashboards and docs/metrics.md are made from
 * it, so that a name is written once. Names follow Prometheus' rules: prefix, base unit last (seconds, bytes), `_total`
 * on counters. The default metrics of the process (`process_*`, `nodejs_*`) are prom-client's and not listed.
 *
 * Labels take few values by design: never a phone number, a message id or a delivery's number.
 */
export interface MetricEntry {
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** What one reads from it, in one sentence. */
  readonly help: string;
  readonly labels: readonly string[];
  /** Unit of the value; also the last part of the name, before `_total`. Absent: a plain count or a 0/1 state. */
  readonly unit?: 'seconds' | 'bytes' | 'per_second';
  /** Histograms: upper bounds, in the unit. */
  readonly buckets?: readonly number[];
  /** Label sets that exist with value 0 from the start, so that the first event already counts as an increase. */
  readonly fromZero?: readonly Readonly<Record<string, string>>[];
}

/** Around Meta's own 100–500 ms, and up to a client's usual time-outs. */
const CALL_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 10, 30];
/** Meta asks for answers well below 1 s, and its limit must be a bound to be read exactly. */
const ACKNOWLEDGEMENT_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 5, 10, 20];
const REPLY_SECONDS = [0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5, 7.5, 10, 15, 30, 60];

const carried = [{ carries: 'message' }, { carries: 'status' }] as const;
const givenUp = ['schedule-ended', 'queue-full', 'run-ended', 'dropped'].flatMap((reason) =>
  carried.map((what) => ({ ...what, reason })),
);

export const catalogue = {
  runInfo: {
    name: 'waproof_run_info',
    kind: 'gauge',
    help: 'Always 1; names the scenario, the seed and the version of waproof that this process runs.',
    labels: ['scenario', 'seed', 'version'],
  },
  checkVerdict: {
    name: 'waproof_check_verdict',
    kind: 'gauge',
    help: 'Verdict of a check once the run is judged: 1 for the verdict that was given, 0 for the others.',
    labels: ['check', 'verdict'],
  },
  loadTarget: {
    name: 'waproof_load_target_users_per_second',
    kind: 'gauge',
    unit: 'per_second',
    help: 'Arriving users that the scenario plans for now; during a ramp, those that fell due in the last second.',
    labels: [],
  },
  arrivalsDue: {
    name: 'waproof_load_arrivals_due_total',
    kind: 'counter',
    help: 'Arrivals whose scheduled instant has come, as counted by the harness once a second.',
    labels: [],
  },
  arrivalsPlayed: {
    name: 'waproof_load_arrivals_played_total',
    kind: 'counter',
    help: 'Arrivals that were played, as counted by the harness once a second.',
    labels: [],
  },
  arrivalsDropped: {
    name: 'waproof_load_arrivals_dropped_total',
    kind: 'counter',
    help: 'Arrivals that could not be played, so that the load was lower than planned.',
    labels: [],
  },
  inboundMessages: {
    name: 'waproof_inbound_messages_total',
    kind: 'counter',
    help: 'Messages that users wrote to the business, by message type.',
    labels: ['type'],
  },
  messagesAccepted: {
    name: 'waproof_messages_accepted_total',
    kind: 'counter',
    help: 'Messages of the subject that were accepted, by message type; also those whose answer was lost.',
    labels: ['type'],
  },
  statusesReached: {
    name: 'waproof_statuses_reached_total',
    kind: 'counter',
    help: 'Points of their life (sent, delivered, read, failed) that messages of the subject reached; code is none or the error.',
    labels: ['status', 'code'],
  },
  graphCalls: {
    name: 'waproof_graph_calls_total',
    kind: 'counter',
    help: 'Calls of the Graph API by route, HTTP status, error code (or none), whether a fault decided the answer, and what the caller can know of the outcome (accepted, refused, unknown).',
    labels: ['route', 'status', 'code', 'injected', 'outcome'],
  },
  graphCallDuration: {
    name: 'waproof_graph_call_duration_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: 'Time from receiving a Graph call to the end of its answer, injected latency included.',
    labels: ['action'],
    buckets: CALL_SECONDS,
  },
  sendRetries: {
    name: 'waproof_send_retries_total',
    kind: 'counter',
    help: 'Attempts of a send after its first, by what ended the attempt before: an error code, or lost when its answer never arrived.',
    labels: ['after'],
  },
  webhookDeliveries: {
    name: 'waproof_webhook_deliveries_total',
    kind: 'counter',
    help: 'Genuine deliveries to the webhook by what they carry, what came of them (2xx to 5xx, timeout, error, or lost on the way by a fault), and whether it was the first, a retry or a duplicate. Forged probes are counted apart.',
    labels: ['carries', 'outcome', 'attempt'],
  },
  webhookAcknowledgement: {
    name: 'waproof_webhook_acknowledgement_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: 'Time until the webhook answered a genuine delivery with any status; a delivery never answered counts with its timeout, a failed connection not at all.',
    labels: ['carries'],
    buckets: ACKNOWLEDGEMENT_SECONDS,
  },
  webhookDuplicates: {
    name: 'waproof_webhook_duplicates_sent_total',
    kind: 'counter',
    help: 'Deliveries that repeat an earlier one on purpose.',
    labels: ['carries'],
    fromZero: carried,
  },
  webhookGivenUp: {
    name: 'waproof_webhook_given_up_total',
    kind: 'counter',
    help: 'Deliveries that were never acknowledged, by why no further attempt was made.',
    labels: ['carries', 'reason'],
    fromZero: givenUp,
  },
  webhookInFlight: {
    name: 'waproof_webhook_in_flight',
    kind: 'gauge',
    help: 'Posts to the webhook that are not answered yet.',
    labels: [],
  },
  deliveriesPending: {
    name: 'waproof_webhook_deliveries_pending',
    kind: 'gauge',
    help: 'Deliveries queued, in flight or waiting for their next attempt, as sampled by the harness once a second.',
    labels: [],
  },
  forgedProbes: {
    name: 'waproof_forged_probes_total',
    kind: 'counter',
    help: 'Deliveries with a missing or wrong signature or a tampered body, which the subject must refuse, by what came of them.',
    labels: ['signature', 'outcome'],
  },
  replyLatency: {
    name: 'waproof_reply_latency_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: "Time from the instant at which a user's message was due to the first accepted send that answers it.",
    labels: [],
    buckets: REPLY_SECONDS,
  },
  phaseActive: {
    name: 'waproof_phase_active',
    kind: 'gauge',
    help: 'Phases of the timeline, numbered from 0: 1 while the phase lasts, else 0.',
    labels: ['phase', 'name'],
  },
  faultActive: {
    name: 'waproof_fault_active',
    kind: 'gauge',
    help: 'Faults of the timeline: 1 while the fault may strike, else 0.',
    labels: ['fault'],
  },
  faultsFired: {
    name: 'waproof_faults_fired_total',
    kind: 'counter',
    help: 'How often a fault struck a Graph call or a delivery.',
    labels: ['fault'],
  },
  limitsReached: {
    name: 'waproof_limits_reached_total',
    kind: 'counter',
    help: 'How often a queue, body, buffer or retention limit of the mock was reached.',
    labels: ['limit'],
  },
  harnessLag: {
    name: 'waproof_harness_event_loop_lag_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: "Delay of the harness' own event loop in the last second, 99th percentile.",
    labels: [],
  },
  harnessLateness: {
    name: 'waproof_harness_arrival_lateness_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'How late the arrivals of the last second were played, 99th percentile.',
    labels: [],
  },
  harnessHeap: {
    name: 'waproof_harness_heap_bytes',
    kind: 'gauge',
    unit: 'bytes',
    help: 'Heap in use by the process that holds harness and mock.',
    labels: [],
  },
  labelSetsCapped: {
    name: 'waproof_metrics_label_sets_capped_total',
    kind: 'counter',
    help: 'Increments that were counted under the label value other, because a metric had reached its limit of label sets.',
    labels: [],
  },
} as const satisfies Record<string, MetricEntry>;

export type Catalogue = typeof catalogue;
/** The keys of the metrics of one kind: `MetricOf<'counter'>`. */
export type MetricOf<Kind extends MetricEntry['kind']> = {
  [Key in keyof Catalogue]: Catalogue[Key]['kind'] extends Kind ? Key : never;
}[keyof Catalogue];
/** The label names of a metric. */
export type LabelOf<Key extends keyof Catalogue> = Catalogue[Key]['labels'][number];
