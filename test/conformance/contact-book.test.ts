/** The contact book of a portfolio, over HTTP. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { businessId, waId } from '../../core/ids.js';
import { parentUserIdOf, userIdOf } from '../../mock-server/world/bsuid.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const PORTFOLIO = businessId('400000000000001');
const ANA = waId('15557770001');
const forget = (bsuid: string, messaging_product = 'whatsapp') => {
  const query = new URLSearchParams({ messaging_product, bsuid });
  return graph.call(`/v23.0/100000000000001/contact_book?${query}`, { method: 'DELETE' });
};

test('a user is in the book from the first message on, until taken out, until the next message', async () => {
  const outcome = async () => (await forget(userIdOf(PORTFOLIO, ANA))).json;
  const done = (deleted: boolean) => ({ messaging_product: 'whatsapp', success: true, deleted });
  expect(await outcome()).toEqual(done(false));
  await graph.send({ to: ANA, text: { body: 'hi' } });
  expect(await outcome()).toEqual(done(true));
  expect(await outcome()).toEqual(done(false));
  await graph.call(`/_waproof/users/${ANA}/messages`, { body: { message: { type: 'text', text: { body: 'yes?' } } } });
  expect(await outcome()).toEqual(done(true));
});

test.each([
  ['a phone number', ANA, 100],
  ['a parent id', parentUserIdOf(PORTFOLIO, ANA), 100],
  ['an id of another portfolio', userIdOf(businessId('410000000000001'), ANA), 131009],
])('%s is refused', async (_name, id, code) => {
  const { status, json } = await forget(id);
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { code } });
});

test('messaging_product is needed', async () => {
  expect((await forget(userIdOf(PORTFOLIO, ANA), 'pigeon')).json).toMatchObject({ error: { code: 100 } });
});

test('no portfolio is enrolled in a parent account', async () => {
  const { json } = await graph.call(`/v23.0/${PORTFOLIO}/parent-bsuid-accounts`, { method: 'GET' });
  expect(json).toEqual({ enrolled_business_portfolios: [] });
});
