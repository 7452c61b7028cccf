import { expect, test } from 'vitest';
import { digest } from '../../../../mock-server/graph/digest.js';

test('the same text has the same fingerprint, other texts have others', () => {
  const texts = Array.from({ length: 50_000 }, (_, n) => `text{"body":"Your order ${n} is on its way."}`);
  const digests = texts.map(digest);
  expect(texts.map(digest)).toEqual(digests);
  expect(new Set(digests).size).toBe(texts.length);
});

test.each([
  ['', ' '],
  ['ab', 'ba'],
  ['text{"body":"a"}', 'text{"body":"b"}'],
  ['é', 'e\u0301'],
])('%j and %j differ', (a, b) => {
  expect(digest(a)).not.toBe(digest(b));
});
