import { expect, test } from 'vitest';
import { createMessageLog, MESSAGES_LOGGED } from '../../../../mock-server/world/message-log.js';

const message = { message: 'wamid.x', phoneNumberId: '1', to: '2', type: 'text', sentAt: 5 };

test('an entry collects its statuses in order', () => {
  const log = createMessageLog();
  const id = log.add(message);
  log.reach(id, 'sent', 10);
  expect(log.reach(id, 'delivered', 20)).toBe(log.get(id));
  expect(log.get(id)).toEqual({
    ...message,
    id,
    statuses: [
      { status: 'sent', at: 10 },
      { status: 'delivered', at: 20 },
    ],
  });
});

test('the oldest entry makes room, and statuses of a forgotten one change nothing', () => {
  const log = createMessageLog();
  const ids = Array.from({ length: MESSAGES_LOGGED + 2 }, () => log.add(message));
  const [first = '', second = '', third = ''] = ids;
  expect([log.size, log.get(first), log.get(second), log.get(third)?.id]).toEqual([
    MESSAGES_LOGGED,
    undefined,
    undefined,
    third,
  ]);
  expect(log.reach(first, 'sent', 10)).toBeUndefined();
  expect(log.all().map(({ id }) => id)).toEqual(ids.slice(2));
});

test.each(['', 'x', '7', '800000000000001', '1e99', '-1'])('there is no entry %j in an empty log', (id) => {
  expect(createMessageLog().get(id)).toBeUndefined();
});

test('a reset forgets everything and counts anew', () => {
  const log = createMessageLog();
  const id = log.add(message);
  log.reset();
  expect([log.size, log.all(), log.get(id)]).toEqual([0, [], undefined]);
  expect(log.add(message)).toBe(id);
});
