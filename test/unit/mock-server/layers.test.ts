import { expect, test } from 'vitest';
import { createLayers } from '../../../mock-server/layers.js';

/** A thing that holds the newest wish. */
function layered() {
  const thing = { value: 'found' };
  const wish = createLayers({
    find: () => thing.value,
    apply: (found, wishes: readonly string[]) => {
      thing.value = wishes.at(-1) ?? found;
    },
  });
  return { thing, wish };
}

test('the newest wish holds, and when it is taken back the one before; in the end what was found', () => {
  const { thing, wish } = layered();
  const undoA = wish('a');
  const undoB = wish('b');
  expect(thing.value).toBe('b');
  undoB();
  expect(thing.value).toBe('a');
  undoA();
  expect(thing.value).toBe('found');
});

test('taken back in the other order, and twice: the second time does nothing', () => {
  const { thing, wish } = layered();
  const undoA = wish('a');
  const undoB = wish('b');
  undoA();
  undoA();
  expect(thing.value).toBe('b');
  undoB();
  expect(thing.value).toBe('found');
  thing.value = 'changed since';
  undoB();
  undoA();
  expect(thing.value).toBe('changed since');
});

test('what is found is found anew by the first wish after all were taken back', () => {
  const { thing, wish } = layered();
  wish('a')();
  thing.value = 'otherwise';
  const undo = wish('b');
  expect(thing.value).toBe('b');
  undo();
  expect(thing.value).toBe('otherwise');
});
