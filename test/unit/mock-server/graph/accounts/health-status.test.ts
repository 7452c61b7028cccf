import { expect, test } from 'vitest';
import { type CanSend, healthOf } from '../../../../../mock-server/graph/accounts/health-status.js';

const entities = (...states: CanSend[]) =>
  states.map((can_send_message, index) => ({ entity_type: 'WABA' as const, id: String(index), can_send_message }));

test.each<[CanSend[], CanSend]>([
  [[], 'AVAILABLE'],
  [['AVAILABLE', 'AVAILABLE'], 'AVAILABLE'],
  [['AVAILABLE', 'LIMITED'], 'LIMITED'],
  [['LIMITED', 'BLOCKED', 'AVAILABLE'], 'BLOCKED'],
])('parts that are %j make a whole that is %s', (states, whole) => {
  expect(healthOf(entities(...states))).toEqual({ can_send_message: whole, entities: entities(...states) });
});
