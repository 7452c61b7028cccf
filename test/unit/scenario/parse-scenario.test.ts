import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../core/usage-error.js';
import { parseScenario } from '../../../harness/scenario/parse-scenario.js';
import { catalogue, small } from './catalogue.js';

const parse = (text: string) => parseScenario(text, 'a.yml', catalogue);

function problemsOf(text: string): readonly string[] {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}

describe('a valid scenario', () => {
  test('becomes a plan with every default filled in', () => {
    expect(parse(small())).toEqual({
      name: 'small',
      title: 'A small one',
      about: undefined,
      seed: undefined,
      loads: [
        { users: 5, process: 'constant', fromPerSecond: 2, toPerSecond: 2, fromMs: 0, toMs: 20_000, says: 'greeting' },
      ],
      campaigns: [],
      durationMs: 20_000,
      phases: [{ name: 'calm', fromMs: 0, toMs: 20_000, faults: [] }],
      advances: [],
      settleMs: 10_000,
      webhooks: { timeoutMs: 10_000, retryMs: undefined },
      checks: [{ check: 'effects-once', parameters: {} }],
      expects: {},
      probes: true,
    });
  });

  test('states what it wants otherwise', () => {
    const plan = parse(`name: full-one
title: Everything
about: all keys
seed: 7
load:
  - { users: 5, arrivals: { process: ramp, from: 0, to: 60/m }, for: 1m, after: 5s, says: support }
settle: 0
checks:
  - effects-once
  - nothing-lost: { within: 20s }
expects: { replies: 2 }
webhooks: { timeout: 2500ms, retry: [1s, 5s] }
probes: false
`);
    expect(plan).toMatchObject({
      about: 'all keys',
      seed: 7,
      loads: [{ process: 'ramp', fromPerSecond: 0, toPerSecond: 1, fromMs: 5_000, toMs: 65_000, says: 'support' }],
      settleMs: 0,
      checks: [
        { check: 'effects-once', parameters: {} },
        { check: 'nothing-lost', parameters: { within: '20s' } },
      ],
      expects: { replies: 2 },
      webhooks: { timeoutMs: 2_500, retryMs: [1_000, 5_000] },
      probes: false,
    });
  });

  test.each([
    ['success: 200', { success: '200' }],
    ['success: 2xx', { success: '2xx' }],
    ['retryTo: failed-app', { retryTo: 'failed-app' }],
    ['batch: { updates: 100, within: 1s }', { batch: { updates: 100, withinMs: 1_000 } }],
  ])('webhooks may say %s', (text, planned) => {
    expect(parse(small(`webhooks: { ${text} }`)).webhooks).toEqual({ timeoutMs: 10_000, ...planned });
  });

  test.each([
    'success: 202',
    'retryTo: nobody',
    'batch: { updates: 1, within: 1s }',
    'batch: { updates: 1001, within: 1s }',
    'batch: { updates: 2, within: 61s }',
    'batch: { updates: 2 }',
  ])('webhooks may not say %s', (text) => {
    expect(() => parse(small(`webhooks: { ${text} }`))).toThrow(/webhooks\.(success|retryTo|batch)/);
  });

  test('cannot be changed afterwards, at any depth', () => {
    const plan = parse(small('always: [graph.latency]'));
    expect(Object.isFrozen(plan.phases[0]?.faults[0]?.parameters)).toBe(true);
    expect(() => Object.assign(plan.loads[0] ?? {}, { users: 9 })).toThrow(TypeError);
  });
});

