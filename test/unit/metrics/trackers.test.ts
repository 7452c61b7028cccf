/** What is remembered for the metrics stays within its limit, however long the run. */
import { expect, test } from 'vitest';
import { createBoundedMap } from '../../../core/bounded-map.js';
import { waId, wamid } from '../../../core/ids.js';
import { createReplyTracker } from '../../../metrics/reply-tracker.js';
import { createRetryTracker } from '../../../metrics/retry-tracker.js';
import { alice, call, refused, wrote } from './observed.js';

test('a full map forgets its oldest entry and says which', () => {
  const forgotten: string[] = [];
  const map = createBoundedMap<string, number>(2, (key) => forgotten.push(key));
  map.set('a', 1);
  map.set('b', 2);
  map.set('a', 3);
  map.set('c', 4);
  expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([3, undefined, 4, 2]);
  expect(forgotten).toEqual(['b']);
});

test('a send that is still retried is remembered longer than one that is not', () => {
  const tracker = createRetryTracker(2);
  const attempt = (digest: string, receivedAt: number) =>
    tracker.attempt(refused(131_000, { digest, receivedAt, at: receivedAt + 1 }));
  expect([attempt('a', 0), attempt('b', 10), attempt('a', 20), attempt('c', 30)]).toEqual([
    undefined,
    undefined,
    '131000',
    undefined,
  ]);
  expect([attempt('a', 40), attempt('b', 50)]).toEqual(['131000', undefined]);
});

test('messages forgotten beyond the limit are not measured, the others are', () => {
  const tracker = createReplyTracker(2);
  const message = (n: number) => wamid(`wamid.${n}`);
  for (const n of [1, 2, 3]) tracker.wrote(wrote({ message: message(n), user: waId(`1555010000${n}`), due: n * 100 }));
  expect(tracker.answered(call({ answers: message(1), at: 1_000 }))).toBeUndefined();
  expect(tracker.answered(call({ to: waId('15550100001'), at: 1_000 }))).toBeUndefined();
  expect(tracker.answered(call({ answers: message(3), at: 1_000 }))).toBe(700);
});

test('a reply by name leaves the other messages of the user waiting, in their order', () => {
  const tracker = createReplyTracker();
  for (const n of [1, 2, 3]) tracker.wrote(wrote({ message: wamid(`wamid.${n}`), user: alice, due: n * 100 }));
  expect(tracker.answered(call({ answers: wamid('wamid.1'), at: 1_000 }))).toBe(900);
  expect(tracker.answered(call({ to: alice, at: 1_000 }))).toBe(800);
  expect(tracker.answered(call({ to: alice, at: 1_000 }))).toBe(700);
  expect(tracker.answered(call({ to: alice, at: 1_000 }))).toBeUndefined();
});
