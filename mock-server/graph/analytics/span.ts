/** The span and the granularity that analytics are asked for, and the points that it falls into. */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import type { Tally } from '../../world/tallies.js';
import { HALF_HOUR_S } from '../../world/tallies.js';
import { fromJson } from '../parameters.js';

export interface Span {
  /** Seconds since the Unix epoch. */
  readonly start: number;
  readonly end: number;
  readonly granularity: string;
}

export type Asked = Readonly<Record<string, unknown>>;

const DAY_S = 86_400;
/** Meta, "Analytics": a year back since December 2025. */
const LONGEST_SPAN_S = 366 * DAY_S;

const secondsOf = (value: unknown): number => {
  const text = typeof value === 'string' ? value.replaceAll('"', '') : value;
  if (typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text)) return Date.parse(text) / 1_000;
  return text === '' || text === undefined || text === null ? Number.NaN : Number(text);
};

/** A list that came as text, `["a"]` or `a,b`; `undefined`: not given, or empty, which means all. */
export function listOf(value: unknown): readonly string[] | undefined {
  const given = fromJson(value);
  const list = Array.isArray(given)
    ? given.map(String)
    : typeof given === 'string' && given !== ''
      ? given.split(',')
      : [];
  const texts = list.map((text) => text.trim().replaceAll('"', '')).filter((text) => text !== '');
  return texts.length > 0 ? texts : undefined;
}

/** Reads `start`, `end` and `granularity`, or refuses them. @param granularities the first is the default, if any. */
export function readSpan(asked: Asked, granularities: readonly string[]): Span | { readonly refusal: GraphError } {
  const refuse = (text: string) => ({ refusal: parameterError(text) });
  for (const name of ['start', 'end', 'granularity'])
    if (asked[name] === undefined || asked[name] === '') return refuse(`The parameter ${name} is required.`);
  const [start, end] = [secondsOf(asked.start), secondsOf(asked.end)];
  if (!Number.isSafeInteger(start) || start < 0) return refuse('Param start must be a Unix timestamp.');
  if (!Number.isSafeInteger(end) || end < 0) return refuse('Param end must be a Unix timestamp.');
  if (end <= start) return refuse('Param end must be after start.');
  if (end - start > LONGEST_SPAN_S) return refuse('Param start must be at most a year before end.');
  const granularity = String(asked.granularity).replaceAll('"', '').toUpperCase();
  if (!granularities.includes(granularity))
    return refuse(
      `Param granularity must be one of {${granularities.join(', ')}} - got "${String(asked.granularity)}".`,
    );
  return { start, end, granularity };
}

/** Where the point of a moment begins and ends; days and months are those of UTC (assumed: Meta's are the account's). */
export function pointOf(second: number, granularity: string): { start: number; end: number } {
  if (granularity === 'HALF_HOUR') return { start: second, end: second + HALF_HOUR_S };
  const date = new Date(second * 1_000);
  if (granularity.startsWith('MONTH')) {
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    return { start: Date.UTC(year, month, 1) / 1_000, end: Date.UTC(year, month + 1, 1) / 1_000 };
  }
  const start = Math.floor(second / DAY_S) * DAY_S;
  return { start, end: start + DAY_S };
}

export interface Sum {
  sent: number;
  delivered: number;
  read: number;
  calls: number;
}

export interface Point<Dimensions> extends Sum {
  readonly start: number;
  readonly end: number;
  readonly of: Dimensions;
}

/** Adds tallies up by point and by the dimensions that are wanted; the earliest first. */
export function addUp<Dimensions extends Readonly<Record<string, string>>>(
  tallies: readonly Tally[],
  granularity: string,
  dimensionsOf: (tally: Tally) => Dimensions,
): readonly Point<Dimensions>[] {
  const points = new Map<string, Point<Dimensions>>();
  for (const tally of tallies) {
    const { start, end } = pointOf(tally.start, granularity);
    const of = dimensionsOf(tally);
    const key = `${start}/${JSON.stringify(of)}`;
    const point = points.get(key) ?? { start, end, of, sent: 0, delivered: 0, read: 0, calls: 0 };
    point.sent += tally.sent;
    point.delivered += tally.delivered;
    point.read += tally.read;
    point.calls += tally.calls;
    points.set(key, point);
  }
  return [...points.values()].sort((a, b) => a.start - b.start);
}
