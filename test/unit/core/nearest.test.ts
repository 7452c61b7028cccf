import { expect, test } from 'vitest';
import { nearest } from '../../../core/nearest.js';

const names = ['graph.latency', 'graph.error', 'graph.lost-answer', 'webhook.duplicate'];

test.each([
  ['graph.eror', 'graph.error'],
  ['graph.errors', 'graph.error'],
  ['Graph.Error', 'graph.error'],
  ['webhook.duplicates', 'webhook.duplicate'],
  ['graph.lost-anwser', 'graph.lost-answer'],
  ['graph.error', 'graph.error'],
])('%j was probably meant to be %j', (typed, meant) => {
  expect(nearest(typed, names)).toBe(meant);
});

test.each(['x', 'subject.kill', '', 'completely different'])('%j resembles none', (typed) => {
  expect(nearest(typed, names)).toBeUndefined();
});

test('of two that are equally near the first one is named', () => {
  expect(nearest('cat', ['bat', 'hat'])).toBe('bat');
});

test('nothing is near when nothing is known', () => {
  expect(nearest('graph.error', [])).toBeUndefined();
});
