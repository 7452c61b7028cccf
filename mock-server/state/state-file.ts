/**
 * The file of `--state`: first a line with the whole world, then a line for each turn in which something changed. A line
 * is handed to the operating system before anybody learns of what it says, so a process that is killed loses nothing
 * that was acknowledged; a machine that loses power may lose what its system had not yet put on the disk. When the
 * lines outgrow the world, the file is written anew and takes the old one's place in one step.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { UsageError } from '../../core/usage-error.js';

/** Store, id, and the value; a pair: the entry is gone. */
export type ChangeLine = readonly [store: string, id: string, value?: unknown];

export interface ReadState {
  /** The first line, as JSON. */
  readonly snapshot: unknown;
  /** Wall time and changes of each turn. */
  readonly turns: readonly (readonly [at: number, changes: readonly ChangeLine[]])[];
  /** Bytes that were sound, and those of the first line among them. */
  readonly soundBytes: number;
  readonly snapshotBytes: number;
  /** An export that somebody saved, over several lines or without an end of line: the file is written anew. */
  readonly isForeign: boolean;
  /** The end of the file is a line that was cut off. */
  readonly isTorn: boolean;
}

export interface StateFile {
  append(line: string): void;
  /** Puts a new first line in place of everything. */
  replace(snapshot: string): void;
  /** Bytes since the last first line, and of that line. */
  readonly size: { readonly journal: number; readonly snapshot: number };
  close(): void;
}

const LINE_FEED = 10;

function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
}

const isTurn = (value: unknown): value is ReadState['turns'][number] =>
  Array.isArray(value) &&
  typeof value[0] === 'number' &&
  Array.isArray(value[1]) &&
  value[1].every((change) => Array.isArray(change) && typeof change[0] === 'string' && typeof change[1] === 'string');

/** Reads a state file. @returns undefined when there is none. @throws UsageError for a file that is none. */
export function readStateFile(file: string): ReadState | undefined {
  if (!existsSync(file)) return undefined;
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (bytes.length === 0) return undefined;
  const end = bytes.indexOf(LINE_FEED);
  const first = end === -1 ? undefined : parse(bytes.subarray(0, end));
  if (first !== undefined) return readTurns(file, bytes, first, end + 1);
  const snapshot = parse(bytes);
  if (snapshot === undefined) throw new UsageError(`${file} is no state of a mock: its first line is not JSON`);
  return { snapshot, turns: [], soundBytes: 0, snapshotBytes: 0, isForeign: true, isTorn: false };
}

function readTurns(file: string, bytes: Buffer, snapshot: unknown, snapshotBytes: number): ReadState {
  const turns: ReadState['turns'][number][] = [];
  let from = snapshotBytes;
  while (from < bytes.length) {
    const end = bytes.indexOf(LINE_FEED, from);
    const turn = end === -1 ? undefined : parse(bytes.subarray(from, end));
    if (!isTurn(turn)) {
      if (end !== -1 && end < bytes.length - 1)
        throw new UsageError(`${file} is damaged: line ${turns.length + 2} is not what a mock writes`);
      return { snapshot, turns, soundBytes: from, snapshotBytes, isForeign: false, isTorn: true };
    }
    turns.push(turn);
    from = end + 1;
  }
  return { snapshot, turns, soundBytes: from, snapshotBytes, isForeign: false, isTorn: false };
}

function writeAll(fd: number, text: string): number {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
  return bytes.length;
}

/**
 * Opens a state file for writing; what was not sound of it is cut off.
 * @param snapshot the first line of a file that is new.
 */
export function openStateFile(file: string, known: ReadState | undefined, snapshot: () => string): StateFile {
  let fd = -1;
  let size = { journal: 0, snapshot: 0 };

  function replace(text: string): void {
    const next = `${file}.new`;
    const nextFd = openSync(next, 'w', 0o600);
    const length = writeAll(nextFd, `${text}\n`);
    fsyncSync(nextFd);
    renameSync(next, file);
    if (fd !== -1) closeSync(fd);
    fd = nextFd;
    size = { journal: 0, snapshot: length };
  }

  if (known && !known.isForeign) {
    const { soundBytes, snapshotBytes } = known;
    fd = openSync(file, 'a', 0o600);
    if (known.isTorn) ftruncateSync(fd, soundBytes);
    size = { journal: soundBytes - snapshotBytes, snapshot: snapshotBytes };
  } else replace(snapshot());

  return {
    append(line) {
      size = { ...size, journal: size.journal + writeAll(fd, `${line}\n`) };
    },
    replace,
    get size() {
      return size;
    },
    close() {
      if (fd === -1) return;
      fsyncSync(fd);
      closeSync(fd);
      fd = -1;
    },
  };
}
