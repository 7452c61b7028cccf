import { beforeEach, describe, expect, test } from 'vitest';
import { waId } from '../../../../../core/ids.js';
import { createRandom } from '../../../../../core/random.js';
import type { Decision, GraphRequest } from '../../../../../mock-server/graph/operation.js';
import { createTemplate } from '../../../../../mock-server/graph/templates/create-template.js';
import { postTemplate } from '../../../../../mock-server/graph/templates/edit-template.js';
import { createWorld, defaultCredentials, type World } from '../../../../../mock-server/world/world.js';
import { makeRequest } from '../request.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let now: number;
let world: World;
beforeEach(() => {
  now = 0;
  world = createWorld(defaultCredentials, createRandom(1), () => now);
});

const WABA = '200000000000001';
const request = (
  parameters: GraphRequest['parameters'],
  ids: GraphRequest['ids'] = { 'waba-id': WABA },
): GraphRequest => makeRequest(parameters, { ids });
const components = [{ type: 'body', text: 'Thank you.' }];
const draft = { name: 'thanks', language: 'en_US', category: 'UTILITY', components };

/** What comes of a decision: its answer, or the subcode of its refusal. */
function outcome(decision: Decision): unknown {
  if ('refusal' in decision) return decision.refusal.subcode;
  return decision.effect.kind === 'reply' ? decision.effect.apply() : undefined;
}
const create = (parts: object = {}) => outcome(createTemplate.decide(request({ ...draft, ...parts }), world));
const edit = (id: string) => outcome(postTemplate.decide(request({ components }, { 'template-id': id }), world));

describe('edits of an approved template', () => {
  const id = '500000000000004';
  beforeEach(() => void create());

  test('are possible again after 24 hours', () => {
    expect(edit(id)).toEqual({ success: true });
    now += DAY_MS - 1;
    expect(edit(id)).toBe(2388094);
    now += 1;
    expect(edit(id)).toEqual({ success: true });
  });

  test('are ten in 30 days', () => {
    for (let count = 0; count < 10; count++) {
      expect(edit(id)).toEqual({ success: true });
      now += DAY_MS + HOUR_MS;
    }
    expect(edit(id)).toBe(2388094);
    now = 30 * DAY_MS;
    expect(edit(id)).toEqual({ success: true });
  });
});

describe('a deleted name', () => {
  test('comes back after 30 days', () => {
    world.templateStore.remove(world.templateStore.named('order_update'), true);
    now = 30 * DAY_MS - 1;
    expect(create({ name: 'order_update', language: 'de' })).toBe(2388023);
    now += 1;
    expect(create({ name: 'order_update', language: 'de' })).toMatchObject({ status: 'APPROVED' });
  });

  test('of one language blocks that language only', () => {
    world.templateStore.remove(world.templateStore.named('order_update').slice(1), false);
    expect(create({ name: 'order_update', language: 'es' })).toBe(2388023);
    expect(create({ name: 'order_update', language: 'de' })).toMatchObject({ status: 'APPROVED' });
  });
});

test('an account has 6,000 templates at most', () => {
  for (let count = 3; count < 6_000; count++)
    world.templateStore.create({
      name: `t_${count}`,
      language: 'en',
      category: 'UTILITY',
      parameterFormat: 'POSITIONAL',
      components: [],
    });
  now = HOUR_MS;
  expect(create()).toBe(2388019);
});

test('an account creates 100 templates an hour, each language counted', () => {
  for (let count = 0; count < 100; count++) expect(create({ name: `t_${count}` })).toHaveProperty('id');
  const refused = createTemplate.decide(request(draft), world);
  expect('refusal' in refused && [refused.refusal.code, refused.refusal.status, refused.refusal.isTransient]).toEqual([
    80008,
    400,
    true,
  ]);
  now += HOUR_MS - 1;
  expect('refusal' in createTemplate.decide(request(draft), world)).toBe(true);
  now += 1;
  expect(create()).toHaveProperty('id');
});

test('two creations that race make one template', () => {
  const decisions = [1, 2].map(() => createTemplate.decide(request(draft), world));
  expect(new Set(decisions.map((decision) => JSON.stringify(outcome(decision)))).size).toBe(1);
  expect(world.templateStore.all()).toHaveLength(4);
});

test('an edit of a template that is deleted meanwhile does nothing', () => {
  create();
  const decision = postTemplate.decide(request({ components }, { 'template-id': '500000000000004' }), world);
  world.templateStore.remove(world.templateStore.named('thanks'), true);
  expect(outcome(decision)).toEqual({ success: true });
  expect(world.templateStore.all()).toHaveLength(3);
});

test('sends see approved templates only, and a reset brings back those of the start', () => {
  create({ name: 'pending_thanks' });
  create();
  expect(world.templates.map(({ name }) => name)).toEqual(['hello_world', 'order_update', 'order_update', 'thanks']);
  expect([world.kindOf('500000000000005'), world.kindOf('500000000000006')]).toEqual(['template', undefined]);
  world.user(waId('15557770001'));
  world.reset();
  expect(world.templateStore.all().map(({ id }) => id)).toEqual([
    '500000000000001',
    '500000000000002',
    '500000000000003',
  ]);
});
