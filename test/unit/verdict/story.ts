/**
 * Writes small histories by hand: who wrote, what was delivered, what the subject called. Observations may be told in any
 * order; they are numbered by their time. Times are milliseconds of the run.
 */
import type { History, HistoryHeader, PlannedPhase } from '../../../core/history.js';
import { phoneNumberId, type WaId, type Wamid, waId, wamid } from '../../../core/ids.js';
import type { GraphCall, HarnessSample, Observation, ObservationBody, RunEnded } from '../../../core/observations.js';

export const user = (number: number): WaId => waId(`1555010${String(number).padStart(4, '0')}`);

type Told = { at: number; body: ObservationBody; answersDelivery?: Told };

export interface Writing {
  step?: string;
  token?: string;
  due?: number;
}

export interface Delivering {
  /** HTTP status of the subject's answer; `null`: none came. */
  status?: number | null;
  ms?: number;
  problem?: string;
  signature?: 'valid' | 'missing' | 'wrong-secret' | 'tampered-body';
  /** Still open when the history ends. */
  open?: boolean;
}

export type Fate = 'accepted' | 'lost' | 'reset' | 'throttled' | 'down' | 'refused' | 'expired' | 'invalid';

export interface Sending extends Partial<GraphCall> {
  fate?: Fate;
  ms?: number;
}

const error = (code: number, retry: 'backoff' | 'never' | 'after-fix' | 'after-window') => ({
  code,
  title: `error ${code}`,
  retry,
  definite: true,
});

/** How a call can end. */
const FATES: Record<Fate, Partial<GraphCall>> = {
  accepted: { status: 200, effect: true, outcome: 'accepted' },
  lost: { status: 200, effect: true, outcome: 'unknown', answer: 'lost', injected: true },
  reset: { status: 0, outcome: 'unknown', answer: 'lost', injected: true },
  throttled: { status: 400, outcome: 'refused', injected: true, error: error(130429, 'backoff') },
  down: { status: 503, outcome: 'unknown', injected: true, error: { ...error(2, 'backoff'), definite: false } },
  refused: { status: 400, outcome: 'refused', injected: true, error: error(131030, 'after-fix') },
  expired: { status: 400, outcome: 'refused', injected: true, error: error(131048, 'after-window') },
  invalid: { status: 400, outcome: 'refused', error: error(131009, 'after-fix') },
};

const HEADER: HistoryHeader = {
  waproof: 1,
  scenario: 'story',
  title: 'A story',
  seed: 7,
  version: '0.0.0',
  startedAt: '2026-11-22T00:00:00.000Z',
  load: [{ users: 50, process: 'poisson', ratePerSecond: 8, fromMs: 0, toMs: 60_000, says: 'greeting' }],
  phases: [],
  settleMs: 15_000,
  webhookTimeoutMs: 10_000,
  checks: [],
  expects: {},
  command: 'waproof run story.yml --seed 7',
};

export type Story = ReturnType<typeof story>;

