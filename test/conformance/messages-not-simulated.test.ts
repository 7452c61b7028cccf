/** Sends that Meta knows and waproof does not simulate yet: they say so, and are recorded as ours. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

/** In Meta's list of types, and documented nowhere. */
describe('real, but not simulated yet: 501, recorded as ours', () => {
  test.each(['gif', 'link_preview'])('%s', async (type) => {
    const answer = await graph.send({ type, [type]: {} });
    expect(answer.json).toMatchObject({
      error: { code: 1, message: expect.stringContaining(`simulate messages of type "${type}" yet`) },
    });
    expect(answer.status).toBe(501);
    expect(graph.lastCall()).toMatchObject({ effect: false, simulated: false });
  });
});
