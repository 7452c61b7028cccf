/** Asking for what the WhatsApp Business app holds, over HTTP. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const NUMBER = '/v23.0/100000000000001';
const ask = (sync_type?: string) =>
  graph.call(`${NUMBER}/smb_app_data`, { body: { messaging_product: 'whatsapp', sync_type } });

test('a number that was just onboarded may ask once for each kind', async () => {
  const old = await ask('history');
  expect(old.status).toBe(400);
  expect(old.json).toMatchObject({ error: { code: 2593108 } });

  await graph.call(`${NUMBER}/deregister`, { body: {} });
  await graph.call(`${NUMBER}/verify_code`, { body: { code: '123456' } });
  await graph.call(`${NUMBER}/register`, { body: { messaging_product: 'whatsapp', pin: '123456' } });
  const first = (await ask('history')).json;
  expect(first).toEqual({ messaging_product: 'whatsapp', request_id: expect.stringMatching(/^\d+$/) });
  expect((await ask('history')).json).toMatchObject({ error: { code: 2593107 } });
  const second = (await ask('SMB_APP_STATE_SYNC')).json;
  expect(second).toMatchObject({ messaging_product: 'whatsapp' });
  expect(second).not.toEqual(first);
});

test.each([
  [undefined, 'The parameter sync_type is required.'],
  ['photos', 'Param sync_type must be one of {SMB_APP_STATE_SYNC, HISTORY} - got "photos".'],
])('the kind %s is refused', async (kind, words) => {
  expect((await ask(kind)).json).toMatchObject({ error: { code: 100, message: `(#100) ${words}` } });
});
