/**
 * The queue of webhook deliveries to one target: concurrent and unordered, at least once, with a timeout, a retry
 * schedule and a limit on what may wait. Only an HTTP 2xx ends a delivery (Meta says 200; consumers report that any
 * 2xx is taken). Duplicates are deliveries of their own.
 */
import type { Clock } from '../../core/clock.js';
import type { FaultId, WebhookSent } from '../../core/observations.js';
import type { Recorder } from '../../core/recorder.js';
import type { Poster } from './poster.js';
import { defaultRetryWaitsMs, waitBeforeNextMs } from './retry-schedule.js';
import type { SignatureHeaders } from './signature.js';

/** What is to be delivered; the body is signed as it stands. */
export interface Delivery extends Pick<WebhookSent, 'carries' | 'message' | 'status' | 'user' | 'signature'> {
  readonly body: Buffer;
  readonly signatureHeaders: Partial<SignatureHeaders>;
  readonly fault?: FaultId | undefined;
  readonly duplicateOf?: number | undefined;
  /** The app that is told, when it is not the mock's own. */
  readonly app?: string | undefined;
  /** Path and query on the target; default: those of the poster. */
  readonly path?: string | undefined;
}

export interface DeliveryQueue {
  /** Queues the delivery and returns its number. */
  push(delivery: Delivery): number;
  /** Deliveries that wait for a connection, are under way, or wait for a retry. */
  pending(): number;
  /** Of these, those that wait for a retry that is further away than `ms`. */
  waitingLongerThan(ms: number): number;
  /** Gives up everything that is pending. */
  close(): void;
}

export interface DeliveryQueueOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly poster: Poster;
  readonly connections: number;
  readonly retryWaitsMs?: readonly number[] | undefined;
  /** How many deliveries may be pending; a further one is shed, and that is recorded. */
  readonly limit?: number;
  /** Numbers the deliveries of several queues in one row; default: from 1. */
  readonly nextNumber?: (() => number) | undefined;
}

interface Job {
  readonly delivery: Delivery;
  readonly number: number;
  attempts: number;
}

const PENDING_LIMIT = 100_000;
const STANDING_HEADERS = {
  'Content-Type': 'application/json',
  Accept: '*/*',
  'User-Agent': 'facebookexternalua',
};

export function createDeliveryQueue(options: DeliveryQueueOptions): DeliveryQueue {
  const { clock, recorder, poster, connections, retryWaitsMs = defaultRetryWaitsMs, limit = PENDING_LIMIT } = options;
  let numbers = 0;
  const { nextNumber = () => ++numbers } = options;
  /** Ready to go, oldest first; `head` marks what has left, so that shifting costs nothing. */
  let ready: Job[] = [];
  let head = 0;
  const waiting = new Map<Job, { readonly dueAt: number; readonly cancel: () => void }>();
  let underWay = 0;
  let isOpen = true;

  const pending = () => ready.length - head + underWay + waiting.size;

  function giveUp({ delivery, number, attempts }: Job, reason: 'schedule-ended' | 'queue-full' | 'run-ended'): void {
    const { message, carries } = delivery;
    recorder.record({ kind: 'webhook.given-up', delivery: number, message, carries, attempts, reason });
  }

  function retryLater(job: Job): void {
    const waitMs = waitBeforeNextMs(retryWaitsMs, job.attempts);
    if (waitMs === undefined) return giveUp(job, 'schedule-ended');
    const wake = () => {
      waiting.delete(job);
      ready.push(job);
      pump();
    };
    waiting.set(job, { dueAt: clock.now() + waitMs, cancel: clock.schedule(waitMs, wake) });
  }

  async function attempt(job: Job): Promise<void> {
    const { delivery, number } = job;
    const { carries, message, status, user, signature, fault, duplicateOf, app } = delivery;
    const tried = ++job.attempts;
    underWay++;
    const sent = recorder.record({
      kind: 'webhook.sent',
      delivery: number,
      attempt: tried,
      carries,
      message,
      user,
      signature,
      status,
      fault,
      duplicateOf,
      app,
    });
    const headers = { ...STANDING_HEADERS, ...delivery.signatureHeaders };
    const result = await poster.post(delivery.body, headers, delivery.path);
    underWay--;
    if (!isOpen) return giveUp(job, 'run-ended');
    recorder.record({
      kind: 'webhook.answered',
      delivery: number,
      attempt: tried,
      sent,
      message,
      carries,
      signature,
      status: result.status,
      problem: result.problem,
      ms: Math.round(result.ms * 1_000) / 1_000,
    });
    const isDone = result.status !== undefined && result.status >= 200 && result.status < 300;
    // A forged delivery is a probe: refusing it is right, and trying again would say nothing new.
    if (!isDone && signature === 'valid') retryLater(job);
    pump();
  }

  function pump(): void {
    while (isOpen && underWay < connections && head < ready.length) {
      const job = ready[head++];
      if (job) void attempt(job);
    }
    if (head > 1_024 && head * 2 > ready.length) {
      ready = ready.slice(head);
      head = 0;
    }
  }

  return {
    pending,
    waitingLongerThan(ms) {
      const horizon = clock.now() + ms;
      let count = 0;
      for (const { dueAt } of waiting.values()) if (dueAt > horizon) count++;
      return count;
    },
    push(delivery) {
      const job: Job = { delivery, number: nextNumber(), attempts: 0 };
      if (!isOpen || pending() >= limit) {
        if (isOpen)
          recorder.record({
            kind: 'limit.reached',
            limit: 'pending deliveries',
            value: limit,
            detail: 'delivery shed',
          });
        giveUp(job, isOpen ? 'queue-full' : 'run-ended');
        return job.number;
      }
      ready.push(job);
      pump();
      return job.number;
    },
    close() {
      isOpen = false;
      for (const [job, { cancel }] of waiting) {
        cancel();
        giveUp(job, 'run-ended');
      }
      waiting.clear();
      for (const job of ready.slice(head)) giveUp(job, 'run-ended');
      ready = [];
      head = 0;
    },
  };
}
