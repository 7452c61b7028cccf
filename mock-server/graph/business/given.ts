/** More reads of checked parameters: constants, and moments as Graph writes and takes them. */
import { textOf } from '../given.js';
import type { GraphRequest } from '../operation.js';

/** One of Meta's constants, in capitals whatever case was sent. */
export const constantOf = (parameters: GraphRequest['parameters'], name: string): string | undefined =>
  textOf(parameters, name)?.toUpperCase();

/** A moment as Graph writes it: ISO 8601 with `+0000`. @param at milliseconds since the Unix epoch. */
export const graphTime = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, '+0000');

/** Milliseconds since the Unix epoch of an ISO 8601 date or of Unix seconds; `undefined` for anything else. */
export function momentOf(text: string): number | undefined {
  if (/^\d{1,11}$/.test(text)) return Number(text) * 1_000;
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
