import { describe, expect, test } from 'vitest';
import { operations } from '../../../../mock-server/graph/operations.js';
import { type BudgetedCall, createCallBudgets } from '../../../../mock-server/policy/call-budgets.js';
import { CLIENT_WABA_ID } from '../../../../mock-server/world/accounts.js';
import type { AccessToken } from '../../../../mock-server/world/tokens.js';
import { createRuledWorld, NUMBER, passing } from './ruled-world.js';

const WABA = '200000000000001';
const MINUTE = 60_000;

const token = (kind: AccessToken['kind'], appId = '300000000000001', userId = '600000000000001'): AccessToken => ({
  id: `token-${kind}`,
  kind,
  appId,
  scopes: [],
  issuedAt: 0,
  expiresAt: 0,
  ...(kind === 'app' ? {} : { userId }),
});
const SYSTEM = token('system-user');

function budgets() {
  const ruled = createRuledWorld();
  const charge = createCallBudgets(ruled.world);
  const call = (route: string, parts: Partial<BudgetedCall> = {}) =>
    charge({ route, caller: SYSTEM, objectId: WABA, ...parts });
  return { ...ruled, charge, call };
}

const limited: readonly [what: string, route: string, limit: number, code: number, parts: Partial<BudgetedCall>][] = [
  ['an account', 'GET /{waba-id}', 5_000, 80007, {}],
  ['an account without a number', 'GET /{waba-id}', 200, 80007, { objectId: CLIENT_WABA_ID }],
  ['its numbers', 'GET /{waba-id}/phone_numbers', 5_000, 80008, {}],
  ['its templates', 'POST /{waba-id}/message_templates', 5_000, 80008, {}],
  ['its apps', 'POST /{waba-id}/subscribed_apps', 5_000, 80007, {}],
  ['its users', 'DELETE /{waba-id}/assigned_users', 5_000, 80007, {}],
  ['a number', 'GET /{phone-number-id}', 5_000, 80007, { objectId: NUMBER }],
  ['lines of credit', 'GET /{extended-credit-id}', 5_000, 80008, { objectId: '1' }],
  ['the token of an app', 'GET /{app-id}/subscriptions', 200, 4, { caller: token('app') }],
  ['the token of a person', 'GET /{business-id}', 200, 17, { caller: token('user') }],
  ['looks at permissions', 'GET /{phone-number-id}/call_permissions', 5_000, 613, { objectId: NUMBER }],
];

describe.each(limited)('%s: %s', (_what, route, limit, code, parts) => {
  test(`takes ${limit} calls an hour, and refuses one more with ${code}`, async () => {
    const { call, clock } = budgets();
    expect(passing(limit, () => call(route, parts)?.refusal?.code)).toBe(limit);
    expect(call(route, parts)?.refusal?.code).toBe(code);
    await clock.advance(60 * MINUTE - 1);
    expect(call(route, parts)?.refusal?.code).toBe(code);
    await clock.advance(2 * MINUTE);
    expect(call(route, parts)?.refusal).toBeUndefined();
  });
});

test('edges of an account share its budget; apps and accounts do not', () => {
  const { call } = budgets();
  passing(4_999, () => call('GET /{waba-id}')?.refusal?.code);
  expect(call('GET /{waba-id}/message_templates')?.refusal).toBeUndefined();
  expect(call('GET /{phone-number-id}', { objectId: NUMBER })?.refusal?.code).toBe(80007);
  expect(call('GET /{waba-id}', { caller: token('system-user', '310000000000001') })?.calls).toBe(1);
  expect(call('GET /{waba-id}', { objectId: CLIENT_WABA_ID })?.calls).toBe(1);
});

test('who goes on calling waits longer', async () => {
  const { call, clock, rule } = budgets();
  rule({ accountCallsPerHour: 10 });
  passing(10, () => call('GET /{waba-id}')?.refusal?.code);
  for (let minute = 0; minute < 50; minute++) {
    await clock.advance(MINUTE);
    call('GET /{waba-id}');
  }
  await clock.advance(11 * MINUTE);
  expect(call('GET /{waba-id}')?.refusal?.code).toBe(80007);
});

test('says how much is used, and how long until there is room', async () => {
  const { call, clock, rule } = budgets();
  rule({ accountCallsPerHour: 4 });
  expect(call('GET /{waba-id}')).toMatchObject({ subject: WABA, calls: 1, limit: 4, regainMs: 0 });
  await clock.advance(10 * MINUTE);
  call('GET /{waba-id}');
  call('GET /{waba-id}');
  const last = call('GET /{waba-id}');
  expect(last).toMatchObject({ calls: 4, limit: 4 });
  expect(last?.refusal).toBeUndefined();
  expect(Math.round((last?.regainMs ?? 0) / MINUTE)).toBe(51);
});

test('messages are on no budget, whoever sends them', () => {
  const { call } = budgets();
  const sends = operations.map(({ route }) => route).filter((route) => /messages(_encrypted)?$/.test(route));
  expect(sends.length).toBeGreaterThan(2);
  for (const route of sends)
    for (const kind of ['app', 'user', 'system-user'] as const)
      expect(call(route, { objectId: NUMBER, caller: token(kind) })).toBeUndefined();
});

test('every management edge that Meta names is an operation here', () => {
  const { call } = budgets();
  const onAccount = operations.map(({ route }) => route).filter((route) => call(route)?.budget === 'account-calls');
  expect(onAccount.sort()).toEqual([
    'DELETE /{waba-id}/assigned_users',
    'DELETE /{waba-id}/message_templates',
    'DELETE /{waba-id}/subscribed_apps',
    'GET /{phone-number-id}',
    'GET /{waba-id}',
    'GET /{waba-id}/assigned_users',
    'GET /{waba-id}/message_templates',
    'GET /{waba-id}/phone_numbers',
    'GET /{waba-id}/subscribed_apps',
    'POST /{waba-id}/assigned_users',
    'POST /{waba-id}/message_templates',
    'POST /{waba-id}/phone_numbers',
    'POST /{waba-id}/subscribed_apps',
  ]);
});

test('is set, and switched off, for all', () => {
  const { call, rule } = budgets();
  rule({ appCallsPerHour: 3 });
  expect(passing(5, () => call('GET /{app-id}', { caller: token('app') })?.refusal?.code)).toBe(3);
  rule({ appCallsPerHour: 3 }, ['app-calls']);
  expect(call('GET /{app-id}', { caller: token('app') })).toBeUndefined();
});
