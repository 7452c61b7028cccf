import { describe, expect, test } from 'vitest';
import { duration, formatDuration, parseDuration, parseRate, rate } from '../../../core/durations.js';

describe('durations', () => {
  test.each([
    ['250ms', 250],
    ['30s', 30_000],
    ['1.5s', 1_500],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    ['0s', 0],
    [' 30 s ', 30_000],
    ['1h30m', 5_400_000],
    ['1m 500ms', 60_500],
    ['3h1m', 10_860_000],
  ])('%j is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(['', '30', 's', '-5s', '1e3s', '5 weeks', '5S', '.5s', '1s 2s', '1m1h', '5m30', '1hm', '∞s'])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  test('a field takes text or a bare 0, and says what it expects of anything else', () => {
    expect(duration.parse('30s')).toBe(30_000);
    expect(duration.parse(0)).toBe(0);
    for (const wrong of [30, '30', 'soon', null, undefined, true, {}]) {
      const parsed = duration.safeParse(wrong);
      expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([
        'expected a duration such as 250ms, 30s, 5m',
      ]);
    }
  });
});

describe('rates', () => {
  test.each([
    ['20/s', 20],
    ['30/m', 0.5],
    ['7200/h', 2],
    ['0.5 / s', 0.5],
    ['0/s', 0],
  ])('%j is %d per second', (text, perSecond) => {
    expect(parseRate(text)).toBe(perSecond);
  });

  test.each(['', '20', '/s', '20/ms', '20/d', '-1/s', '20 per s'])('%j is none', (text) => {
    expect(parseRate(text)).toBeUndefined();
  });

  test('a field wants a rate above zero', () => {
    expect(rate.parse('20/s')).toBe(20);
    expect(rate.safeParse('0/s').error?.issues[0]?.message).toBe('expected a rate above zero such as 20/s, 30/m');
    expect(rate.safeParse('fast').success).toBe(false);
    expect(rate.safeParse(20).error?.issues[0]?.message).toBe('expected a rate such as 20/s, 30/m');
  });
});

test.each([
  [0, '0 ms'],
  [12.4, '12 ms'],
  [999, '999 ms'],
  [999.7, '1 s'],
  [1_000, '1 s'],
  [1_500, '1.5 s'],
  [1_234, '1.23 s'],
  [12_345, '12.3 s'],
  [119_000, '119 s'],
  [120_000, '2 min'],
  [3_600_000, '60 min'],
  [7_200_000, '2 h'],
  [90 * 3_600_000, '90 h'],
])('%d ms reads %j', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});
