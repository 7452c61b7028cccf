import { expect, test } from 'vitest';
import { createIpAllowlist, isAddressOrNetwork } from '../../../../mock-server/policy/ip-allowlist.js';
import type { App } from '../../../../mock-server/world/accounts.js';

const app: App = { id: '1', name: 'A', businessId: '2', secret: 's' };
const isAllowed = createIpAllowlist();

test.each<[readonly string[] | undefined, string, boolean]>([
  [undefined, '203.0.113.7', true],
  [[], '203.0.113.7', true],
  [['203.0.113.7'], '203.0.113.7', true],
  [['203.0.113.7'], '203.0.113.8', false],
  [['203.0.113.0/24'], '203.0.113.8', true],
  [['203.0.113.0/24', '10.0.0.0/8'], '10.1.2.3', true],
  [['203.0.113.0/24'], '203.0.114.8', false],
  [['127.0.0.1'], '::ffff:127.0.0.1', true],
  [['2001:db8::/32'], '2001:db8::7', true],
  [['2001:db8::/32'], '127.0.0.1', false],
  [['127.0.0.1'], '', false],
])('with %j, %s is let in: %s', (allowedIps, address, expected) => {
  const limited = allowedIps === undefined ? app : { ...app, allowedIps };
  expect(isAllowed(limited, () => address)).toBe(expected);
  expect(isAllowed(limited, () => address)).toBe(expected);
});

test.each([
  ['127.0.0.1', true],
  ['10.0.0.0/8', true],
  ['::1', true],
  ['2001:db8::/128', true],
  ['10.0.0.0/33', false],
  ['10.0.0.0/', false],
  ['10.0.0.0/8/8', false],
  ['10.0.0', false],
  ['example.org', false],
  ['', false],
])('%s can be listed: %s', (text, expected) => {
  expect(isAddressOrNetwork(text)).toBe(expected);
});
