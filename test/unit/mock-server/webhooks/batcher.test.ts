import { expect, test } from 'vitest';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import { createBatcher } from '../../../../mock-server/webhooks/batcher.js';

const MB = 1_024 * 1_024;

function batching() {
  const clock = createVirtualClock();
  const left: [at: number, key: string, sizes: number[]][] = [];
  const batcher = createBatcher<string, { body: Buffer }>(clock, (key, items) => {
    left.push([clock.now(), key, items.map(({ body }) => body.length)]);
  });
  const add = (key: string, bytes: number, updates = 1_000) =>
    batcher.add(key, { body: Buffer.alloc(bytes) }, { updates, withinMs: 100 });
  return { clock, batcher, left, add };
}

test('a post never grows beyond 3 MB: what does not fit begins the next one', async () => {
  const { clock, left, add } = batching();
  for (const bytes of [2 * MB, MB, 1, MB]) add('a', bytes);
  await clock.advance(100);
  expect(left).toEqual([
    [0, 'a', [2 * MB, MB]],
    [100, 'a', [1, MB]],
  ]);
});

test('an update that is larger than a post may be goes alone', async () => {
  const { clock, left, add } = batching();
  for (const bytes of [1, 4 * MB, 1]) add('a', bytes);
  await clock.advance(100);
  expect(left.map(([, , sizes]) => sizes)).toEqual([[1], [4 * MB], [1]]);
});

test('each key has its own post and its own time', async () => {
  const { clock, left, add, batcher } = batching();
  add('a', 1);
  await clock.advance(60);
  add('b', 1);
  add('b', 1, 2);
  add('b', 1);
  expect(batcher.waiting()).toBe(2);
  await clock.advance(200);
  expect(left).toEqual([
    [60, 'b', [1, 1]],
    [100, 'a', [1]],
    [160, 'b', [1]],
  ]);
});

test('flushing sends everything now, and nothing comes later', async () => {
  const { clock, left, add, batcher } = batching();
  add('a', 1);
  add('b', 2);
  batcher.flush();
  expect([left.length, batcher.waiting(), clock.pending()]).toEqual([2, 0, 0]);
});
