/**
 * Business-scoped user ids (2026): every user has one in every business portfolio, and the same user another one in
 * another portfolio. Source: Meta, "Business-scoped user IDs". They are not stored: such an id is the phone number's
 * digits, shuffled by a permutation of which the portfolio is the key, so that it leads back to its user without a
 * table. Not modelled: a user who changes the number, and with it the id; which portfolios share a parent account.
 */
import { type PhoneNumberId, type WaId, waId } from '../../core/ids.js';
import { numbers, wabas } from './accounts.js';
import { countryOf } from './calling-codes.js';
import type { World } from './world.js';

/** Two capitals of the country, a dot, 1 to 128 letters and digits; parent ids have `ENT.` between. */
const USER_ID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;
const OURS = /^([A-Z]{2})\.(ENT\.)?(\d{20})$/;

/** 20 digits in two halves: 4 of a checksum, then a 1 and the phone number, filled with zeros in front to 16. */
const HALF = 10_000_000_000;
const NUMBER_DIGITS = 16;
const CHECKSUM = 9_973;
const ROUNDS = 4;
const LONGEST_NUMBER = 15;

/** Whether a text has the form of a user id, of whatever portfolio. */
export const isUserId = (text: string): boolean => USER_ID.test(text);

/** The business portfolio that a number belongs to; empty when the number is gone. */
export function portfolioOf(world: World, number: PhoneNumberId): string {
  const waba = world.of(numbers).get(number)?.wabaId;
  return waba === undefined ? '' : (world.of(wabas).get(waba)?.businessId ?? '');
}

function keyOf(text: string): number {
  let key = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) key = Math.imul(key ^ text.charCodeAt(i), 0x01000193);
  return key >>> 0;
}

/** 32 bits that depend on all digits of a half and on the key. */
function mix(half: number, key: number): number {
  let bits = Math.imul((half >>> 0) ^ key, 0x85ebca6b) + Math.floor(half / 0x100000000);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 16) ^ key, 0x27d4eb2f);
  return (bits ^ (bits >>> 15)) >>> 0;
}

const digitsOf = (value: number, count: number) => String(value).padStart(count, '0');
const checksumOf = (marked: string) => digitsOf(Number(marked) % CHECKSUM, NUMBER_DIGITS / 4);

function shuffle(digits: string, key: number): string {
  let left = Number(digits.slice(0, 10));
  let right = Number(digits.slice(10));
  for (let round = 0; round < ROUNDS; round++) [left, right] = [right, (left + mix(right, key + round)) % HALF];
  return digitsOf(left, 10) + digitsOf(right, 10);
}

function unshuffle(digits: string, key: number): string {
  let left = Number(digits.slice(0, 10));
  let right = Number(digits.slice(10));
  for (let round = ROUNDS - 1; round >= 0; round--)
    [left, right] = [(right - mix(left, key + round) + HALF) % HALF, left];
  return digitsOf(left, 10) + digitsOf(right, 10);
}

const scopeOf = (portfolio: string, isParent: boolean) => keyOf(isParent ? `ENT.${portfolio}` : portfolio);

function build(portfolio: string, user: WaId, isParent: boolean): string {
  const phone = user.slice(-LONGEST_NUMBER);
  // The 1 keeps zeros at the beginning of the number.
  const marked = `1${phone}`;
  const digits = checksumOf(marked) + marked.padStart(NUMBER_DIGITS, '0');
  return `${countryOf(phone)}.${isParent ? 'ENT.' : ''}${shuffle(digits, scopeOf(portfolio, isParent))}`;
}

/** The id of a user in a portfolio. @param user digits of the phone number, 15 at most. */
export const userIdOf = (portfolio: string, user: WaId): string => build(portfolio, user, false);

/** The id of a user in the parent account of a portfolio. */
export const parentUserIdOf = (portfolio: string, user: WaId): string => build(portfolio, user, true);

/** The user whom an id, or a parent id, of this portfolio means; `undefined` for anything else. */
export function findUser(portfolio: string, id: string): WaId | undefined {
  const [, country, parent, digits] = OURS.exec(id) ?? [];
  if (digits === undefined) return undefined;
  const plain = unshuffle(digits, scopeOf(portfolio, parent !== undefined));
  const marked = plain.slice(-NUMBER_DIGITS).replace(/^0*/, '');
  const phone = marked.slice(1);
  const isRight = marked.startsWith('1') && checksumOf(marked) === plain.slice(0, -NUMBER_DIGITS);
  return isRight && countryOf(phone) === country ? waId(phone) : undefined;
}
