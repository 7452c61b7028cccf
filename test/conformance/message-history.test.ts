/** The history of what a number sent, over HTTP. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedMock, serveMock, UNASKED } from './served-mock.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

let graph: ServedMock;
let subject: WebhookReceiver;
beforeEach(async () => {
  [graph, subject] = await Promise.all([serveMock({ speed: 20, rules: UNASKED }), receiveWebhooks()]);
});
afterEach(async () => {
  await graph.close();
  await subject.close();
});

const HISTORY = '/v23.0/100000000000001/message_history';

interface Entry {
  readonly id: string;
  readonly message_id: string;
  readonly events: { readonly data: readonly Readonly<Record<string, unknown>>[] };
}

const get = async <Row>(path: string) =>
  (await graph.call(path, { method: 'GET' })).json as { data: Row[]; paging?: { next?: string } };
const send = async (body: string) => {
  const { json } = await graph.send({ text: { body }, biz_opaque_callback_data: body });
  return (json as { messages: { id: string }[] }).messages[0]?.id ?? '';
};
const lookUp = async (message: string) =>
  (await get<Entry>(`${HISTORY}?${new URLSearchParams({ message_id: message })}`)).data;

test('a message that nobody hears of is in the history without events', async () => {
  expect(await get(HISTORY)).toEqual({ data: [] });
  const message = await send('one');
  const [entry] = await lookUp(message);
  expect(entry).toEqual({
    message_id: message,
    events: { data: [] },
    id: expect.stringMatching(/^\d{15}$/),
  });
  expect(await get(`/v23.0/${entry?.id}/events`)).toEqual({ data: [] });
});

test('every status that a message reaches is an event of its entry', async () => {
  await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
  const message = await send('one');
  await graph.until(() => graph.observed('status.reached').length >= 2, 'the message is delivered');
  const [entry] = await lookUp(message);
  const id = entry?.id ?? '';
  const event = (index: number, delivery_status: string) => ({
    delivery_status,
    timestamp: expect.any(Number),
    application: { id: '300000000000001' },
    id: `${id}${index}`,
  });
  expect(entry?.events.data.slice(0, 2)).toEqual([event(0, 'SENT'), event(1, 'DELIVERED')]);
  const { data } = await get(`/v23.0/${id}/events?status_filter=DELIVERED`);
  expect(data).toEqual([
    {
      cursor: expect.any(String),
      node: {
        id: `${id}1`,
        delivery_status: 'DELIVERED',
        occurrence_timestamp: entry?.events.data[1]?.timestamp,
        status_timestamp: entry?.events.data[1]?.timestamp,
        application: { id: '300000000000001' },
      },
    },
  ]);
});

test('the newest message comes first, and pages are linked', async () => {
  const [first, second] = [await send('one'), await send('two')];
  const ids = async (query: string) => (await get<Entry>(`${HISTORY}${query}`)).data.map((entry) => entry.message_id);
  expect(await ids('')).toEqual([second, first]);
  const { paging } = await get(`${HISTORY}?limit=1&fields=message_id`);
  const next = new URL(paging?.next ?? '');
  expect(next.searchParams.get('fields')).toBe('message_id');
  expect(await ids(next.search)).toEqual([first]);
  expect(await lookUp('wamid.nothing')).toEqual([]);
});

test('a template is kept with what it is', async () => {
  await graph.send({ type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } });
  expect(graph.mock.world.messages.all()).toEqual([
    {
      id: '800000000000001',
      message: expect.stringMatching(/^wamid\./),
      phoneNumberId: '100000000000001',
      to: '15557770001',
      type: 'template',
      template: { id: '500000000000001', name: 'hello_world', language: 'en_US', category: 'UTILITY' },
      callbackData: undefined,
      sentAt: expect.any(Number),
      statuses: [],
    },
  ]);
});

test.each([
  ['/v23.0/800000000000099/events', { code: 100, error_subcode: 33 }],
  [`${HISTORY}?fields=weight`, { code: 100 }],
  [`${HISTORY}?limit=many`, { code: 100 }],
])('%s is refused', async (path, error) => {
  await send('one');
  const { status, json } = await graph.call(path, { method: 'GET' });
  expect(status).toBe(400);
  expect(json).toMatchObject({ error });
});

test('an unknown status to filter by is refused', async () => {
  await send('one');
  const { data } = await get<Entry>(HISTORY);
  const { status } = await graph.call(`/v23.0/${data[0]?.id}/events?status_filter=LOST`, { method: 'GET' });
  expect(status).toBe(400);
});
