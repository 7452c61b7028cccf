import { expect, test } from 'vitest';
import { parseScenario } from '../../../harness/scenario/parse-scenario.js';
import { catalogue, small } from './catalogue.js';

const plan = (timeline: string) => parseScenario(small(`timeline: ${timeline}`), 'a.yml', catalogue);

test.each([
  ['at the moment that it states', '[{ advance: 24h, at: 9s }]', ['9 s: 24 h']],
  ['without one, when what is listed before it has ended', '[{ from: 0s, to: 5s }, { advance: 24h }]', ['5 s: 24 h']],
  [
    'of several parts before it, when the last has ended',
    '[{ from: 0s, to: 9s }, { from: 2s, to: 4s }, { advance: 1d }]',
    ['9 s: 24 h'],
  ],
  ['one after the other, at the same moment', '[{ advance: 1h, at: 3s }, { advance: 2h }]', ['3 s: 1 h', '3 s: 2 h']],
  ['with nothing before it, at the very beginning', '[{ advance: 90m }]', ['0 s: 1.5 h']],
  [
    'in the order of the moments, not of the list',
    '[{ advance: 2h, at: 7s }, { advance: 1h, at: 3s }]',
    ['3 s: 1 h', '7 s: 2 h'],
  ],
])('time passes %s', (_, timeline, expected) => {
  const { advances } = plan(timeline);
  expect(advances.map(({ atMs, byMs }) => `${atMs / 1_000} s: ${byMs / 3_600_000} h`)).toEqual(expected);
});

test('an advance cuts no phase', () => {
  const { phases } = plan(
    '[{ from: 0s, to: 5s, name: evening }, { advance: 24h }, { from: 5s, to: 20s, name: morning }]',
  );
  expect(phases.map(({ name, fromMs }) => [fromMs, name])).toEqual([
    [0, 'evening'],
    [5_000, 'morning'],
  ]);
});
