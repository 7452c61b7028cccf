import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.js';
import { triggerForm } from '../../../harness/campaign/campaign.js';
import { prepareWorld } from '../../../harness/campaign/prepare-world.js';
import { hideNumbers } from '../../../harness/start-load.js';
import { createUsers } from '../../../loadgen/users/create-users.js';
import { numbers, type PhoneNumber } from '../../../mock-server/world/accounts.js';
import { userNameOf } from '../../../mock-server/world/user-names.js';
import { createWorld, defaultCredentials } from '../../../mock-server/world/world.js';

const aWorld = () => createWorld(defaultCredentials, createRandom(1));

describe('users without a phone number', () => {
  const writers = createUsers(60, createRandom(1));
  const hidden = (seed: number) => {
    const world = aWorld();
    const loads = [{ users: 20 }, { users: 20, withoutPhone: 0.25 }, { users: 20, withoutPhone: 1 }];
    hideNumbers(world, loads, writers, createRandom(seed));
    return writers.map(({ waId }) => userNameOf(world, waId));
  };

  test('are exactly that share of each load, with names that Meta allows, and the same ones again', () => {
    const names = hidden(5);
    const counts = [0, 20, 40].map((from) => names.slice(from, from + 20).filter((name) => name !== undefined).length);
    expect(counts).toEqual([0, 5, 20]);
    for (const name of names) if (name !== undefined) expect(name).toMatch(/^[a-z0-9._]{3,35}$/);
    expect(hidden(5)).toEqual(names);
    expect(hidden(6)).not.toEqual(names);
  });
});

describe('the world before a campaign', () => {
  const campaign = (recipients: number, template = 'summer_offers') => ({
    id: 'campaign#1',
    template,
    language: 'en_US',
    category: 'marketing' as const,
    recipients,
    fromMs: 0,
    toMs: 1_000,
    againMs: [],
    trigger: triggerForm.parse({}),
  });

  test('holds its template, approved, once', () => {
    const world = aWorld();
    prepareWorld(world, [campaign(10), campaign(10)]);
    expect(world.templateStore.named('summer_offers')).toMatchObject([
      { status: 'APPROVED', category: 'MARKETING', language: 'en_US' },
    ]);
  });

  test('keeps a template that is there', () => {
    const world = aWorld();
    const before = world.templateStore.named('hello_world');
    prepareWorld(world, [campaign(10, 'hello_world')]);
    expect(world.templateStore.named('hello_world')).toEqual(before);
  });

  test('lets the number reach all of them, and does not lower what it may', () => {
    const world = aWorld();
    const number = () => world.of(numbers).get(defaultCredentials.phoneNumberId) as PhoneNumber;
    const tier = () => number().messagingLimit;
    prepareWorld(world, [campaign(10_000)]);
    expect(tier()).toBe('TIER_UNLIMITED');
    world.of(numbers).put({ ...number(), messagingLimit: 'TIER_250' });
    prepareWorld(world, [campaign(250)]);
    expect(tier()).toBe('TIER_250');
    prepareWorld(world, [campaign(6_000), campaign(3_000)]);
    expect(tier()).toBe('TIER_10K');
    prepareWorld(world, [campaign(10)]);
    expect(tier()).toBe('TIER_10K');
  });
});
