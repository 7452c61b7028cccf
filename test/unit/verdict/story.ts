/**
 * Writes small histories by hand: who wrote, what was delivered, what the subject called. Observations may be told in any
 * order; they are numbered by their time. Times are milliseconds of the run.
 */
import type { History, HistoryHeader, PlannedPhase } from '../../../core/history.js';
import { phoneNumberId, type WaId, type Wamid, waId, wamid } from '../../../core/ids.js';
import type {
  GraphCall,
  HarnessSample,
  Observation,
  ObservationBody,
  RunEnded,
  WebhookAnswered,
} from '../../../core/observations.js';

export const user = (number: number): WaId => waId(`1555010${String(number).padStart(4, '0')}`);

type Told = { at: number; body: ObservationBody; answersDelivery?: Told };

export interface Writing {
  step?: string;
  token?: string;
  due?: number;
  type?: string;
  userId?: string;
  media?: string;
}

export interface Delivering {
  /** HTTP status of the subject's answer; `null`: none came. */
  status?: number | null;
  ms?: number;
  problem?: string;
  signature?: 'valid' | 'missing' | 'wrong-secret' | 'tampered-body';
  /** Still open when the history ends. */
  open?: boolean;
  variant?: string;
  /** Number of the first delivery of the post; `own`: it is that one. */
  batch?: number | 'own';
}

type Posted = Pick<WebhookAnswered, 'delivery' | 'attempt' | 'carries' | 'signature'> & { message?: Wamid };

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

  function answer(sent: Told, which: Posted, how: Delivering): void {
    const { status = 200, ms = 20, problem, open = false } = how;
    if (open) return;
    const outcome = status === null ? { problem: problem ?? 'timeout' } : { status };
    const answered = tell(sent.at + ms, { kind: 'webhook.answered', ...which, ...outcome, ms, sent: 0 });
    answered.answersDelivery = sent;
  }

  const self = {
    tell,
    writes(
      from: WaId,
      at: number,
      { step = 'greeting/1', token, due = at, type = 'text', userId, media }: Writing = {},
    ): Wamid {
      const message = wamid(`wamid.IN${++messages}`);
      authors.set(message, from);
      tell(at, {
        kind: 'user.wrote',
        user: from,
        name: 'Ana',
        message,
        phoneNumberId: phoneNumberId('1'),
        type,
        step,
        due,
        ...(userId === undefined ? {} : { userId }),
        ...(media === undefined ? {} : { media }),
        ...(token === undefined ? {} : { token, text: `where is ${token}` }),
      });
      return message;
    },
    /** Ids of all messages written so far. */
    written: (): Wamid[] => [...authors.keys()],
    /** Gives the number of the delivery. */
    delivers(message: Wamid, at: number, how: Delivering = {}): number {
      const { signature = 'valid' } = how;
      const which = { delivery: ++deliveries, attempt: 1, carries: 'message', message, signature } as const;
      const decoy = waId(`1555019${deliveries}`);
      const { variant } = how;
      const batch = how.batch === 'own' ? which.delivery : how.batch;
      const sent = tell(at, { kind: 'webhook.sent', ...which, user: authors.get(message) ?? decoy, variant, batch });
      answer(sent, which, how);
      return which.delivery;
    },
    /** A webhook that is neither a message nor a status. */
    announces(field: string, at: number, how: Delivering & { about?: string; event?: string } = {}): void {
      const { about, event, variant, signature = 'valid' } = how;
      const which = { delivery: ++deliveries, attempt: 1, carries: 'event', signature } as const;
      const sent = tell(at, { kind: 'webhook.sent', ...which, field, about, event, variant });
      answer(sent, which, how);
    },
    /** A message of the subject fails after all, and its status is delivered. */
    failsLater(message: Wamid, to: WaId, at: number, code: number, how: Delivering = {}): void {
      tell(at, { kind: 'status.reached', message, user: to, status: 'failed', error: error(code, 'after-fix') });
      const { signature = 'valid' } = how;
      const which = { delivery: ++deliveries, attempt: 1, carries: 'status', message, signature } as const;
      const sent = tell(at + 1, { kind: 'webhook.sent', ...which, status: 'failed', user: to });
      answer(sent, which, how);
    },
    /** The status of a message of the subject is delivered. */
    reports(message: Wamid, to: WaId, at: number): void {
      const which = { delivery: ++deliveries, attempt: 1, carries: 'status', message, signature: 'valid' } as const;
      answer(tell(at, { kind: 'webhook.sent', ...which, status: 'sent', user: to }), which, {});
    },
    /** Killed by a fault, and started again. */
    crashes(at: number, restartedAt?: number): void {
      const dead = { kind: 'subject.exited', code: null, signal: 'SIGKILL', expected: false } as const;
      tell(at, { ...dead, fault: 'subject.kill#3' });
      if (restartedAt !== undefined) tell(restartedAt, { kind: 'subject.started', command: 'node bot.js', pid: 2 });
    },
    /** The subject is told to send a template to users, and takes it on. */
    campaigns(users: readonly WaId[], triggeredAt: number, { attempt = 1, status = 200 } = {}): void {
      tell(triggeredAt + 30, {
        kind: 'campaign.triggered',
        campaign: 'campaign#1',
        attempt,
        triggeredAt,
        template: 'spring',
        language: 'en',
        recipients: users.length,
        users,
        status,
        ms: 30,
      });
    },
    /** One look-up or download of media. */
    fetches(
      media: string,
      what: 'look-up' | 'download',
      at: number,
      { fate = 'accepted', ms = 50 }: Sending = {},
    ): void {
      self.sends(undefined, at, {
        ms,
        fate,
        action: 'media',
        media,
        method: 'GET',
        route: what === 'look-up' ? 'GET /{media-id}' : 'GET /whatsapp_business/attachments',
        effect: false,
        message: undefined,
      });
    },
    /** The subject sends; `at` is when the call is received. */
    sends(to: WaId | undefined, at: number, { fate = 'accepted', ms = 100, ...changes }: Sending = {}): Wamid {
      const message = wamid(`wamid.OUT${told.length}`);
      const effect = FATES[fate].effect ? { message } : {};
      const faults = FATES[fate].injected ? ['graph.latency#1', 'graph.error#2'] : ['graph.latency#1'];
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
        faults,
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
      return message;
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