/** Calm until 10 s, duplicates and errors until 30 s, calm again; ends settled at 60 s unless told otherwise. */
export function story(changes: Partial<HistoryHeader> = {}) {
  const told: Told[] = [];
  const header = { ...HEADER, phases: [calm(0, 10_000), trouble(10_000, 30_000), calm(30_000, 60_000)], ...changes };
  const authors = new Map<Wamid, WaId>();
  let messages = 0;
  let deliveries = 0;
  let end: { at: number; body: RunEnded } | undefined = { at: 60_000, body: { kind: 'run.ended', settled: true } };
  const tell = (at: number, body: ObservationBody): Told => {
    const entry = { at, body };
    told.push(entry);
    return entry;
  };

  const self = {
    tell,
    writes(from: WaId, at: number, { step = 'greeting/1', token, due = at }: Writing = {}): Wamid {
      const message = wamid(`wamid.IN${++messages}`);
      authors.set(message, from);
      tell(at, {
        kind: 'user.wrote',
        user: from,
        name: 'Ana',
        message,
        phoneNumberId: phoneNumberId('1'),
        type: 'text',
        step,
        due,
        ...(token === undefined ? {} : { token, text: `where is ${token}` }),
      });
      return message;
    },
    delivers(message: Wamid, at: number, how: Delivering = {}): void {
      const { status = 200, ms = 20, problem, signature = 'valid', open = false } = how;
      const which = { delivery: ++deliveries, attempt: 1, carries: 'message', message, signature } as const;
      const decoy = waId(`1555019${deliveries}`);
      const sent = tell(at, { kind: 'webhook.sent', ...which, user: authors.get(message) ?? decoy });
      if (open) return;
      const outcome = status === null ? { problem: problem ?? 'timeout' } : { status };
      const answered = tell(at + ms, { kind: 'webhook.answered', ...which, ...outcome, ms, sent: 0 });
      answered.answersDelivery = sent;
    },
    /** The subject sends; `at` is when the call is received. */
    sends(to: WaId | undefined, at: number, { fate = 'accepted', ms = 100, ...changes }: Sending = {}): void {
      const effect = FATES[fate].effect ? { message: wamid(`wamid.OUT${told.length}`) } : {};
      tell(at + ms, {
        kind: 'graph.call',
        receivedAt: at,
        method: 'POST',
        route: 'POST /{phone-number-id}/messages',
        action: 'send',
        phoneNumberId: phoneNumberId('1'),
        type: 'text',
        digest: 'hello',
        text: 'Hello!',
        faults: [],
        injected: false,
        answer: 'delivered',
        effect: false,
        simulated: true,
        status: 200,
        outcome: 'accepted',
        ...(to === undefined ? {} : { to }),
        ...effect,
        ...FATES[fate],
        ...changes,
      });
    },
    handshake(
      probe: 'right-token' | 'wrong-token' | 'missing-token',
      status: number | undefined,
      echoed: boolean,
    ): void {
      tell(1, { kind: 'handshake.answered', probe, echoed, ms: 3, ...(status === undefined ? {} : { status }) });
    },
    samples(number: number, changes: Partial<HarnessSample>): void {
      for (let i = 0; i < number; i++) {
        tell((i + 1) * 1_000, {
          kind: 'harness.sample',
          loopLagMs: 5,
          latenessMs: 1,
          arrivalsDue: 8,
          arrivalsPlayed: 8,
          pendingDeliveries: 0,
          heapBytes: 1,
          ...changes,
        });
      }
    },
    ends(at: number, body: Omit<RunEnded, 'kind'> | undefined): void {
      end = body && { at, body: { kind: 'run.ended', ...body } };
    },
    build(): History {
      const all: Told[] = [...told, ...(end ? [end] : [])];
      const ordered = all.map((entry, order) => ({ entry, order })).sort(byTime);
      const ids = new Map(ordered.map(({ entry }, index) => [entry, index + 1]));
      const observations = ordered.map(({ entry }, index) => {
        const link = entry.answersDelivery ? { sent: ids.get(entry.answersDelivery) } : {};
        return { id: index + 1, at: entry.at, ...entry.body, ...link } as Observation;
      });
      return { header, observations, warnings: [] };
    },
  };
  return self;
}

const byTime = (a: { entry: Told; order: number }, b: { entry: Told; order: number }) =>
  a.entry.at - b.entry.at || a.order - b.order;

export function calm(fromMs: number, toMs: number): PlannedPhase {
  return { name: 'calm', fromMs, toMs, faults: [{ id: 'graph.latency#1', name: 'graph.latency', parameters: {} }] };
}

export function trouble(fromMs: number, toMs: number): PlannedPhase {
  return { name: 'trouble', fromMs, toMs, faults: [{ id: 'graph.error#2', name: 'graph.error', parameters: {} }] };
}
