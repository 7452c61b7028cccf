import { expect, test } from 'vitest';
import { createTurnEnd } from '../../../core/turn-end.js';

const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve));

test('what comes in one turn is done at its end, in order', async () => {
  const done: number[] = [];
  const later = createTurnEnd<number>((item) => done.push(item));
  later(1);
  later(2);
  await Promise.resolve();
  expect(done).toEqual([]);
  await nextTurn();
  expect(done).toEqual([1, 2]);
});

test('what is put off meanwhile comes a turn later', async () => {
  const done: number[] = [];
  const later = createTurnEnd<number>((item) => {
    done.push(item);
    if (item < 3) later(item + 1);
  });
  later(1);
  await nextTurn();
  expect(done).toEqual([1]);
  await nextTurn();
  await nextTurn();
  expect(done).toEqual([1, 2, 3]);
});
