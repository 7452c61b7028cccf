/**
 * The newest deliveries, for whoever wants to look at them or repeat one: bounded by their number and by the bytes of
 * their bodies. What is older is in the history. A ring: it is written for every delivery and read by people.
 */
import type { Job } from './delivery.js';

export interface DeliveryLog {
  add(job: Job): void;
  /** The oldest first. */
  jobs(): Job[];
  find(number: number): Job | undefined;
}

/** Few enough that keeping them costs the collector of garbage next to nothing. */
export const DELIVERIES_REMEMBERED = 250;
const MOST_BYTES = 32 * 1_024 * 1_024;

export function createDeliveryLog(mostJobs = DELIVERIES_REMEMBERED, mostBytes = MOST_BYTES): DeliveryLog {
  const ring: (Job | undefined)[] = Array.from({ length: mostJobs }, () => undefined);
  /** Counted up for ever; those from `oldest` to below `next` are kept, each at its number modulo the length. */
  let oldest = 0;
  let next = 0;
  let bytes = 0;

  function forgetTheOldest(): void {
    const at = oldest++ % mostJobs;
    bytes -= ring[at]?.delivery.body.length ?? 0;
    ring[at] = undefined;
  }

  function kept(): Job[] {
    const jobs: Job[] = [];
    for (let at = oldest; at < next; at++) {
      const job = ring[at % mostJobs];
      if (job) jobs.push(job);
    }
    return jobs;
  }

  return {
    add(job) {
      if (next - oldest === mostJobs) forgetTheOldest();
      ring[next++ % mostJobs] = job;
      bytes += job.delivery.body.length;
      while (bytes > mostBytes && next - oldest > 1) forgetTheOldest();
    },
    jobs: kept,
    find: (number) => kept().find((job) => job.number === number),
  };
}
