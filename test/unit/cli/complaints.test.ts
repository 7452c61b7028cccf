import { describe, expect, test } from 'vitest';
import { describeComplaint, refuseRepeatedFlags } from '../../../cli/complaints.js';

describe('flags that are given twice', () => {
  test('are refused, all of them at once', () => {
    expect(() => refuseRepeatedFlags({ _: ['run'], seed: ['1', '2'], out: ['a', 'b'], port: '1' })).toThrow(
      '--seed is given more than once\n--out is given more than once',
    );
  });

  test('are none when only scenarios, names and hosts come in lists', () => {
    expect(
      refuseRepeatedFlags({
        _: ['a', 'b'],
        scenario: ['a', 'b'],
        names: ['c', 'd'],
        'allow-webhook-host': ['e', 'f'],
        allowWebhookHost: ['e', 'f'],
        seed: '1',
      }),
    ).toBe(true);
  });
});

describe('unknown flags', () => {
  const known = ['webhook', 'seed', 'exec', 'out'];

  test.each([
    ['Unknown argument: webhok', 'Unknown argument: webhok\nDid you mean --webhook?'],
    ['Unknown arguments: sed, exce', 'Unknown arguments: sed, exce\nDid you mean --seed, --exec?'],
    ['Unknown argument: completely-different', 'Unknown argument: completely-different'],
    ['Not enough arguments', 'Not enough arguments'],
  ])('%j reads %j', (message, words) => {
    expect(describeComplaint(message, known)).toBe(words);
  });
});
