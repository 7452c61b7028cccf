/** What waits comes out at its instant and in its order, however much there is, and costs one timer. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import { createRetryLine, type Due } from '../../../../mock-server/webhooks/retry-line.js';

interface Named extends Due {
  readonly name: number;
}

function lining() {
  const clock = createVirtualClock();
  const woken: { at: number; name: number }[] = [];
  const line = createRetryLine<Named>(clock, (items) => {
    for (const { name } of items) woken.push({ at: clock.now(), name });
  });
  return { clock, line, woken, add: (name: number, waitMs: number) => line.add({ name, dueAt: 0, order: 0 }, waitMs) };
}

test('each is woken at its instant, those of one instant in the order in which they came', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), async (waits) => {
      const { clock, line, woken, add } = lining();
      for (const [name, waitMs] of waits.entries()) add(name, waitMs);
      expect(clock.pending()).toBe(waits.length > 0 ? 1 : 0);
      await clock.advance(100);
      const expected = waits.map((at, name) => ({ at, name })).sort((a, b) => a.at - b.at || a.name - b.name);
      expect(woken).toEqual(expected);
      expect([line.size, clock.pending()]).toEqual([0, 0]);
    }),
    { numRuns: 50 },
  );
});

test('what is taken out is never woken, and the others keep their order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), async (waits) => {
      const { clock, line, woken, add } = lining();
      for (const [name, waitMs] of waits.entries()) add(name, waitMs);
      const removed = line.remove(({ name }) => name % 3 === 0);
      const inOrder = waits.map((at, name) => ({ at, name })).sort((a, b) => a.at - b.at || a.name - b.name);
      expect(removed.map(({ name }) => name)).toEqual(inOrder.flatMap(({ name }) => (name % 3 === 0 ? [name] : [])));
      await clock.advance(100);
      expect(woken).toEqual(inOrder.filter(({ name }) => name % 3 !== 0));
    }),
    { numRuns: 50 },
  );
});

test('a newcomer that is due before all others moves the timer', async () => {
  const { clock, woken, add } = lining();
  add(1, 1_000);
  await clock.advance(100);
  add(2, 5);
  await clock.advance(2_000);
  expect(woken).toEqual([
    { at: 105, name: 2 },
    { at: 1_000, name: 1 },
  ]);
});
