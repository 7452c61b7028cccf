import { expect, test } from 'vitest';
import { UsageError } from '../../../core/usage-error.js';

test('problems are listed one a line below the message', () => {
  const error = new UsageError('x.yml is not valid:', ['a: missing', 'b: unknown key']);
  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.message, error.problems]).toEqual([
    'UsageError',
    'x.yml is not valid:\n  a: missing\n  b: unknown key',
    ['a: missing', 'b: unknown key'],
  ]);
  expect(new UsageError('no such flag').message).toBe('no such flag');
});
