import { expect, test } from 'vitest';
import { createTickScheduler } from '../../../core/tick-scheduler.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';

function logged() {
  const clock = createVirtualClock();
  const log: string[] = [];
  const scheduler = createTickScheduler<string>(clock, (item) => void log.push(`${item} at ${clock.now()}`));
  return { clock, log, scheduler };
}

test('an item is never early and at most one tick late', async () => {
  const { clock, log, scheduler } = logged();
  for (const delay of [0, 1, 9.5, 10, 10.1, 25]) scheduler.schedule(delay, `${delay}`);
  await clock.advance(100);
  expect(log).toEqual(['0 at 0', '1 at 10', '9.5 at 10', '10 at 10', '10.1 at 20', '25 at 30']);
});

test('items of one tick share a timer and run in the order in which they were scheduled', async () => {
  const { clock, log, scheduler } = logged();
  for (const [delay, name] of [
    [17, 'a'],
    [12, 'b'],
    [19, 'c'],
  ] as const)
    scheduler.schedule(delay, name);
  expect(clock.pending()).toBe(1);
  expect(scheduler.pending()).toBe(3);
  await clock.advance(20);
  expect(log).toEqual(['a at 20', 'b at 20', 'c at 20']);
  expect(scheduler.pending()).toBe(0);
});

test('an item may schedule another, also for the tick that is running', async () => {
  const clock = createVirtualClock();
  const log: string[] = [];
  const scheduler = createTickScheduler<number>(clock, (left) => {
    log.push(`${left} at ${clock.now()}`);
    if (left > 0) scheduler.schedule(left === 2 ? 0 : 15, left - 1);
  });
  scheduler.schedule(10, 2);
  await clock.advance(100);
  expect(log).toEqual(['2 at 10', '1 at 10', '0 at 30']);
  expect(scheduler.pending()).toBe(0);
});
