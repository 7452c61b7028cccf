/** What the world has no room for: too many flows, too much JSON; both are refusals in words. */
import { expect, test } from 'vitest';
import { createRandom } from '../../../../../core/random.js';
import { isFull, refuseSize } from '../../../../../mock-server/graph/flows/flow-rules.js';
import { type Flow, flows } from '../../../../../mock-server/world/flows.js';
import { createWorld, defaultCredentials } from '../../../../../mock-server/world/world.js';

const MEGABYTE = 1_024 * 1_024;

const flowOf = (id: string, text: string): Flow => ({
  id,
  wabaId: '200000000000001',
  name: id,
  categories: ['OTHER'],
  status: 'DRAFT',
  applicationId: '300000000000001',
  endpointUri: '',
  json: { text, errors: [] },
  previewGeneration: 0,
  previewedAt: 0,
});
const create = () => createWorld(defaultCredentials, createRandom(1));

test('a thousand flows are kept', () => {
  const world = create();
  for (let count = 0; count < 999; count++) world.of(flows).add((id) => flowOf(id, ''));
  expect(isFull(world)).toBeUndefined();
  world.of(flows).add((id) => flowOf(id, ''));
  expect(isFull(world)?.message).toBe('(#100) waproof keeps at most 1,000 flows.');
});

test('a JSON of 10 MB is taken, counted in bytes', () => {
  const world = create();
  expect(refuseSize('x'.repeat(10 * MEGABYTE), 'file', world)).toBeUndefined();
  const words = '(#100) Param file must be at most 10485760 bytes.';
  expect(refuseSize('x'.repeat(10 * MEGABYTE + 1), 'file', world)?.message).toBe(words);
  expect(refuseSize('é'.repeat(6 * MEGABYTE), 'file', world)?.message).toBe(words);
});

test('64 MB of JSON are kept together; a flow’s own is replaced', () => {
  const world = create();
  const text = 'x'.repeat(8 * MEGABYTE);
  const [first] = Array.from({ length: 8 }, () => world.of(flows).add((id) => flowOf(id, text)));
  expect(refuseSize('x', 'file', world)?.message).toContain('waproof keeps at most');
  expect(refuseSize(text, 'file', world, first)).toBeUndefined();
});
