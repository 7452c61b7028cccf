import { expect, test } from 'vitest';
import { displayNumber, wholeNumber } from '../../../../mock-server/graph/phone-digits.js';

test.each<[string, string | undefined, string | undefined, string]>([
  ['6315551000', '1', '16315551000', 'the code comes apart'],
  ['16315551000', '1', '16315551000', 'the number has its code already'],
  ['+351 912 345 678', '1', '351912345678', 'a plus says that the number is whole'],
  ['16315551000', undefined, '16315551000', 'without a code the number is whole'],
  ['5512345678', '55', '555512345678', 'an area code like the calling code, in a number too short to have both'],
  ['0', '1', undefined, 'too short'],
  ['1234567890123456', undefined, undefined, 'too long'],
  ['0631555100', undefined, undefined, 'no calling code begins with 0'],
])('%s with %s is %s: %s', (phoneNumber, cc, whole, _why) => {
  expect(wholeNumber(phoneNumber, cc)).toBe(whole);
});

test.each([
  ['16315551000', '1', '+1 631-555-1000'],
  ['16315551000', undefined, '+1 631-555-1000'],
  ['351912345678', '351', '+351 912345678'],
  ['351912345678', undefined, '+351912345678'],
])('%s with %s is shown as %s', (digits, cc, display) => {
  expect(displayNumber(digits, cc)).toBe(display);
});
