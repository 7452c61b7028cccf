/** The arrivals of several loads merged into one sequence in time, drawn one ahead and never more. */
import type { Random } from '../core/random.js';
import { arrivals } from './arrivals/index.js';
import type { Load } from './load.js';

export interface Schedule {
  /** Takes the next arrival if it is due by `elapsedMs` (since the load began). */
  takeDue(elapsedMs: number): ScheduledArrival | undefined;
  /** When the next arrival is due, in ms since the load began; undefined after the last. */
  nextMs(): number | undefined;
}

export interface ScheduledArrival {
  /** Place in the merged sequence, from 0; with the same loads and seed always the same. */
  readonly number: number;
  readonly dueMs: number;
  /** Index of the load. */
  readonly load: number;
}

export function createSchedule(loads: readonly Load[], random: Random): Schedule {
  const sources = loads.map((load, index) => {
    const span = { ...load, durationMs: load.toMs - load.fromMs };
    const instants = arrivals[load.process](span, random.fork(`arrivals/${index}`));
    const draw = () => {
      const { value } = instants.next();
      return value === undefined ? Number.POSITIVE_INFINITY : load.fromMs + value;
    };
    return { nextMs: draw(), draw };
  });
  let count = 0;

  function earliest(): number {
    let first = 0;
    for (let i = 1; i < sources.length; i++) {
      if ((sources[i]?.nextMs ?? 0) < (sources[first]?.nextMs ?? 0)) first = i;
    }
    return first;
  }

  return {
    takeDue(elapsedMs) {
      const load = earliest();
      const source = sources[load];
      if (!source || source.nextMs > elapsedMs || source.nextMs === Number.POSITIVE_INFINITY) return undefined;
      const dueMs = source.nextMs;
      source.nextMs = source.draw();
      return { number: count++, dueMs, load };
    },
    nextMs() {
      const nextMs = sources[earliest()]?.nextMs;
      return nextMs === undefined || nextMs === Number.POSITIVE_INFINITY ? undefined : nextMs;
    },
  };
}
