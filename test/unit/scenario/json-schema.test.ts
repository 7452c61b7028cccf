import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { scenarioJsonSchema } from '../../../harness/scenario/json-schema.js';
import { parseScenario } from '../../../harness/scenario/parse-scenario.js';
import { planHeader } from '../../../harness/scenario/plan-header.js';
import { scripts } from '../../../loadgen/scripts/index.js';
import { catalogue, small } from './catalogue.js';

const validate = new Ajv2020({ strict: false }).compile(scenarioJsonSchema(catalogue));

test.each([
  ['a small scenario', small()],
  [
    'bare names, parameters, and a name with nothing after it',
    small('always: [graph.outage, { graph.latency: null }, { graph.error: { code: 4 } }]'),
  ],
  ['an advance', small('timeline: [{ from: 0s, to: 5s }, { advance: 24h }, { advance: 1h, at: 9s }]')],
  ['zero as a duration', small('settle: 0')],
])('an editor accepts %s', (_, text) => {
  expect([validate(parse(text)), validate.errors]).toEqual([true, null]);
});

test.each([
  ['an unknown key', small('setle: 5s')],
  ['an unknown fault', small('always: [graph.nothing]')],
  ['an unknown parameter', small('always: [graph.error: { code: 4, cod: 5 }]')],
  ['an advance with the keys of a part', small('timeline: [{ advance: 24h, from: 1s, to: 2s }]')],
  ['an advance of a number', small('timeline: [{ advance: 24 }]')],
  ['an unknown check', small('', '[effects-twice]')],
  ['an unknown script', small().replace('greeting', 'poem')],
  ['a missing title', small().replace('title: A small one\n', '')],
])('an editor marks %s', (_, text) => {
  expect(validate(parse(text))).toBe(false);
});

test('the header of a history carries the plan, with the rate at the end of a ramp', () => {
  const text = small('seed: 3\nexpects: { replies: 1 }').replace('constant, rate: 2/s', 'ramp, from: 1/s, to: 9/s');
  const plan = parseScenario(text, 'a.yml', catalogue);
  const details = { seed: 11, version: '1.2.3', startedAt: '2026-11-22T20:00:00.000Z', command: 'waproof run a.yml' };
  expect(planHeader(plan, details)).toEqual({
    waproof: 1,
    scenario: 'small',
    title: 'A small one',
    ...details,
    load: [{ users: 5, process: 'ramp', ratePerSecond: 9, fromMs: 0, toMs: 20_000, says: 'greeting' }],
    phases: [{ name: 'calm', fromMs: 0, toMs: 20_000, faults: [] }],
    settleMs: 10_000,
    webhookTimeoutMs: 10_000,
    checks: [{ check: 'effects-once', parameters: {} }],
    expects: { replies: 1 },
  });
});

test('in the night that ships, time passes once, after the trouble and before the load ends', async () => {
  const { scenarioCatalogue } = await import('../../../harness/catalogue.js');
  const text = readFileSync(new URL('../../../scenarios/night-passes.yml', import.meta.url), 'utf8');
  const plan = parseScenario(text, 'night-passes.yml', scenarioCatalogue);
  expect(plan.advances).toEqual([{ atMs: 12_000, byMs: 23 * 3_600_000 }]);
  expect(plan.phases.map(({ name, toMs }) => [name, toMs])).toEqual([
    ['evening', 6_000],
    ['copies to come', 12_000],
    ['morning', 24_000],
  ]);
});

test('the shipped scenario is valid against the real faults, and lasts less than a minute', async () => {
  const { faults } = await import('../../../mock-server/faults/catalogue.js');
  const text = readFileSync(new URL('../../../scenarios/first-proof.yml', import.meta.url), 'utf8');
  const { checks } = parse(text) as { checks: string[] };
  const named = Object.fromEntries(
    checks.map((name) => [name, { summary: name, parameters: catalogue.checks['effects-once']?.parameters }]),
  );
  const plan = parseScenario(text, 'first-proof.yml', { faults, checks: named as typeof catalogue.checks, scripts });
  expect(checks).toHaveLength(12);
  expect(plan.durationMs + plan.settleMs).toBeLessThan(50_000);
  expect(plan.phases.map(({ name, fromMs }) => [fromMs, name])).toEqual([
    [0, 'calm'],
    [7_000, 'duplicates'],
    [13_000, 'refusals'],
    [20_000, 'outage'],
    [23_000, 'calm'],
    [25_000, 'lost answers'],
    [31_000, 'calm again'],
  ]);
});
