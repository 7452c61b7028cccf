import { expect, test } from 'vitest';
import { sleep } from '../../../core/clock.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';

/** A clock, and a log of what ran when. */
function logged() {
  const clock = createVirtualClock();
  const log: string[] = [];
  const note = (name: string) => () => void log.push(`${name} at ${clock.now()}`);
  return { clock, log, note };
}

test('actions run in the order of their instants, each at its own instant', async () => {
  const { clock, log, note } = logged();
  clock.schedule(300, note('c'));
  clock.schedule(100, note('a'));
  clock.schedule(200, note('b'));
  await clock.advance(250);
  expect(log).toEqual(['a at 100', 'b at 200']);
  expect(clock.now()).toBe(250);
  expect(clock.pending()).toBe(1);
  await clock.advance(50);
  expect(log).toEqual(['a at 100', 'b at 200', 'c at 300']);
  expect(clock.pending()).toBe(0);
});

test('actions of one instant run in the order in which they were scheduled', async () => {
  const { clock, log, note } = logged();
  for (const name of ['first', 'second', 'third']) clock.schedule(10, note(name));
  await clock.advance(10);
  expect(log).toEqual(['first at 10', 'second at 10', 'third at 10']);
});

test('what an action schedules runs in the same advance when it falls due within it', async () => {
  const { clock, log, note } = logged();
  clock.schedule(10, () => {
    note('outer')();
    clock.schedule(5, note('inner'));
    clock.schedule(0, note('at once'));
    clock.schedule(100, note('too late'));
  });
  clock.schedule(12, note('between'));
  await clock.advance(20);
  expect(log).toEqual(['outer at 10', 'at once at 10', 'between at 12', 'inner at 15']);
});

test('nothing runs synchronously, not even without a delay', async () => {
  const { clock, log, note } = logged();
  clock.schedule(0, note('zero'));
  clock.schedule(-50, note('past'));
  expect(log).toEqual([]);
  await clock.advance(0);
  expect(log).toEqual(['zero at 0', 'past at 0']);
});

test('a cancelled action never runs, also when another action of the instant cancels it', async () => {
  const { clock, log, note } = logged();
  const cancelEarly = clock.schedule(10, note('cancelled'));
  cancelEarly();
  clock.schedule(20, () => cancelPeer());
  const cancelPeer = clock.schedule(20, note('cancelled by its peer'));
  clock.schedule(30, note('kept'));
  await clock.advance(30);
  cancelEarly();
  expect(log).toEqual(['kept at 30']);
});

test('promise chains that an action starts settle before the next action', async () => {
  const { clock, log, note } = logged();
  clock.schedule(10, () => {
    void Promise.resolve()
      .then(() => undefined)
      .then(note('chain'));
  });
  clock.schedule(11, note('next'));
  await clock.advance(11);
  expect(log).toEqual(['chain at 10', 'next at 11']);
});

test('a loop of sleeps runs through in one advance', async () => {
  const { clock, log, note } = logged();
  void (async () => {
    for (const name of ['one', 'two', 'three']) {
      await sleep(clock, 1_000);
      note(name)();
    }
  })();
  await clock.advance(10_000);
  expect(log).toEqual(['one at 1000', 'two at 2000', 'three at 3000']);
});

test('wall time starts where it is told and moves with the clock', async () => {
  const clock = createVirtualClock(Date.UTC(2026, 0, 1));
  await clock.advance(1_500);
  expect(new Date(clock.wallTime()).toISOString()).toBe('2026-01-01T00:00:01.500Z');
});

test('waiting on a clock that nobody advances fails with that sentence', async () => {
  const { clock } = logged();
  clock.schedule(90_000, () => {});
  await expect(clock.waitFor(sleep(clock, 500))).rejects.toThrow(
    'waits on a clock that nobody advances: the next of 2 actions is due in 500 ms',
  );
});

test('waiting for what needs no time, or for time that somebody moves, does not', async () => {
  const { clock } = logged();
  clock.schedule(90_000, () => {});
  const chain = Promise.resolve().then(() => 'here');
  await expect(clock.waitFor(chain)).resolves.toBe('here');
  await expect(clock.waitFor(Promise.reject(new Error('its own failure')))).rejects.toThrow('its own failure');
  const slept = clock.waitFor(sleep(clock, 500));
  await clock.advance(500);
  await expect(slept).resolves.toBeUndefined();
});
