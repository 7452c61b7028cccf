/**
 * Stamps observations, hands them to the readers and keeps the newest of them. Readers are called synchronously, in
 * the order in which they subscribed; they must not throw and cannot change what happens.
 */
import type { Clock } from './clock.js';
import type { Observation, ObservationBody } from './observations.js';

export type Reader = (observation: Observation) => void;

export interface Recorder {
  /** Stamps the observation, passes it on and returns its id. */
  record(body: ObservationBody): number;
  /** Calls `reader` for everything recorded from now on; the result ends that. */
  subscribe(reader: Reader): () => void;
  /** The newest observations, oldest first: at most the retention limit. */
  recent(): Observation[];
  /** Milliseconds since recording began. */
  now(): number;
}

/** How many observations stay in memory; the history file keeps all. */
const RETAINED = 5_000;

const microseconds = (ms: number) => Math.round(ms * 1_000) / 1_000;

export function createRecorder(clock: Clock, retained = RETAINED): Recorder {
  const readers = new Set<Reader>();
  const ring: Observation[] = [];
  const startedAt = clock.now();
  let count = 0;
  const now = () => microseconds(clock.now() - startedAt);

  return {
    now,
    record(body) {
      const observation = { id: ++count, at: now(), ...body } as Observation;
      ring[(count - 1) % retained] = observation;
      for (const reader of readers) reader(observation);
      return count;
    },
    subscribe(reader) {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    recent() {
      const start = count > retained ? count % retained : 0;
      return [...ring.slice(start), ...ring.slice(0, start)];
    },
  };
}
