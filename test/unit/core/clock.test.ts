import { describe, expect, test } from 'vitest';
import { createSystemClock, repeat, sleep } from '../../../core/clock.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';

describe('sleep', () => {
  test('ends when its time has passed, not before', async () => {
    const clock = createVirtualClock();
    let isOver = false;
    void sleep(clock, 100).then(() => {
      isOver = true;
    });
    await clock.advance(99);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(isOver).toBe(true);
  });

  test('ends early and without an error when it is aborted, and leaves no timer behind', async () => {
    const clock = createVirtualClock();
    const controller = new AbortController();
    const slept = sleep(clock, 60_000, controller.signal);
    controller.abort('enough');
    await expect(slept).resolves.toBeUndefined();
    expect(clock.pending()).toBe(0);
  });

  test('does not begin when it is aborted already', async () => {
    const clock = createVirtualClock();
    await expect(sleep(clock, 60_000, AbortSignal.abort())).resolves.toBeUndefined();
    expect(clock.pending()).toBe(0);
  });
});

describe('repeat', () => {
  test('runs at every interval until it is cancelled', async () => {
    const clock = createVirtualClock();
    const ran: number[] = [];
    const cancel = repeat(clock, 100, () => void ran.push(clock.now()));
    await clock.advance(350);
    cancel();
    await clock.advance(1_000);
    expect(ran).toEqual([100, 200, 300]);
    expect(clock.pending()).toBe(0);
  });

  test('can be cancelled by its own action', async () => {
    const clock = createVirtualClock();
    let count = 0;
    const cancel = repeat(clock, 100, () => {
      if (++count === 2) cancel();
    });
    await clock.advance(1_000);
    expect(count).toBe(2);
    expect(clock.pending()).toBe(0);
  });

  test('goes on when an action fails', async () => {
    const clock = createVirtualClock();
    let count = 0;
    repeat(clock, 100, () => {
      count++;
      throw new Error('one bad round');
    });
    for (let round = 0; round < 3; round++) await clock.advance(100).catch(() => undefined);
    expect(count).toBe(3);
  });
});

describe('the system clock', () => {
  test('starts near zero, never goes back, and agrees with the wall', () => {
    const clock = createSystemClock();
    const readings = Array.from({ length: 1_000 }, () => clock.now());
    expect(readings[0]).toBeLessThan(50);
    expect(readings).toEqual(readings.toSorted((a, b) => a - b));
    expect(Math.abs(clock.wallTime() - Date.now())).toBeLessThan(50);
  });

  test('runs an action later even without a delay, and not at all once cancelled', async () => {
    const clock = createSystemClock();
    const log: string[] = [];
    const cancel = clock.schedule(0, () => void log.push('cancelled'));
    const done = new Promise<void>((resolve) => {
      clock.schedule(-5, () => {
        log.push('ran');
        resolve();
      });
    });
    cancel();
    log.push('scheduled');
    await done;
    expect(log).toEqual(['scheduled', 'ran']);
  });

  test('does not take a delay of months for none', async () => {
    const clock = createSystemClock();
    let hasRun = false;
    const cancel = clock.schedule(90 * 24 * 3_600_000, () => {
      hasRun = true;
    });
    await sleep(clock, 5);
    cancel();
    expect(hasRun).toBe(false);
  });
});
