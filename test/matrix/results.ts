/**
 * Results that are kept, so that the matrix can be played in parts and judged again: for each run its verdict and, packed,
 * its history. A result of other code, another scenario or another subject has another name and is not found.
 */
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { RunVerdict } from '../../verdict/verdict.js';
import type { ContentKeys } from './content-key.js';
import type { Job } from './queue.js';

export interface Result {
  readonly subject: string;
  readonly scenario: string;
  readonly seed: number;
  readonly verdict: RunVerdict;
  /** Key of the code that judged it. */
  readonly judged: string;
  /** Commit that was checked out, and a mark if there were changes. */
  readonly commit: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface Results {
  /** The result of this job, if it was played with what there is now; its verdict may be of an older judge. */
  find(job: Job): Result | undefined;
  /** Unpacks the history to a file of the caller's. False: it was not kept. */
  unpackHistory(job: Job, to: string): Promise<boolean>;
  /** @param historyFile is packed as well; absent: the one that is kept stays. */
  keep(job: Job, result: Result, historyFile?: string): Promise<void>;
  forget(job: Job): void;
}

export function openResults(folder: string, keys: ContentKeys): Results {
  const nameOf = ({ subject, scenario, seed }: Job) =>
    join(folder, subject.name, `${scenario}-${seed}-${keys.played(subject, scenario)}`);
  return {
    find(job) {
      const file = `${nameOf(job)}.json`;
      if (!existsSync(file)) return undefined;
      try {
        return JSON.parse(readFileSync(file, 'utf8')) as Result;
      } catch {
        // Half written by a run that was ended: it is played again.
        return undefined;
      }
    },
    async unpackHistory(job, to) {
      const file = `${nameOf(job)}.ndjson.gz`;
      if (!existsSync(file)) return false;
      await pipeline(createReadStream(file), createGunzip(), createWriteStream(to));
      return true;
    },
    async keep(job, result, historyFile) {
      mkdirSync(join(folder, job.subject.name), { recursive: true });
      const name = nameOf(job);
      if (historyFile !== undefined)
        await pipeline(createReadStream(historyFile), createGzip(), createWriteStream(`${name}.ndjson.gz`));
      writeFileSync(`${name}.json`, JSON.stringify(result));
    },
    forget(job) {
      for (const end of ['json', 'ndjson.gz']) rmSync(`${nameOf(job)}.${end}`, { force: true });
    },
  };
}
