/** Sends that Meta knows and waproof does not simulate yet: they say so, and are recorded as ours. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hi } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

describe('real, but not simulated yet: 501, recorded as ours', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['media by uploaded id', { type: 'image', image: { id: '1234567890' } }, 'image by uploaded media id (use "link")'],
    ['a group', { ...hi, recipient_type: 'group' }, 'sending to groups'],
    [
      'a business-scoped id',
      { ...hi, to: undefined, recipient: 'PT.70418823369015' },
      'sending to a business-scoped user id ("recipient")',
    ],
    [
      'a parent business-scoped id',
      { ...hi, to: undefined, recipient: 'PT.ENT.55190026447318' },
      'sending to a business-scoped user id ("recipient")',
    ],
    ['a direct send', { ...hi, category: 'utility' }, 'direct sends without a template'],
    ['a pinned message', { type: 'pin', pin: {} }, 'messages of type "pin"'],
  ])('%s', async (_, parts, what) => {
    const answer = await graph.send(parts);
    expect(answer.json).toMatchObject({ error: { code: 1, message: expect.stringContaining(`simulate ${what} yet`) } });
    expect(answer.status).toBe(501);
    expect(graph.lastCall()).toMatchObject({ effect: false, simulated: false });
  });
});
