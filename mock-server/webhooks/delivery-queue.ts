/**
 * The queue of webhook deliveries to one target: concurrent and unordered, at least once, with a timeout, a retry
 * schedule and limits on what may wait. What ends a delivery is a rule; a failed post comes again with the same bytes.
 * Duplicates are deliveries of their own.
 */
import type { Clock } from '../../core/clock.js';
import type { Recorder } from '../../core/recorder.js';
import { type BodyBudget, createBodyBudget } from './body-budget.js';
import type { Delivery, Job } from './delivery.js';
import type { DeliveryLog } from './delivery-log.js';
import { type ChangingRules, isTaken } from './delivery-rules.js';
import type { Poster, PostResult } from './poster.js';
import { type GivenUpBecause, recordAnswer, recordGivenUp, recordSent } from './record-delivery.js';
import { createRetryLine } from './retry-line.js';
import { defaultRetryWaitsMs, waitBeforeNextMs } from './retry-schedule.js';

export type { Delivery } from './delivery.js';

export interface DeliveryQueue {
  /** Queues the delivery and returns its number. */
  push(delivery: Delivery): number;
  /** Deliveries that wait for a connection, are under way, or wait for a retry. */
  pending(): number;
  /** Of these, those that wait for a retry that is further away than `ms`. */
  waitingLongerThan(ms: number): number;
  /** The same deliveries one by one, in no order. */
  jobs(): Iterable<Job>;
  /** Gives up what is pending: one delivery, or all; one that is under way is not tried again. Gives how many. */
  drop(number?: number): number;
  /** Gives up everything that is pending. */
  close(): void;
}

export interface DeliveryQueueOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly poster: Poster;
  readonly connections: number;
  /** Asked at each answer. */
  readonly rules?: (() => ChangingRules) | undefined;
  /** How many deliveries may be pending; a further one is shed, and that is recorded. */
  readonly limit?: number;
  /** Shared by all queues; what finds no room is shed as well. */
  readonly bodies?: BodyBudget;
  readonly log?: Pick<DeliveryLog, 'add'>;
  /** Scheme, host and port, for the log. */
  readonly target?: string;
  /** Numbers the deliveries of several queues in one row; default: from 1. */
  readonly nextNumber?: (() => number) | undefined;
}

const PENDING_LIMIT = 100_000;
const STANDING_HEADERS = {
  'Content-Type': 'application/json',
  Accept: '*/*',
  'User-Agent': 'facebookexternalua',
};
const NO_RULES: ChangingRules = {};
/** As `problem` of an attempt that never reached the target. */
export const LOST_ON_THE_WAY = 'lost';

