import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDueQueue, type Due } from '../../../core/due-queue.js';

test('gives the earliest first, and of one instant what was added first', () => {
  const queue = createDueQueue();
  const ran: string[] = [];
  for (const [at, name] of [
    [5, 'c'],
    [1, 'a'],
    [5, 'd'],
    [1, 'b'],
  ] as const)
    queue.add(at, () => void ran.push(name));
  expect([queue.size(), queue.peek()?.at, queue.nextOrder()]).toEqual([4, 1, 4]);
  for (let take = queue.take(); take; take = queue.take()) take();
  expect([ran, queue.size(), queue.peek()]).toEqual([['a', 'b', 'c', 'd'], 0, undefined]);
});

test('what was taken, cancelled or cleared cannot be cancelled', () => {
  const queue = createDueQueue();
  const [taken, cancelled, cleared] = [1, 2, 3].map((at) => queue.add(at, () => {})) as [Due, Due, Due];
  queue.take();
  expect([queue.cancel(taken), queue.cancel(cancelled), queue.cancel(cancelled)]).toEqual([false, true, false]);
  queue.clear();
  expect([queue.cancel(cleared), queue.size(), queue.peek(), queue.take()]).toEqual([false, 0, undefined, undefined]);
});

test('does as a sorted list does, whatever is added, taken and cancelled', () => {
  const act = fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('add' as const), at: fc.nat(50) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('take' as const), at: fc.constant(0) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('cancel' as const), at: fc.nat(400) }) },
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 400, size: 'max' }), (acts) => {
      const queue = createDueQueue();
      const added: Due[] = [];
      let model: Due[] = [];
      for (const { do: what, at } of acts) {
        const which = added[at];
        if (what === 'add') {
          const due = queue.add(at, () => {});
          added.push(due);
          model = [...model, due].sort((a, b) => a.at - b.at || a.order - b.order);
        } else if (what === 'take') expect(queue.take() !== undefined).toBe(model.shift() !== undefined);
        else if (which) {
          expect(queue.cancel(which)).toBe(model.includes(which));
          model = model.filter((due) => due !== which);
        }
        expect([queue.peek(), queue.size()]).toEqual([model[0], model.length]);
      }
    }),
    { numRuns: 100 },
  );
});
