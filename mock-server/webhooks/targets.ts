/**
 * The origins that webhooks go to, each with a queue and connections of its own: a target that is slow or dead never
 * holds up another one. Bounded: when there are too many, one that has nothing to do makes room, else the delivery is
 * shed and that is recorded. The HTTP client is loaded with the first target.
 */
import type { Clock } from '../../core/clock.js';
import type { Recorder } from '../../core/recorder.js';
import { createDeliveryQueue, type DeliveryQueue } from './delivery-queue.js';
import type { Poster, PosterOptions } from './poster.js';
import type { TargetGuard } from './target-guard.js';

/** How deliveries are made. */
export interface DeliveryRules {
  /** After so long a delivery counts as not answered. */
  readonly timeoutMs: number;
  /** Waits before the 2nd, 3rd, … attempt; default: Meta's. */
  readonly retryWaitsMs?: readonly number[] | undefined;
}

export interface Targets {
  /** The queue to the origin of a URL, opened now if there is none; `undefined` when there is no room for it. */
  queueTo(url: URL): DeliveryQueue | undefined;
  /** Opens the target of the URL; it and all that are opened later follow these rules. */
  open(url: URL, rules: DeliveryRules): Promise<void>;
  /** Counted up when a queue that was given out is no longer the right one. */
  readonly revision: number;
  pending(): number;
  /** Deliveries that wait for a retry that is further away than `ms`. */
  waitingLongerThan(ms: number): number;
  /** Gives up everything that is pending, now and from now on. */
  stop(): void;
  close(): Promise<void>;
}

export interface TargetsDeps {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly guard: TargetGuard;
  /** How many origins there may be. */
  readonly limit?: number;
  /** Makes the connections; default: those of the HTTP client. */
  readonly connect?: (options: PosterOptions) => LoadedPoster;
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
/** Meta's generic webhook page says 20 s. */
const DEFAULT_RULES: DeliveryRules = { timeoutMs: 20_000 };

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
  const { clock, recorder, guard, limit = TARGETS_LIMIT, connect = connectLazily } = deps;
  const targets = new Map<string, Target>();
  /** Replaced by others for the same origin, and not done yet. */
  const retired = new Set<Target>();
  let rules = DEFAULT_RULES;
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
    const { timeoutMs, retryWaitsMs } = rules;
    const poster = connect({ clock, url, timeoutMs, connections: CONNECTIONS, guard });
    const nextNumber = () => ++deliveries;
    const queue = createDeliveryQueue({ clock, recorder, poster, connections: CONNECTIONS, retryWaitsMs, nextNumber });
    if (isStopped) queue.close();
    const target = { queue, poster };
    targets.set(url.origin, target);
    return target;
  }

  const all = () => [...targets.values(), ...retired];
  const sum = (count: (queue: DeliveryQueue) => number) => all().reduce((total, { queue }) => total + count(queue), 0);

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
    get revision() {
      return revision;
    },
    pending: () => sum((queue) => queue.pending()),
    waitingLongerThan: (ms) => sum((queue) => queue.waitingLongerThan(ms)),
    stop,
    async close() {
      stop();
      await Promise.all(all().map(({ poster }) => poster.close()));
    },
  };
}