export function createDeliveryQueue(options: DeliveryQueueOptions): DeliveryQueue {
  const { clock, recorder, poster, connections, rules = () => NO_RULES, limit = PENDING_LIMIT, target = '' } = options;
  const { bodies = createBodyBudget(), log } = options;
  let numbers = 0;
  const { nextNumber = () => ++numbers } = options;
  /** Ready to go, oldest first; `head` marks what has left, so that shifting costs nothing. */
  let ready: Job[] = [];
  let head = 0;
  const underWay = new Set<Job>();
  let isOpen = true;
  const waiting = createRetryLine<Job>(clock, (jobs) => {
    for (const job of jobs) makeReady(job);
    pump();
  });

  const pending = () => ready.length - head + underWay.size + waiting.size;

  function makeReady(job: Job): void {
    job.state = 'ready';
    ready.push(job);
  }

  function settle(job: Job, state: 'delivered' | 'refused' | 'given-up'): void {
    job.state = state;
    bodies.give(job.delivery.body.length);
  }

  function giveUp(job: Job, reason: GivenUpBecause): void {
    settle(job, 'given-up');
    recordGivenUp(recorder, job, reason);
  }

  function retryLater(job: Job): void {
    const waitMs = waitBeforeNextMs(rules().retryWaitsMs ?? defaultRetryWaitsMs, job.attempts);
    if (waitMs === undefined) return giveUp(job, 'schedule-ended');
    job.state = 'waiting';
    waiting.add(job, waitMs);
  }

  /** What is lost on the way never reaches the target, and nobody answers. */
  function post({ delivery, attempts }: Job): PostResult | Promise<PostResult> {
    if (delivery.lost !== undefined && attempts <= delivery.lost) return { problem: LOST_ON_THE_WAY, ms: 0 };
    const headers = { ...STANDING_HEADERS, ...delivery.signatureHeaders };
    return poster.post(delivery.body, headers, delivery.path);
  }

  async function attempt(job: Job): Promise<void> {
    const { delivery } = job;
    job.attempts++;
    job.state = 'under-way';
    underWay.add(job);
    const sent = recordSent(recorder, job);
    if (job.attempts > 1) delivery.watch?.retried();
    const result = await post(job);
    underWay.delete(job);
    if (!isOpen) return giveUp(job, 'run-ended');
    job.status = result.status;
    job.problem = result.problem;
    recordAnswer(recorder, job, sent, result);
    if (isTaken(result.status, rules().success)) {
      settle(job, 'delivered');
      delivery.watch?.taken();
      // A forged delivery is a probe: refusing it is right, and trying again would say nothing new.
    } else if (delivery.signature !== 'valid') settle(job, 'refused');
    else if (job.isDropped) giveUp(job, 'dropped');
    else retryLater(job);
    pump();
  }

  function pump(): void {
    while (isOpen && underWay.size < connections && head < ready.length) {
      const job = ready[head++];
      if (job) void attempt(job);
    }
    if (head > 1_024 && head * 2 > ready.length) {
      ready = ready.slice(head);
      head = 0;
    }
  }

  /** Which limit keeps a further delivery out. */
  function fullness(delivery: Delivery): { limit: string; value: number } | undefined {
    if (pending() >= limit) return { limit: 'pending deliveries', value: limit };
    return bodies.take(delivery.body.length)
      ? undefined
      : { limit: 'bytes of pending deliveries', value: bodies.limit };
  }

  return {
    pending,
    waitingLongerThan(ms) {
      const horizon = clock.now() + ms;
      let count = 0;
      for (const { dueAt } of waiting.items()) if (dueAt > horizon) count++;
      return count;
    },
    push(delivery) {
      const job = createJob(delivery, nextNumber(), target, clock.now());
      if (delivery.others) for (const _ of delivery.others) nextNumber();
      log?.add(job);
      const full = isOpen ? fullness(delivery) : undefined;
      if (!isOpen || full) {
        if (full) recorder.record({ kind: 'limit.reached', ...full, detail: 'delivery shed' });
        job.state = 'given-up';
        recordGivenUp(recorder, job, full ? 'queue-full' : 'run-ended');
        return job.number;
      }
      ready.push(job);
      pump();
      return job.number;
    },
    *jobs() {
      for (let at = head; at < ready.length; at++) yield* ready.slice(at, at + 1);
      yield* underWay;
      yield* waiting.items();
    },
    drop(number) {
      const isMeant = (job: Job) => number === undefined || job.number === number;
      const left = ready.slice(head);
      const dropped = [...left.filter(isMeant), ...waiting.remove(isMeant)];
      ready = left.filter((job) => !isMeant(job));
      head = 0;
      for (const job of dropped) giveUp(job, 'dropped');
      const onTheirWay = [...underWay].filter((job) => isMeant(job) && !job.isDropped);
      for (const job of onTheirWay) job.isDropped = true;
      return dropped.length + onTheirWay.length;
    },
    close() {
      isOpen = false;
      for (const job of waiting.remove(() => true)) giveUp(job, 'run-ended');
      for (const job of ready.slice(head)) giveUp(job, 'run-ended');
      ready = [];
      head = 0;
    },
  };
}

/** All members at once: jobs are many, and of one shape. */
const createJob = (delivery: Delivery, number: number, target: string, queuedAt: number): Job => ({
  delivery,
  number,
  target,
  queuedAt,
  attempts: 0,
  state: 'ready',
  isDropped: false,
  status: undefined,
  problem: undefined,
  dueAt: 0,
  order: 0,
});
