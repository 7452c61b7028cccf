/**
 * Several runs at once, each with a mock and a subject of its own: so many at a time, never two begun in the same
 * moment, because processes that start together slow each other down in their calm openings. What was spoilt by running
 * beside others is played once more, alone. It knows nothing of what a run is.
 */
import { setMaxListeners } from 'node:events';
import { type Clock, sleep } from '../core/clock.js';

export interface SeveralOptions<Job, Result> {
  readonly clock: Clock;
  /** In the order in which they begin. */
  readonly jobs: readonly Job[];
  /** How many at a time, at least 1. */
  readonly atOnce: number;
  /** Between two beginnings at least so long. */
  readonly staggerMs: number;
  /** Once aborted nothing more begins; what is under way ends by itself. */
  readonly signal: AbortSignal;
  play(job: Job): Promise<Result>;
  /** The machine was the limit: worth a second try without neighbours. */
  readonly isSpoilt: (result: Result) => boolean;
  /** No use in beginning another one. */
  readonly isHopeless?: (result: Result) => boolean;
}

export interface Played<Job, Result> {
  readonly job: Job;
  readonly result: Result;
  /** The second try, alone: the first was spoilt and counts for nothing. */
  readonly repeated: boolean;
}

/** At most, with room to spare. */
const LISTENERS_OF_A_RUN = 10;

/** In the order of `jobs`; those that never began are absent. Rejects as soon as one does. */
export async function playSeveral<Job, Result>(options: SeveralOptions<Job, Result>): Promise<Played<Job, Result>[]> {
  const { clock, jobs, atOnce, staggerMs, signal, play, isSpoilt, isHopeless = () => false } = options;
  const played = new Map<Job, Played<Job, Result>>();
  const queue = [...jobs];
  let nextStartAt = clock.now();
  let hopeless = false;
  const goesOn = () => !signal.aborted && !hopeless;

  async function playOne(job: Job, repeated: boolean): Promise<void> {
    const result = await play(job);
    hopeless ||= isHopeless(result);
    played.set(job, { job, result, repeated });
  }

  async function work(): Promise<void> {
    while (goesOn() && queue.length > 0) {
      const startAt = Math.max(clock.now(), nextStartAt);
      nextStartAt = startAt + staggerMs;
      await sleep(clock, startAt - clock.now(), signal);
      if (!goesOn()) return;
      const job = queue.shift();
      if (job !== undefined) await playOne(job, false);
    }
  }

  const workers = Math.min(Math.max(atOnce, 1), jobs.length);
  // Every run listens for itself, as often as it has parts that wait: no leak, which Node would warn of.
  setMaxListeners(workers * LISTENERS_OF_A_RUN, signal);
  await Promise.all(Array.from({ length: workers }, work));
  // With one at a time each was alone from the beginning.
  if (workers > 1)
    for (const { job, result } of [...played.values()]) if (goesOn() && isSpoilt(result)) await playOne(job, true);
  return jobs.flatMap((job) => played.get(job) ?? []);
}
