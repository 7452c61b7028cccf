/** Who is told of what, worked out from the world: kept as long as nothing changes, and not longer. */
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../core/random.js';
import { createRoutes } from '../../../../mock-server/webhooks/routes.js';
import { apps, numbers } from '../../../../mock-server/world/accounts.js';
import {
  appWebhooks,
  numberCallbacks,
  ownKey,
  subscribedApps,
  subscribeForGood,
} from '../../../../mock-server/world/subscriptions.js';
import { createWorld, defaultCredentials } from '../../../../mock-server/world/world.js';

const { appId: APP, wabaId: WABA, phoneNumberId: NUMBER } = defaultCredentials;

/** Routes over a fresh world whose own app is told everything; targets only count how often they are asked. */
function routing() {
  const world = createWorld(defaultCredentials, createRandom(1));
  subscribeForGood(world, 'http://app.example/webhook?tenant=7', 'v26.0');
  const asked: string[] = [];
  const targets = {
    revision: 0,
    hasRoom: true,
    queueTo(url: URL) {
      asked.push(url.origin);
      return targets.hasRoom
        ? { push: () => 0, pending: () => 0, waitingLongerThan: () => 0, close: () => undefined }
        : undefined;
    },
  };
  const routes = createRoutes(world, targets);
  const paths = (field: Parameters<typeof routes.ofNumber>[1] = 'messages') =>
    routes.ofNumber(NUMBER, field).map(({ app, path }) => [app, path]);
  return { world, routes, targets, asked, paths };
}

describe('the callback', () => {
  test('is the app’s, the account’s, the number’s: the closest one that there is', () => {
    const { world, paths } = routing();
    expect(paths()).toEqual([[undefined, '/webhook?tenant=7']]);
    world.of(subscribedApps).update(ownKey(WABA, APP), { overrideCallbackUri: 'http://app.example/account' });
    expect(paths()).toEqual([[undefined, '/account']]);
    world.of(numberCallbacks).put({ id: ownKey(NUMBER, APP), callbackUri: 'http://app.example/number' });
    expect(paths()).toEqual([[undefined, '/number']]);
  });

  test.each([
    ['messages', '/number'],
    ['calls', '/number'],
    ['history', '/number'],
    ['message_template_status_update', '/webhook?tenant=7'],
    ['account_update', '/webhook?tenant=7'],
    ['phone_number_quality_update', '/webhook?tenant=7'],
  ] as const)('of %s with overrides is %s', (field, path) => {
    const { world, paths } = routing();
    world.of(numberCallbacks).put({ id: ownKey(NUMBER, APP), callbackUri: 'http://app.example/number' });
    expect(paths(field)).toEqual([[undefined, path]]);
  });

  test('of an account’s event is that of the account', () => {
    const { world, routes } = routing();
    world.of(numberCallbacks).put({ id: ownKey(NUMBER, APP), callbackUri: 'http://app.example/number' });
    world.of(subscribedApps).update(ownKey(WABA, APP), { overrideCallbackUri: 'http://app.example/account' });
    const pathsOf = (field: 'account_settings_update' | 'account_update') =>
      routes.ofAccount(WABA, field).map(({ path }) => path);
    expect([pathsOf('account_settings_update'), pathsOf('account_update')]).toEqual([
      ['/account'],
      ['/webhook?tenant=7'],
    ]);
  });
});

describe('nobody is told', () => {
  test('of a number on another account', () => {
    const { world, routes } = routing();
    const own = world.of(numbers).get(NUMBER);
    if (!own) throw new Error('the number is there');
    world.of(numbers).put({ ...own, id: '100000000000099', wabaId: '200000000000099' });
    expect(routes.ofNumber('100000000000099', 'messages')).toEqual([]);
    expect(routes.ofNumber('999999999999999', 'messages')).toEqual([]);
  });

  test('when the app is gone, its secret with it', () => {
    const { world, paths } = routing();
    world.of(apps).remove(APP);
    expect(paths()).toEqual([]);
  });
});

describe('routes are kept', () => {
  test('until something changes that they depend on', () => {
    const { world, routes, asked } = routing();
    const first = routes.ofNumber(NUMBER, 'messages');
    for (let n = 0; n < 100; n++) expect(routes.ofNumber(NUMBER, 'messages')).toBe(first);
    expect(asked).toHaveLength(1);
    world.of(apps).update(APP, { secret: 'rotated' });
    expect(routes.ofNumber(NUMBER, 'messages')).not.toBe(first);
    world.of(appWebhooks).update(APP, { fields: [{ name: 'calls', version: 'v26.0' }] });
    expect(routes.ofNumber(NUMBER, 'messages')).toEqual([]);
    world.reset();
    expect(routes.ofNumber(NUMBER, 'messages')).toHaveLength(1);
  });

  test('until a target was replaced', () => {
    const { routes, targets, asked } = routing();
    routes.ofNumber(NUMBER, 'messages');
    targets.revision++;
    routes.ofNumber(NUMBER, 'messages');
    expect(asked).toHaveLength(2);
  });

  test('not when a target found no room: the next event tries again', () => {
    const { targets, paths } = routing();
    targets.hasRoom = false;
    expect(paths()).toEqual([]);
    targets.hasRoom = true;
    expect(paths()).toEqual([[undefined, '/webhook?tenant=7']]);
  });
});
