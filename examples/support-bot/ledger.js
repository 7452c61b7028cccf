/**
 * The bot's memory: which inbound messages were taken in, and what became of the reply to each. Every change is a
 * line in an append-only file, written before anything else happens, so that the bot goes on where it was after a
 * crash. The line is then in the kernel's hands: it survives `kill -9`, and a power cut once you add an `fdatasync`.
 * Several processes cannot share it; use a database with a unique key on the message id for that.
 */
import { appendFileSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Meta redelivers for up to seven days; an id must be known for longer than that. */
const REMEMBER_MS = 8 * 86_400_000;

/**
 * @typedef {{
 *   user?: string, userId?: string, name?: string, type: string, text?: string, mediaId?: string, writtenAt: number,
 * }} Inbound
 * @typedef {{ id: string, at: number, message: Inbound | null, attempted: boolean, settled?: string }} Job
 *   `id` is the id of the inbound message; `attempted`: a reply may have left already.
 */

/** Replays the file. A line cut off by a crash was never acknowledged, so it is skipped. */
function replay(path) {
  /** @type {Map<string, Job>} */
  const jobs = new Map();
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  for (const line of text.split('\n')) {
    try {
      const change = JSON.parse(line);
      jobs.set(change.id, { ...jobs.get(change.id), ...change });
    } catch {}
  }
  return jobs;
}

/** @param {string} directory is made when it is not there */
export function openLedger(directory) {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'ledger.ndjson');
  const jobs = replay(path);
  /** Who waits for a job to be settled: its one sender. @type {Map<string, () => void>} */
  const waiting = new Map();
  let open = 0;

  const expired = (job) => job.settled && Date.now() - job.at > REMEMBER_MS;
  for (const job of jobs.values()) {
    if (expired(job)) jobs.delete(job.id);
    else if (!job.settled) open++;
  }
  const kept = [...jobs.values()].map((job) => `${JSON.stringify(job)}\n`).join('');
  writeFileSync(`${path}.new`, kept);
  renameSync(`${path}.new`, path);
  const file = openSync(path, 'a');

  /** @param {Partial<Job> & { id: string }} change */
  function write(change) {
    appendFileSync(file, `${JSON.stringify(change)}\n`);
    const job = { ...jobs.get(change.id), ...change };
    jobs.set(change.id, job);
    return job;
  }

  function forgetExpired() {
    for (const job of jobs.values()) {
      if (!expired(job)) return;
      jobs.delete(job.id);
    }
  }

  const isSettled = (id) => jobs.get(id)?.settled !== undefined;

  return {
    /** How many jobs are not settled. */
    open: () => open,
    /** The jobs that a former process left unfinished, oldest first. */
    unfinished: () => [...jobs.values()].filter((job) => !job.settled),
    knows: (id) => jobs.has(id),
    isSettled,
    /**
     * Takes in a message, unless it was taken in before. Asking and claiming are one synchronous step: of two
     * deliveries that arrive at the same instant exactly one gets the job.
     * @param {string} id
     * @param {Inbound} message
     * @returns {Job | undefined}
     */
    claim(id, message) {
      if (jobs.has(id)) return undefined;
      forgetExpired();
      const job = write({ id, at: Date.now(), message, attempted: false });
      open++;
      return job;
    },
    /** A reply is about to leave: from now on a crash leaves us not knowing whether it did. */
    markAttempted(id) {
      if (!jobs.get(id)?.attempted) write({ id, attempted: true });
    },
    /** The job is over. What the user wrote is needed no more. Settling twice does nothing. */
    settle(id, how) {
      const job = jobs.get(id);
      if (!job || job.settled) return;
      write({ id, settled: how, message: null });
      open--;
      waiting.get(id)?.();
    },
    /** Waits until the job is settled, `limitMs` at most; true when it is. */
    untilSettled(id, limitMs) {
      if (isSettled(id)) return Promise.resolve(true);
      return new Promise((resolve) => {
        const finish = () => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(isSettled(id));
        };
        const timer = setTimeout(finish, limitMs);
        waiting.set(id, finish);
      });
    },
  };
}
