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
const BUFFER_BYTES = 256 * 1_024;
/** No UTF-16 unit takes more bytes in UTF-8. */
const BYTES_PER_UNIT = 3;

/** @throws the file system's error when the file cannot be opened. */
export function createHistoryWriter(path: string, header: HistoryHeader, clock: Clock): HistoryWriter {
  const file = openSync(path, 'w');
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  let filled = 0;
  let open = true;

  function put(bytes: Buffer, length: number): void {
    for (let written = 0; written < length; ) written += writeSync(file, bytes, written, length - written);
  }

  function flush(): void {
    put(buffer, filled);
    filled = 0;
  }

  function append(line: string): void {
    if (line.length * BYTES_PER_UNIT > BUFFER_BYTES - filled) flush();
    if (line.length * BYTES_PER_UNIT > BUFFER_BYTES) {
      const bytes = Buffer.from(line);
      put(bytes, bytes.length);
    } else filled += buffer.write(line, filled);
  }

  append(`${JSON.stringify(header)}\n`);
  flush();
  const stop = repeat(clock, FLUSH_EVERY_MS, flush);

  return {
    write(observation) {
      if (open) append(`${JSON.stringify(observation)}\n`);
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
