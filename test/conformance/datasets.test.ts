/** The dataset of an account, over HTTP. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CLIENT_WABA, callsOf, WABA } from './business-calls.js';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
const { get, post, reset } = callsOf(() => graph);
beforeAll(async () => {
  graph = await serveMock();
});
beforeEach(reset);
afterAll(() => graph.close());

test('an account has one dataset, made when it is first asked for', async () => {
  expect((await get(`${WABA}/dataset`)).json).toEqual({ data: [] });
  const { json } = await post(`${WABA}/dataset`, { dataset_name: 'Adverts' });
  const id = String(json.id);
  expect((await post(`${WABA}/dataset`)).json).toEqual({ id });
  expect((await get(id)).json).toEqual({ name: 'Adverts', id });
  expect((await get(`${WABA}/dataset`)).json).toMatchObject({ data: [{ name: 'Adverts', id }] });
  expect((await post(`${CLIENT_WABA}/dataset`)).json.id).not.toBe(id);
});

test('events are not simulated, and that is said', async () => {
  const { json } = await post(`${WABA}/dataset`);
  expect(await post(`${json.id}/events`, { data: [] })).toMatchObject({ status: 501, json: { error: { code: 1 } } });
});
