import { expect, test } from 'vitest';
import { createSystemClock, sleep } from '../../../core/clock.js';
import { watchLoopDelay } from '../../../core/loop-delay.js';

test('a loop that was blocked tells by how long, once; an idle one tells next to nothing', async () => {
  const clock = createSystemClock();
  const loop = watchLoopDelay();
  expect(loop.takeP99Ms()).toBe(0);
  await sleep(clock, 30);
  const blockedUntil = clock.now() + 120;
  while (clock.now() < blockedUntil);
  await sleep(clock, 30);
  const blocked = loop.takeP99Ms();
  expect(blocked).toBeGreaterThan(80);
  expect(loop.takeP99Ms()).toBeLessThan(blocked);
  loop.stop();
});
