/**
 * Words that tell whose message a text quotes, in the shape of an order number: `#K7Q4-00003V`. All tokens of a run
 * have the same length, so none is a part of another.
 */
import type { Random } from '../core/random.js';

/** Crockford's base 32: no I, L, O, U, which people misread. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 32⁶: over a billion conversations. */
const NUMBER_LENGTH = 6;

function base32(value: number, length: number): string {
  let text = '';
  for (let rest = value, i = 0; i < length; i++, rest = Math.floor(rest / 32)) text = DIGITS[rest % 32] + text;
  return text;
}

/**
 * @param conversation number of the conversation within the run, from 0
 * @param line index of the line within its script, from 0 to 31; the fourth character holds it
 */
export function createToken(conversation: number, line: number, random: Random): string {
  const chance = base32(random.integer(0, 32 ** 3 - 1), 3);
  return `#${chance}${base32(line, 1)}-${base32(conversation, NUMBER_LENGTH)}`;
}
