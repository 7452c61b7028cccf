import { expect, test } from 'vitest';
import { createRandom } from '../../../../core/random.js';
import { activities, appendActivity } from '../../../../mock-server/world/activities.js';
import { createWorld, defaultCredentials } from '../../../../mock-server/world/world.js';

test('the log keeps the newest thousand', () => {
  const world = createWorld(defaultCredentials, createRandom(1));
  for (let count = 1; count <= 1_003; count++)
    appendActivity(world, undefined, { wabaId: '1', type: 'ACCOUNT_UPDATED', description: `change ${count}` });
  const kept = world
    .of(activities)
    .all()
    .map(({ description }) => description);
  expect(kept).toHaveLength(1_000);
  expect([kept[0], kept.at(-1)]).toEqual(['change 4', 'change 1003']);
});

test('a user is named as such, any other token as the API', () => {
  const world = createWorld(defaultCredentials, createRandom(1), () => 5);
  const token = { id: 't', appId: '1', scopes: [], issuedAt: 0, expiresAt: 0 } as const;
  const happening = { wabaId: '1', type: 'USER_ADDED', description: 'Somebody came.' } as const;
  appendActivity(world, { ...token, kind: 'user', userId: '7' }, happening);
  appendActivity(world, { ...token, kind: 'app' }, happening);
  expect(world.of(activities).all()).toMatchObject([
    { actorType: 'USER', actorId: '7', at: 5 },
    { actorType: 'API', at: 5 },
  ]);
});
