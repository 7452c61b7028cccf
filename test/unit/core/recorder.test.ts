import { expect, test } from 'vitest';
import type { Observation, ObservationBody } from '../../../core/observations.js';
import { createRecorder } from '../../../core/recorder.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';

const limit = (detail: string): ObservationBody => ({ kind: 'limit.reached', limit: 'test', value: 1, detail });
const details = (observations: readonly Observation[]) =>
  observations.map((observation) => (observation.kind === 'limit.reached' ? observation.detail : ''));

test('observations are stamped with ids from 1 and with the time since recording began', async () => {
  const clock = createVirtualClock();
  await clock.advance(5_000);
  const recorder = createRecorder(clock);
  expect(recorder.record(limit('a'))).toBe(1);
  await clock.advance(12.345678);
  expect(recorder.record(limit('b'))).toBe(2);
  expect(recorder.recent()).toEqual([
    { id: 1, at: 0, ...limit('a') },
    { id: 2, at: 12.346, ...limit('b') },
  ]);
  expect(recorder.now()).toBe(12.346);
});

test('the newest stay, oldest first, at whatever count', () => {
  const recorder = createRecorder(createVirtualClock(), 3);
  expect(recorder.recent()).toEqual([]);
  const kept: string[] = [];
  for (const detail of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
    recorder.record(limit(detail));
    kept.push(details(recorder.recent()).join(''));
  }
  expect(kept).toEqual(['a', 'ab', 'abc', 'bcd', 'cde', 'def', 'efg']);
});

test('what was given out does not change when more is recorded', () => {
  const recorder = createRecorder(createVirtualClock(), 2);
  recorder.record(limit('a'));
  const before = recorder.recent();
  recorder.record(limit('b'));
  recorder.record(limit('c'));
  expect(details(before)).toEqual(['a']);
});

test('readers see everything from their subscription on, in the order in which they subscribed', () => {
  const recorder = createRecorder(createVirtualClock());
  const log: string[] = [];
  recorder.record(limit('before'));
  recorder.subscribe((observation) => void log.push(`first ${observation.id}`));
  recorder.subscribe((observation) => void log.push(`second ${observation.id}`));
  recorder.record(limit('a'));
  recorder.record(limit('b'));
  expect(log).toEqual(['first 2', 'second 2', 'first 3', 'second 3']);
});

test('a reader that unsubscribed sees no more, and the others are not disturbed', () => {
  const recorder = createRecorder(createVirtualClock());
  const log: string[] = [];
  const stop = recorder.subscribe((observation) => {
    log.push(`first ${observation.id}`);
    stop();
  });
  recorder.subscribe((observation) => void log.push(`second ${observation.id}`));
  recorder.record(limit('a'));
  recorder.record(limit('b'));
  stop();
  expect(log).toEqual(['first 1', 'second 1', 'second 2']);
});

test('what a reader records in turn has a later id and comes after', () => {
  const recorder = createRecorder(createVirtualClock());
  recorder.subscribe((observation) => {
    if (observation.id === 1) recorder.record(limit('reaction'));
  });
  recorder.record(limit('cause'));
  expect(details(recorder.recent())).toEqual(['cause', 'reaction']);
});
