/**
 * Writes a history as it happens. Lines are gathered for a tenth of a second at most and written synchronously, so
 * that a process that is killed leaves all but its last moments, and never a hole in the middle.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { type Clock, repeat } from './clock.js';
import type { HistoryHeader } from './history.js';
import type { Reader } from './recorder.js';

export interface HistoryWriter {
  readonly write: Reader;
  /** Writes what is left and closes the file; later observations are ignored. */
  close(): void;
}

const FLUSH_EVERY_MS = 100;
const FLUSH_AT_CHARACTERS = 64 * 1_024;

/** @throws the file system's error when the file cannot be opened. */
export function createHistoryWriter(path: string, header: HistoryHeader, clock: Clock): HistoryWriter {
  const file = openSync(path, 'w');
  let buffered = '';
  let open = true;

  function flush(): void {
    if (!buffered) return;
    const bytes = Buffer.from(buffered);
    buffered = '';
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
  }

  buffered = `${JSON.stringify(header)}\n`;
  flush();
  const stop = repeat(clock, FLUSH_EVERY_MS, flush);

  return {
    write(observation) {
      if (!open) return;
      buffered += `${JSON.stringify(observation)}\n`;
      if (buffered.length >= FLUSH_AT_CHARACTERS) flush();
    },
    close() {
      if (!open) return;
      open = false;
      stop();
      flush();
      closeSync(file);
    },
  };
}
