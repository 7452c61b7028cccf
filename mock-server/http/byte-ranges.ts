/** The `Range` header of a download (RFC 9110): one range of bytes. Several at once are answered with the whole file. */
import type { ByteRange } from './blob-store.js';

/** Absent: the whole file. `unsatisfiable`: it begins beyond the end. */
export type AskedRange = ByteRange | 'unsatisfiable' | undefined;

const DIGITS = /^\d{1,15}$/;

export function parseRange(header: string | undefined, sizeBytes: number): AskedRange {
  const [, first = '', last = ''] = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if ([first, last].some((text) => text !== '' && !DIGITS.test(text))) return undefined;
  if (first === '') {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? 'unsatisfiable' : { start: sizeBytes - length, end: sizeBytes - 1 };
  }
  const start = Number(first);
  // A range that ends before it begins is no range, and is not looked at.
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= sizeBytes) return 'unsatisfiable';
  return { start, end: last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1) };
}

/** The stretches of a file's pieces that a range covers, as ranges of the pieces. @param sizes of the pieces, in order. */
export function spread(sizes: readonly number[], { start, end }: ByteRange): readonly (ByteRange | undefined)[] {
  let before = 0;
  return sizes.map((size) => {
    const from = Math.max(start - before, 0);
    const to = Math.min(end - before, size - 1);
    before += size;
    return from <= to ? { start: from, end: to } : undefined;
  });
}
