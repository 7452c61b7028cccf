/**
 * What the bot must not forget: which messages it has taken in, what it still owes, which of its sends may have left. Each
 * change is a line of a file, written before anything else happens, and so survives `kill -9`. Without a directory it
 * is all in memory.
 */
import { appendFileSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ id: string, attempted: number[], settled: number[], closed?: boolean }} Job and what the work needs;
 *   `attempted` and `settled` are numbers of its messages, from 0
 */

/** Ids beyond this are forgotten, the oldest first. */
const IDS_KEPT = 100_000;

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
      const { id, attempted = [], settled = [], ...rest } = JSON.parse(line);
      const job = jobs.get(id) ?? { id, attempted: [], settled: [] };
      job.attempted.push(...attempted);
      job.settled.push(...settled);
      jobs.set(id, Object.assign(job, rest));
    } catch {
      // The line that was being written when the process died: nobody was told that it is there.
    }
  }
  return jobs;
}

/** @param {string | undefined} directory */
export function openJournal(directory) {
  const path = directory && join(directory, 'journal.ndjson');
  if (path) mkdirSync(directory, { recursive: true });
  const jobs = path ? replay(path) : new Map();
  /** Taken by somebody who has not added the job yet. */
  const claimed = new Set();
  let open = [...jobs.values()].filter((job) => !job.closed).length;
  let file;
  if (path) {
    writeFileSync(`${path}.new`, [...jobs.values()].map((job) => `${JSON.stringify(job)}\n`).join(''));
    renameSync(`${path}.new`, path);
    file = openSync(path, 'a');
  }
  const write = (change) => file !== undefined && appendFileSync(file, `${JSON.stringify(change)}\n`);

  function forgetOldest() {
    for (const [id, job] of jobs) {
      if (jobs.size <= IDS_KEPT) return;
      if (job.closed) jobs.delete(id);
    }
  }

  return {
    /** How many jobs are not done. */
    open: () => open,
    /** Takes an id: true the first time only, also for two that ask at the same instant. */
    claim(id) {
      if (jobs.has(id) || claimed.has(id)) return false;
      claimed.add(id);
      return true;
    },
    /** Takes a job in, as a job of its own even if it was not claimed. @param {{ id: string }} job with all that the work needs */
    add(job) {
      let { id } = job;
      for (let n = 2; jobs.has(id); n++) id = `${job.id}#${n}`;
      write({ ...job, id });
      claimed.delete(id);
      const added = { ...job, id, attempted: [], settled: [] };
      jobs.set(id, added);
      open++;
      forgetOldest();
      return added;
    },
    /** Message `n` of the job is about to leave: from now on a crash leaves open whether it did. */
    attempt(id, n) {
      const job = jobs.get(id);
      if (!job || job.attempted.includes(n)) return;
      write({ id, attempted: [n] });
      job.attempted.push(n);
    },
    /** Message `n` of the job is with Meta. */
    settle(id, n) {
      const job = jobs.get(id);
      if (!job || job.closed || job.settled.includes(n)) return;
      write({ id, settled: [n] });
      job.settled.push(n);
    },
    isSettled: (id, n) => jobs.get(id)?.settled.includes(n) ?? false,
    /** Nothing more is owed. Only the id is kept. */
    close(id) {
      const job = jobs.get(id);
      if (!job || job.closed) return;
      write({ id, closed: true });
      jobs.set(id, { id, attempted: [], settled: job.settled, closed: true });
      open--;
    },
    /** What a former process left, oldest first. */
    unfinished: () => [...jobs.values()].filter((job) => !job.closed),
  };
}
