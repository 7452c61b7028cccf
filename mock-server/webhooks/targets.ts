/**
 * The origins that webhooks go to, each with a queue and connections of its own: a target that is slow or dead never
 * holds up another one. Bounded: when there are too many, one that has nothing to do makes room, else the delivery is
 * shed and that is recorded. The HTTP client is loaded with the first target.
 */
import type { Clock } from '../../core/clock.js';
import type { RealTime } from '../../core/controlled-clock.js';
import type { Recorder } from '../../core/recorder.js';
import { createBodyBudget } from './body-budget.js';
import type { Job } from './delivery.js';
import { createDeliveryLog } from './delivery-log.js';
import { createDeliveryQueue, type DeliveryQueue } from './delivery-queue.js';
import { type ChangingRules, DEFAULT_RULES, type DeliveryRules } from './delivery-rules.js';
import { holdTimeWhilePosting } from './held-poster.js';
import type { Poster, PosterOptions } from './poster.js';
import type { TargetGuard } from './target-guard.js';
import type { TargetTls } from './target-tls.js';

export interface Targets {
  /** The queue to the origin of a URL, opened now if there is none; `undefined` when there is no room for it. */
  queueTo(url: URL): DeliveryQueue | undefined;
  /** Opens the target of the URL; it and all that are opened later follow these rules. */
  open(url: URL, rules: DeliveryRules): Promise<void>;
  /** Those in force; a change holds for what is pending, too. */
  rules(): DeliveryRules;
  change(rules: ChangingRules): void;
  /** Counted up when a queue that was given out is no longer the right one. */
  readonly revision: number;
  pending(): number;
  /** Wall time of an instant of the clock, in ms since the Unix epoch. */
  wallTimeOf(at: number): number;
  /** Deliveries that wait for a retry that is further away than `ms`. */
  waitingLongerThan(ms: number): number;
  /** The newest deliveries that are remembered, and every pending one. */
  readonly deliveries: {
    /** The newest first. */
    newest(): Job[];
    find(number: number): Job | undefined;
    /** Delivers the same bytes again; gives the number of that delivery, `undefined` when there is no room for its target. */
    replay(job: Job): number | undefined;
    /** Gives up one that is pending, or all; gives how many. */
    drop(number?: number): number;
  };
  /** Gives up everything that is pending, now and from now on. */
  stop(): void;
  close(): Promise<void>;
}

export interface TargetsDeps {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly guard: TargetGuard;
  /** What posts are timed by, and tell that they are under way; default: the clock, and nobody is told. */
  readonly realTime?: RealTime | undefined;
  /** How many origins there may be. */
  readonly limit?: number;
  /** Makes the connections; default: those of the HTTP client. */
  readonly connect?: (options: PosterOptions) => LoadedPoster;
  /** How https targets are met. */
  readonly tls?: TargetTls | undefined;
}

/** A poster whose HTTP client comes when it is first needed. */
export interface LoadedPoster extends Poster {
  load(): Promise<unknown>;
}

interface Target {
  readonly queue: DeliveryQueue;
  readonly poster: LoadedPoster;
}

/** Concurrent deliveries to one target. */
const CONNECTIONS = 128;
const TARGETS_LIMIT = 64;

/** A mock without a webhook starts faster when nothing loads the HTTP client. */
function connectLazily(options: PosterOptions): LoadedPoster {
  let loading: Promise<Poster> | undefined;
  let loaded: Poster | undefined;
  const load = () => {
    loading ??= import('./poster.js').then(({ createPoster }) => {
      loaded = createPoster(options);
      return loaded;
    });
    return loading;
  };
  return {
    load,
    post: async (body, headers, path) => (loaded ?? (await load())).post(body, headers, path),
    // A copy that was still to come finds a poster again.
    async close() {
      const poster = await loading;
      loading = undefined;
      loaded = undefined;
      await poster?.close();
    },
  };
}

