import { expect, test } from 'vitest';
import type { Job } from '../../../../mock-server/webhooks/delivery.js';
import { createDeliveryLog } from '../../../../mock-server/webhooks/delivery-log.js';

const job = (number: number, bytes = 1): Job => ({
  delivery: { carries: 'event', signature: 'valid', body: Buffer.alloc(bytes), signatureHeaders: {} },
  number,
  target: 'http://a',
  queuedAt: 0,
  attempts: 0,
  state: 'ready',
  isDropped: false,
  status: undefined,
  problem: undefined,
  dueAt: 0,
  order: 0,
});

test('the newest are kept, as many as fit', () => {
  const log = createDeliveryLog(3, 1_000);
  for (let number = 1; number <= 5; number++) log.add(job(number));
  expect([...log.jobs()].map(({ number }) => number)).toEqual([3, 4, 5]);
  expect([log.find(2), log.find(4)?.number]).toEqual([undefined, 4]);
});

test('large bodies push out more of the old ones, and never the newest', () => {
  const log = createDeliveryLog(10, 100);
  for (const [number, bytes] of [
    [1, 40],
    [2, 40],
    [3, 50],
  ] as const)
    log.add(job(number, bytes));
  expect([...log.jobs()].map(({ number }) => number)).toEqual([2, 3]);
  log.add(job(4, 500));
  expect([...log.jobs()].map(({ number }) => number)).toEqual([4]);
  log.add(job(5, 10));
  expect([...log.jobs()].map(({ number }) => number)).toEqual([5]);
});
