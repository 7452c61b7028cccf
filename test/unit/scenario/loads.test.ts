/** Loads with a peak, of users without numbers, of old messages; campaigns; what is expected. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { UsageError } from '../../../core/usage-error.js';
import { triggerForm } from '../../../harness/campaign/campaign.js';
import { scenarioJsonSchema } from '../../../harness/scenario/json-schema.js';
import { parseScenario } from '../../../harness/scenario/parse-scenario.js';
import { planHeader } from '../../../harness/scenario/plan-header.js';
import { catalogue } from './catalogue.js';

const scenario = (load: string, more = '') =>
  `name: small\ntitle: A small one\nload:\n  - ${load}\nchecks: [effects-once]\n${more}`;
const parse = (text: string) => parseScenario(text, 'a.yml', catalogue);
const talk = (more: string) => scenario(`{ users: 5, for: 20s, says: greeting, ${more} }`);
const validate = new Ajv2020({ strict: false }).compile(scenarioJsonSchema(catalogue));
const steady = 'arrivals: { process: constant, rate: 2/s }';

function problemsOf(text: string): readonly string[] {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  throw new Error('the scenario is valid');
}

describe('arrivals with a peak', () => {
  test.each([
    [
      'spike, base: 4/s, peak: 60/s, at: 8s, for: 3s',
      { process: 'spike', fromPerSecond: 4, toPerSecond: 4, peak: { perSecond: 60, atMs: 8_000, forMs: 3_000 } },
    ],
    [
      'spike, base: 0, peak: 60/s, at: 0, for: 20s',
      { fromPerSecond: 0, peak: { perSecond: 60, atMs: 0, forMs: 20_000 } },
    ],
    [
      'diurnal, trough: 1/s, peak: 30/s',
      { process: 'diurnal', fromPerSecond: 1, toPerSecond: 1, peak: { perSecond: 30, periodMs: 20_000 } },
    ],
    ['diurnal, trough: 1/s, peak: 30/s, period: 5s', { fromPerSecond: 1, peak: { perSecond: 30, periodMs: 5_000 } }],
  ])('%s', (arrivals, expected) => {
    const text = talk(`arrivals: { process: ${arrivals} }`);
    const plan = parse(text);
    expect(plan.loads).toMatchObject([expected]);
    expect(planHeader(plan, { seed: 1, version: '1', startedAt: '', command: '' }).load).toMatchObject([
      { ratePerSecond: expected.fromPerSecond, peakPerSecond: expected.peak.perSecond },
    ]);
    expect([validate(parseYaml(text)), validate.errors]).toEqual([true, null]);
  });

  test.each([
    [
      'spike, base: 4/s, peak: 60/s, at: 18s, for: 3s',
      'load[0].arrivals.for  the peak (at, for) must lie within the load (for); got "3s"',
    ],
    ['spike, base: 4/s, peak: 6000/s, at: 1s, for: 3s', 'load[0].arrivals.peak  expected at most 5000/s; got "6000/s"'],
    ['diurnal, trough: 1/s, peak: 3/s, period: 0', 'load[0].arrivals.period  expected a duration above zero; got 0'],
    [
      'diurnal, trough: 1/s, peak: 3/s, at: 1s',
      'load[0].arrivals.at  unknown key at; accepted: process, trough, peak, period',
    ],
  ])('%s is refused', (arrivals, problem) => {
    expect(problemsOf(talk(`arrivals: { process: ${arrivals} }`))).toEqual([expect.stringContaining(problem)]);
  });
});

describe('who writes, and when it was written', () => {
  test('is in the plan and in the history', () => {
    const plan = parse(talk(`${steady}, withoutPhone: 0.5, agedBy: 2d`));
    expect(plan.loads).toMatchObject([{ withoutPhone: 0.5, agedByMs: 172_800_000 }]);
    expect(planHeader(plan, { seed: 1, version: '1', startedAt: '', command: '' }).load).toMatchObject([
      { withoutPhone: 0.5, agedByMs: 172_800_000 },
    ]);
  });

  test.each([
    ['withoutPhone: 2', 'load[0].withoutPhone  expected at most 1; got 2'],
    ['agedBy: 31d', 'load[0].agedBy  expected at most 30d; got "31d"'],
    [
      'withoutPhon: 1',
      'load[0].withoutPhon  unknown key withoutPhon; accepted: users, arrivals, for, after, says, withoutPhone, agedBy, campaign; did you mean withoutPhone?',
    ],
  ])('%s is refused', (more, problem) => {
    expect(problemsOf(talk(`${steady}, ${more}`))).toEqual([expect.stringContaining(problem)]);
  });
});

describe('a campaign', () => {
  const campaign = (more = '', after = 'after: 3s, ') =>
    scenario(`{ ${after}for: 20s, campaign: { recipients: 200, template: summer_offers${more} } }`);

  test('is planned beside the loads, with every default', () => {
    const plan = parse(campaign());
    expect(plan).toMatchObject({ loads: [], durationMs: 23_000 });
    expect(plan.campaigns).toEqual([
      {
        id: 'campaign#1',
        recipients: 200,
        template: 'summer_offers',
        language: 'en_US',
        category: 'marketing',
        trigger: triggerForm.parse({}),
        fromMs: 3_000,
        toMs: 23_000,
        againMs: [],
      },
    ]);
    expect(planHeader(plan, { seed: 1, version: '1', startedAt: '', command: '' })).toMatchObject({
      load: [],
      campaigns: [{ id: 'campaign#1', recipients: 200, template: 'summer_offers', fromMs: 3_000, toMs: 23_000 }],
    });
    expect([validate(parseYaml(campaign())), validate.errors]).toEqual([true, null]);
  });

  test('comes again so long after the first time, as the trigger says', () => {
    const plan = parse(
      campaign(", again: [12s], trigger: { path: /send, body: 'x' }, category: utility, language: pt_BR"),
    );
    expect(plan.campaigns).toMatchObject([
      { againMs: [15_000], language: 'pt_BR', category: 'utility', trigger: { path: '/send', body: 'x' } },
    ]);
  });

  test('may stand among loads, and counts by itself', () => {
    const plan = parse(
      `${scenario(`{ users: 5, for: 20s, says: greeting, ${steady} }
  - { for: 5s, campaign: { recipients: 1, template: a } }
  - { for: 30s, campaign: { recipients: 2, template: b } }`)}`,
    );
    expect([plan.loads.length, plan.campaigns.map(({ id }) => id), plan.durationMs]).toEqual([
      1,
      ['campaign#1', 'campaign#2'],
      30_000,
    ]);
  });

  test.each([
    [
      ', again: [20s]',
      'load[0].campaign.again  the trigger comes again only within the time that the campaign is given',
    ],
    [', trigger: { method: GET }', 'load[0].campaign.trigger.method  not one of the known values; got "GET"'],
    [
      ', trigger: { path: "http://x.example/" }',
      'load[0].campaign.trigger.path  expected a path on the subject, such as /campaign',
    ],
    [', languge: de', 'load[0].campaign.languge  unknown key languge; accepted: recipients, template, language'],
  ])('%s is refused', (more, problem) => {
    expect(problemsOf(campaign(more))).toEqual([expect.stringContaining(problem)]);
  });

  test('has no users of its own', () => {
    expect(problemsOf(campaign('', 'users: 3, '))).toEqual([
      expect.stringContaining('load[0].users  unknown key users'),
    ]);
  });
});

describe('what is expected', () => {
  test.each([
    [
      '{ replies: 2, thinking: 3s, varied: true, campaign: false }',
      { replies: 2, thinkingMs: 3_000, varied: true, campaign: false },
    ],
    ['{ thinking: 0 }', { thinkingMs: 0 }],
    ['{}', {}],
  ])('%s', (text, expected) => {
    expect(parse(scenario(`{ users: 5, for: 20s, says: greeting, ${steady} }`, `expects: ${text}`)).expects).toEqual(
      expected,
    );
  });

  test.each(['{ replies: -1 }', '{ thinking: 11m }', '{ varied: yes }', '{ campaign: 3 }', '{ reply: 1 }'])(
    '%s is refused',
    (text) => {
      const [problem] = problemsOf(scenario(`{ users: 5, for: 20s, says: greeting, ${steady} }`, `expects: ${text}`));
      expect(problem).toContain('expects');
    },
  );

  test('what the subject’s own file states wins in the history', () => {
    const plan = parse(
      scenario(`{ users: 5, for: 20s, says: greeting, ${steady} }`, 'expects: { replies: 1, varied: true }'),
    );
    const details = { seed: 1, version: '1', startedAt: '', command: '', expects: { replies: 2 } };
    expect(planHeader(plan, details).expects).toEqual({ replies: 2, varied: true });
  });
});