describe('an invalid scenario', () => {
  test.each([
    [
      'an unknown key',
      small('setle: 5s'),
      'a.yml:9:1  setle  unknown key setle; accepted: name, title, about, seed, load, timeline, always, settle, checks, expects, webhooks, probes; did you mean settle?',
    ],
    ['a wrong type', small('seed: yes please'), 'a.yml:9:7  seed  expected a number; got "yes please"'],
    [
      'a number where a duration belongs',
      small('settle: 20'),
      'a.yml:9:9  settle  expected a duration such as 250ms, 30s, 5m; got 20',
    ],
    [
      'a word where a duration belongs',
      small('settle: soon'),
      'a.yml:9:9  settle  expected a duration such as 250ms, 30s, 5m; got "soon"',
    ],
    [
      'an unknown check',
      small('', '[efects-once]'),
      'a.yml:8:10  checks[0]  there is no check called efects-once; accepted: effects-once, nothing-lost; did you mean effects-once?',
    ],
    [
      'a check listed twice',
      small('', '[effects-once, effects-once]'),
      'a.yml:8:24  checks[1]  the check effects-once is listed twice',
    ],
    ['no checks at all', small('', '[]'), 'a.yml:8:9  checks  expected at least 1 entries; got []'],
    [
      'two names in one entry',
      small('', '[{ effects-once: {}, nothing-lost: {} }]'),
      'a.yml:8:10  checks[0]  expected one check, as a name or as a name with parameters; got {"effects-once":{},"nothing-lost":{}}',
    ],
    [
      'an unknown parameter',
      small('', '[nothing-lost: { withn: 3s }]'),
      'a.yml:8:26  checks[0].nothing-lost.withn  unknown key withn; accepted: within; did you mean within?',
    ],
    [
      'a missing parameter of a bare fault',
      small('always: [graph.error]'),
      'a.yml:9:10  always[0].graph.error.code  missing: expected a number',
    ],
    [
      'a parameter out of range',
      small('always: [graph.error: { code: 4, probability: 1.5 }]'),
      'a.yml:9:47  always[0].graph.error.probability  expected at most 1; got 1.5',
    ],
    [
      'a parameter that is none of the values',
      small('always: [graph.latency: { profile: mta }]'),
      'a.yml:9:36  always[0].graph.latency.profile  not one of the known values; got "mta"; accepted: meta, fast; did you mean meta?',
    ],
    [
      'a parameter that a lenient fault would ignore',
      small('always: [graph.outage: { az: reset }]'),
      'a.yml:9:26  always[0].graph.outage.az  unknown key az; accepted: as; did you mean as?',
    ],
    [
      'an unknown fault',
      small('always: [graph.latencie]'),
      'a.yml:9:10  always[0]  there is no fault called graph.latencie; accepted: graph.latency, graph.error, graph.outage; did you mean graph.latency?',
    ],
    [
      'a name from the prototype',
      small('always: [toString]'),
      'a.yml:9:10  always[0]  there is no fault called toString; accepted: graph.latency, graph.error, graph.outage',
    ],
    [
      'a part that ends before it begins',
      small('timeline: [{ from: 5s, to: 2s }]'),
      'a.yml:9:28  timeline[0].to  a part must end after it begins: expected from < to; got "2s"',
    ],
    [
      'a part beyond the load',
      small('timeline: [{ from: 5s, to: 21s }]'),
      'a.yml:9:28  timeline[0].to  the part goes beyond the load, which ends at 20 s; got "21s"',
    ],
    [
      'a mistyped key of a part',
      small('timeline: [{ from: 5s, to: 9s, fautls: [] }]'),
      'a.yml:9:32  timeline[0].fautls  unknown key fautls; accepted: from, to, name, faults; did you mean faults?',
    ],
    [
      'a mistyped key of an advance',
      small('timeline: [{ advance: 24h, att: 9s }]'),
      'a.yml:9:28  timeline[0].att  unknown key att; accepted: advance, at; did you mean at?',
    ],
    [
      'an advance by no duration',
      small('timeline: [{ advance: 24 }]'),
      'a.yml:9:23  timeline[0].advance  expected a duration such as 250ms, 30s, 5m; got 24',
    ],
    [
      'an advance by nothing',
      small('timeline: [{ advance: 0 }]'),
      'a.yml:9:23  timeline[0].advance  expected a duration above zero; got 0',
    ],
    [
      'an advance by too much',
      small('timeline: [{ advance: 3651d }]'),
      'a.yml:9:23  timeline[0].advance  expected at most 3650d; got "3651d"',
    ],
    [
      'an advance after the load',
      small('timeline: [{ advance: 1h, at: 20s }]'),
      'a.yml:9:12  timeline[0]  time can pass only before the load ends, at 20 s; this comes at 20 s',
    ],
    [
      'an advance listed after a part that ends with the load',
      small('timeline: [{ from: 0s, to: 20s }, { advance: 1h }]'),
      'a.yml:9:35  timeline[1]  time can pass only before the load ends, at 20 s; this comes at 20 s',
    ],
    [
      'a run of more than a day',
      small('settle: 24h'),
      'a.yml:4:3  load  load and settling last 24 h; a run may last 24 h',
    ],
    [
      'the wrong name for a run',
      small().replace('name: small', 'name: Small One'),
      'a.yml:1:7  name  expected lower-case words joined by hyphens, such as first-proof; got "Small One"',
    ],
    [
      'an unknown process',
      small().replace('constant', 'poison'),
      'a.yml:5:26  load[0].arrivals.process  not one of the known values; got "poison"; accepted: constant, poisson, ramp, spike, diurnal; did you mean poisson?',
    ],
    [
      'the keys of another process',
      small().replace('constant, rate: 2/s', 'ramp, rate: 2/s, from: 1/s, to: 2/s'),
      'a.yml:5:32  load[0].arrivals.rate  unknown key rate; accepted: process, from, to',
    ],
    [
      'a rate beyond the limit',
      small().replace('2/s', '6000/s'),
      'a.yml:5:42  load[0].arrivals.rate  expected at most 5000/s; got "6000/s"',
    ],
    [
      'too many users',
      small().replace('users: 5', 'users: 100001'),
      'a.yml:4:12  load[0].users  expected at most 100000; got 100001',
    ],
    [
      'an unknown script',
      small().replace('says: greeting', 'says: greetin'),
      'a.yml:7:11  load[0].says  not one of the known values; got "greetin"; accepted: greeting, support; did you mean greeting?',
    ],
    [
      'a timeout of nothing',
      small('webhooks: { timeout: 0 }'),
      'a.yml:9:22  webhooks.timeout  expected a duration above zero; got 0',
    ],
  ])('%s is named with its place', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test('all problems are reported at once', () => {
    const problems = problemsOf(`name: x
load:
  - { users: 0, arrivals: { process: constant, rate: 2/s }, for: 20s, says: greeting }
  - { users: 1, arrivals: { process: constant, rate: 2 }, for: 20s, says: nobody }
timeline:
  - { from: 3s, to: 1s, faults: [graph.eror, { graph.error: { code: x, probability: 2, retryAfter: long } }] }
checks: [effects-once, effects-once]
whatever: 1
`);
    expect(problems.map((line) => line.split('  ')[1])).toEqual([
      'title',
      'load[0].users',
      'load[1].arrivals.rate',
      'load[1].says',
      'timeline[0].faults[0]',
      'timeline[0].faults[1].graph.error.code',
      'timeline[0].faults[1].graph.error.probability',
      'timeline[0].faults[1].graph.error.retryAfter',
      'whatever',
      'checks[1]',
    ]);
  });

  test.each([
    ['an empty file', '', 'a.yml:1:1  (whole file)  expected a mapping of keys to values; got null'],
    ['a list', '- 1', 'a.yml:1:1  (whole file)  expected a mapping of keys to values; got [1]'],
    ['a file far too long', 'x'.repeat(300_000), 'a.yml  300000 characters; a scenario has at most 262144'],
  ])('%s is refused', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test('what is not YAML is said with its place', () => {
    const problems = problemsOf('name: small\n\tload: [\n');
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatch(/^a\.yml:2:1 {2}not YAML: /);
  });

  test('a key given twice is not YAML either', () => {
    expect(problemsOf(small('seed: 1\nseed: 2'))).toEqual(['a.yml:10:1  not YAML: Map keys must be unique']);
  });

  test('the message names the file and counts the problems', () => {
    expect(() => parse(small('a: 1\nb: 2'))).toThrow(/^a\.yml is no valid scenario: 2 problems\n {2}a\.yml:9:1 {2}a/);
  });
});