export function createTargets(deps: TargetsDeps): Targets {
  const { clock, recorder, guard, tls, realTime, limit = TARGETS_LIMIT, connect = connectLazily } = deps;
  const targets = new Map<string, Target>();
  /** Replaced by others for the same origin, and not done yet. */
  const retired = new Set<Target>();
  const log = createDeliveryLog();
  const bodies = createBodyBudget();
  let rules: DeliveryRules = DEFAULT_RULES;
  let revision = 0;
  let deliveries = 0;
  let isStopped = false;

  function retire(origin: string, target: Target): void {
    targets.delete(origin);
    retired.add(target);
    revision++;
  }

  function sweep(): void {
    for (const target of retired)
      if (target.queue.pending() === 0) {
        retired.delete(target);
        void target.poster.close();
      }
  }

  function makeRoom(): boolean {
    if (targets.size < limit) return true;
    const idle = [...targets].find(([, { queue }]) => queue.pending() === 0);
    if (idle) retire(...idle);
    sweep();
    if (!idle)
      recorder.record({ kind: 'limit.reached', limit: 'webhook targets', value: limit, detail: 'delivery shed' });
    return idle !== undefined;
  }

  function targetOf(url: URL): Target | undefined {
    const known = targets.get(url.origin);
    if (known) {
      // To the end: the one that was asked for longest ago makes room first.
      targets.delete(url.origin);
      targets.set(url.origin, known);
      return known;
    }
    if (!makeRoom()) return undefined;
    const { timeoutMs } = rules;
    const connections = CONNECTIONS;
    const connected = connect({ clock: realTime?.clock ?? clock, url, timeoutMs, connections, guard, tls });
    const poster = realTime ? holdTimeWhilePosting(connected, realTime.hold) : connected;
    const queue = createDeliveryQueue({
      clock,
      recorder,
      poster,
      connections,
      rules: () => rules,
      bodies,
      log,
      target: url.origin,
      nextNumber: () => ++deliveries,
    });
    if (isStopped) queue.close();
    const target = { queue, poster };
    targets.set(url.origin, target);
    return target;
  }

  const all = () => [...targets.values(), ...retired];
  const sum = (count: (queue: DeliveryQueue) => number) => all().reduce((total, { queue }) => total + count(queue), 0);

  function* pendingJobs(): Iterable<Job> {
    for (const { queue } of all()) yield* queue.jobs();
  }

  const deliveriesKept: Targets['deliveries'] = {
    newest() {
      const kept = new Set<Job>(log.jobs());
      for (const job of pendingJobs()) kept.add(job);
      return [...kept].sort((a, b) => b.number - a.number);
    },
    find: (number) => log.find(number) ?? find(pendingJobs(), number),
    replay({ delivery, number, target }) {
      const { watch: _, fault: __, lost: ___, ...again } = delivery;
      return targetOf(new URL(target))?.queue.push({ ...again, duplicateOf: number });
    },
    drop: (number) => sum((queue) => queue.drop(number)),
  };

  function stop(): void {
    isStopped = true;
    for (const { queue } of all()) queue.close();
  }

  return {
    queueTo: (url) => targetOf(url)?.queue,
    async open(url, given) {
      rules = given;
      const known = targets.get(url.origin);
      if (known) retire(url.origin, known);
      sweep();
      await targetOf(url)?.poster.load();
    },
    rules: () => rules,
    change(given) {
      rules = { ...rules, ...given };
    },
    deliveries: deliveriesKept,
    get revision() {
      return revision;
    },
    wallTimeOf: (at) => clock.wallTime() - clock.now() + at,
    pending: () => sum((queue) => queue.pending()),
    waitingLongerThan: (ms) => sum((queue) => queue.waitingLongerThan(ms)),
    stop,
    async close() {
      stop();
      await Promise.all(all().map(({ poster }) => poster.close()));
    },
  };
}

function find(jobs: Iterable<Job>, number: number): Job | undefined {
  for (const job of jobs) if (job.number === number) return job;
  return undefined;
}
