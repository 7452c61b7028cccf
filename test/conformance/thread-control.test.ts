/** `POST /{phone-number-id}/thread_control`: there is one responder, and nothing to pass on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';

type Parts = Readonly<Record<string, unknown>>;

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

const valid = { messaging_product: 'whatsapp', action: 'pass', to: '15557770001' };

test.each<[string, Parts, number, number]>([
  ['to pass', { control_pass: { target_role: 'escalation' }, metadata: 'x'.repeat(2_000) }, 403, 10],
  ['to take, by id', { action: 'take', to: undefined, recipient: 'PT.70418823369015' }, 403, 10],
  ['to release', { action: 'release' }, 403, 10],
  ['no product', { messaging_product: undefined }, 400, 100],
  ['another action', { action: 'keep' }, 400, 100],
  ['nobody', { to: undefined }, 400, 100],
  ['both ways to name one', { recipient: 'PT.70418823369015' }, 400, 100],
  ['metadata too long', { metadata: 'x'.repeat(2_001) }, 400, 100],
  ['nobody to pass to', { control_pass: {} }, 400, 100],
])('refused: %s', async (_, parts, status, code) => {
  const answer = await graph.call('/v23.0/100000000000001/thread_control', { body: { ...valid, ...parts } });
  expect([answer.status, answer.json]).toEqual([status, { error: expect.objectContaining({ code }) }]);
  expect(graph.lastCall()).toMatchObject({ effect: false, simulated: true });
});
