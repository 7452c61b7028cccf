/** `world:` of waproof.yml: what it makes, and what is said of each mistake in it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waId } from '../../../core/ids.js';
import { createRandom } from '../../../core/random.js';
import { UsageError } from '../../../core/usage-error.js';
import { readConfig } from '../../../harness/read-config.js';
import { apps, businesses, numbers, wabas } from '../../../mock-server/world/accounts.js';
import { catalogs, connectedCatalogs, products, productsOf } from '../../../mock-server/world/catalogs.js';
import { describeWorld } from '../../../mock-server/world/described.js';
import { figureOf, isRuleOn } from '../../../mock-server/world/rule-settings.js';
import { listenersOf } from '../../../mock-server/world/subscriptions.js';
import { tokens } from '../../../mock-server/world/tokens.js';
import { createWorld, mergeCredentials } from '../../../mock-server/world/world.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waproof-world-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string) {
  const file = join(folder, 'waproof.yml');
  writeFileSync(file, text);
  return readConfig(file);
}

function problemsOf(text: string): readonly string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  throw new Error('the file is valid');
}

function build(text: string) {
  const config = read(text);
  if (!config.world) throw new Error('no world was described');
  const world = createWorld(mergeCredentials(config.mock), createRandom(1));
  describeWorld(config.world)(world);
  return world;
}

const BAKERY = `
world:
  businesses: [{ id: 420000000000001, name: Bakery, verified: false }]
  apps:
    - id: '320000000000001'
      name: Bread Bot
      business: 420000000000001
      secret: crumbs
      webhook: { url: 'http://127.0.0.1:9/bread', fields: [messages] }
  wabas:
    - { id: 220000000000001, name: Bakery, business: 420000000000001, apps: [320000000000001], catalog: 720000000000001 }
  numbers:
    - { id: 120000000000001, waba: 220000000000001, phone: +1 555 010 0077, name: Bakery, quality: YELLOW, pin: '123456' }
  tokens: [{ token: EAAbakery, app: 320000000000001 }]
  templates:
    - { waba: 220000000000001, name: bread_ready, category: UTILITY, body: 'Hello {{1}}, your bread is ready.' }
    - { name: old_offer, category: MARKETING, language: es, status: PAUSED, components: [{ type: BODY, text: Hola }] }
  users: [{ phone: 15550100002, name: Ana }]
  catalogs:
    - { id: 720000000000001, business: 420000000000001, name: Bread, products: [{ sku: RYE, name: Rye, price: 3.5 }] }
  limits:
    figures: { throughputPerSecond: 5, serviceWindowMs: 1h }
    off: [pair-rate]
    numbers: [{ number: 120000000000001, figures: { throughputPerSecond: 2 } }]
`;

test('everything that is described is there, and again after a reset', () => {
  const world = build(BAKERY);
  for (const again of ['at first', 'after a reset']) {
    expect(world.of(businesses).get('420000000000001')).toEqual({
      id: '420000000000001',
      name: 'Bakery',
      verificationStatus: 'not_verified',
    });
    expect(world.of(apps).get('320000000000001')).toMatchObject({ secret: 'crumbs', businessId: '420000000000001' });
    expect(world.of(wabas).get('220000000000001')).toMatchObject({ businessId: '420000000000001', currency: 'USD' });
    expect(world.of(numbers).get('120000000000001')).toMatchObject({
      wabaId: '220000000000001',
      displayPhoneNumber: '+1 555 010 0077',
      qualityRating: 'YELLOW',
      pin: '123456',
      isPinEnabled: true,
    });
    expect(world.of(tokens).get('EAAbakery')).toMatchObject({ appId: '320000000000001', expiresAt: 0 });
    expect(world.templateStore.lookup('220000000000001', 'bread_ready', 'en_US')).toMatchObject({
      status: 'APPROVED',
      body: 'Hello {{1}}, your bread is ready.',
    });
    expect(world.templateStore.lookup('200000000000001', 'old_offer', 'es')).toMatchObject({ status: 'PAUSED' });
    expect(world.knownUser(waId('15550100002'))?.name).toBe('Ana');
    expect(world.of(catalogs).get('720000000000001')?.name).toBe('Bread');
    expect(productsOf(world.of(products), '720000000000001')).toEqual([
      expect.objectContaining({ retailerId: 'RYE', price: 350 }),
    ]);
    expect(world.of(connectedCatalogs).get('220000000000001')?.catalogId).toBe('720000000000001');
    expect(listenersOf(world, 'messages', { wabaId: '220000000000001' })).toEqual([
      { appId: '320000000000001', callback: 'http://127.0.0.1:9/bread', version: 'v26.0' },
    ]);
    expect(listenersOf(world, 'calls', { wabaId: '220000000000001' })).toEqual([]);
    expect([
      figureOf(world, '100000000000001', 'throughputPerSecond'),
      figureOf(world, '120000000000001', 'throughputPerSecond'),
      figureOf(world, '120000000000001', 'serviceWindowMs'),
      isRuleOn(world, '120000000000001', 'pair-rate'),
    ]).toEqual([5, 2, 3_600_000, false]);
    if (again === 'at first') {
      world.of(numbers).remove('120000000000001');
      world.reset();
    }
  }
});

test('what a fresh mock holds is still there', () => {
  const world = build(BAKERY);
  expect(world.of(numbers).get('100000000000001')?.status).toBe('CONNECTED');
  expect(world.of(tokens).get('EAAwaproof')).toBeDefined();
});

describe('each mistake is named with its place', () => {
  test.each<[what: string, yaml: string, ...problems: string[]]>([
    [
      'an unknown key, with the nearest that there is',
      'world: { numbrs: [] }',
      '1:10  world.numbrs: unknown key; accepted: businesses, apps, wabas, numbers, tokens, templates, users, catalogs, limits; did you mean numbers?',
    ],
    [
      'an unknown key in a list',
      'world:\n  businesses:\n    - { id: 4, name: x, verifed: true }',
      '3:25  world.businesses[0].verifed: unknown key; accepted: id, name, verified; did you mean verified?',
    ],
    [
      'something missing',
      'world:\n  apps: [{ id: 3, name: x, business: 400000000000001 }]',
      '2:10  world.apps[0].secret: missing: expected a text',
    ],
    [
      'an id that is none',
      'world: { businesses: [{ id: abc, name: x }] }',
      '1:29  world.businesses[0].id: expected an id of 1 to 20 digits; got "abc"',
    ],
    [
      'a value with the nearest known',
      "world: { numbers: [{ id: 1, waba: 200000000000001, phone: '+15550100077', name: x, quality: GREN }] }",
      '1:93  world.numbers[0].quality: not one of the known values; got "GREN"; accepted: GREEN, YELLOW, RED, UNKNOWN; did you mean GREEN?',
    ],
    [
      'a reference to nothing',
      'world: { tokens: [{ token: EAAx, app: 300000000000009 }] }',
      '1:39  world.tokens[0].app: there is no app with this id; got "300000000000009"; accepted: 300000000000001, 310000000000001; did you mean 300000000000001?',
    ],
    [
      'the same thing twice',
      'world: { users: [{ phone: 15550100002, name: a }, { phone: 15550100002, name: b }] }',
      '1:60  world.users[1].phone: is there twice; got "15550100002"',
    ],
    [
      "the mock's own token",
      'world: { tokens: [{ token: EAAwaproof, app: 300000000000001 }] }',
      `1:28  world.tokens[0].token: is the mock's own token; got "EAAwaproof"`,
    ],
    [
      'a template that Meta refuses',
      'world: { templates: [{ name: Big_Name, category: UTILITY, body: hi }] }',
      '1:22  world.templates[0]: Template name can only have lowercase letters, numbers and underscores.',
    ],
    [
      'a figure of the wrong kind',
      'world: { limits: { figures: { throughputPerSecond: fast } } }',
      '1:52  world.limits.figures.throughputPerSecond: expected a number; got "fast"',
    ],
  ])('%s', (_, yaml, ...problems) => {
    expect(problemsOf(yaml)).toEqual(problems);
  });

  test('a figure and a rule that there are not', () => {
    expect(problemsOf('world: { limits: { figures: { throughputPerSeconds: 1 } } }')[0]).toMatch(
      /^1:31 {2}world\.limits\.figures\.throughputPerSeconds: unknown key; .*did you mean throughputPerSecond\?$/,
    );
    expect(problemsOf('world: { limits: { off: [pair-rat] } }')[0]).toMatch(
      /^1:26 {2}world\.limits\.off\[0\]: there is no rule pair-rat; accepted: .*did you mean pair-rate\?$/,
    );
  });

  test('all at once', () => {
    expect(problemsOf('world: { numbrs: [], apps: [{ id: x }], extra: 1 }').length).toBeGreaterThan(3);
  });
});
