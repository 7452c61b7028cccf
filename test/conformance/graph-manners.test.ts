/** What holds for every call: method override, ETag, debug, the version that serves, the type and usage of an answer. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MESSAGES, type ServedMock, serveMock } from './served-mock.js';

let served: ServedMock;
beforeEach(async () => {
  served = await serveMock();
});
afterEach(() => served.close());

const NUMBER = '/v23.0/100000000000001';
const TEMPLATES = '/v23.0/200000000000001/message_templates';

describe('a client that can only post', () => {
  test.each(['method', '_method'])('reads and deletes through %s', async (name) => {
    const read = await served.call(`${NUMBER}?${name}=get&fields=status`, { method: 'POST' });
    expect(read.json).toEqual({ status: 'CONNECTED', id: '100000000000001' });
    const removed = await served.call(TEMPLATES, { method: 'POST', body: { [name]: 'delete', name: 'order_update' } });
    expect(removed.json).toEqual({ success: true });
    expect(served.lastCall()).toMatchObject({ method: 'DELETE', route: 'DELETE /{waba-id}/message_templates' });
  });

  test('posts when it names a method that there is not', async () => {
    const answer = await served.call(`${NUMBER}?method=head`, { method: 'POST', body: { pin: '123456' } });
    expect(answer.json).toEqual({ success: true });
  });
});

describe('a read', () => {
  test('carries an ETag, and is answered 304 to whoever has it', async () => {
    const first = await served.call(`${NUMBER}?fields=status`, { method: 'GET' });
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{40}"$/);
    const again = await served.call(`${NUMBER}?fields=status`, { method: 'GET', headers: { 'if-none-match': etag } });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    const changed = await served.call(`${NUMBER}?fields=display_phone_number`, {
      method: 'GET',
      headers: { 'if-none-match': etag },
    });
    expect(changed.status).toBe(200);
  });

  test('alone carries one: neither a change nor an error does', async () => {
    const send = await served.send({ to: '15557770001', text: { body: 'hi' } });
    const missing = await served.call('/v23.0/999', { method: 'GET' });
    expect([send.headers.get('etag'), missing.headers.get('etag')]).toEqual([null, null]);
  });
});

test('debug=all adds __debug__ to answers, right and wrong', async () => {
  expect((await served.call(`${NUMBER}?fields=status&debug=all`, { method: 'GET' })).json).toEqual({
    status: 'CONNECTED',
    id: '100000000000001',
    __debug__: {},
  });
  expect((await served.call('/v23.0/999?debug=all', { method: 'GET' })).json).toMatchObject({
    error: { code: 100 },
    __debug__: {},
  });
});

test.each([
  ['application/json', 'application/json'],
  ['application/json, text/plain, */*', 'application/json'],
  ['*/*', 'application/json; charset=UTF-8'],
])('to a client that accepts %s the type is %s', async (accept, type) => {
  const answer = await served.call(NUMBER, { method: 'GET', headers: { accept } });
  expect(answer.headers.get('content-type')).toBe(type);
});

test.each([
  ['v19.0', 'v21.0', 'The call has been auto-upgraded to v21.0 as v19.0 has been deprecated.'],
  ['v23.0', 'v23.0', null],
])('%s is served by %s', async (asked, version, notice) => {
  const answer = await served.call(`/${asked}/100000000000001`, { method: 'GET' });
  expect(answer.headers.get('facebook-api-version')).toBe(version);
  expect(answer.headers.get('x-ad-api-version-warning')).toBe(notice);
});

test('sends count as whatsapp, management as whatsapp_business_management', async () => {
  const usageOf = (answer: { headers: Headers }) =>
    JSON.parse(answer.headers.get('x-business-use-case-usage') ?? '{}') as Record<string, { type: string }[]>;
  const send = usageOf(
    await served.call(MESSAGES, {
      method: 'POST',
      body: { messaging_product: 'whatsapp', to: '15557770001', text: { body: 'a' } },
    }),
  );
  expect(send['200000000000001']?.[0]?.type).toBe('whatsapp');
  expect(usageOf(await served.call(NUMBER, { method: 'GET' }))['200000000000001']?.[0]?.type).toBe(
    'whatsapp_business_management',
  );
});

describe('edges as fields', () => {
  test('an account gives its numbers and templates within itself, page by page', async () => {
    const fields = 'name,phone_numbers{id,status},message_templates.limit(1){name,language}';
    const answer = await served.call(`/v23.0/200000000000001?fields=${encodeURIComponent(fields)}`, { method: 'GET' });
    expect(answer.json).toMatchObject({
      name: 'Waproof Account',
      phone_numbers: { data: [{ id: '100000000000001', status: 'CONNECTED' }] },
      message_templates: {
        data: [{ name: 'hello_world', language: 'en_US' }],
        paging: {
          next: expect.stringContaining(
            '/v23.0/200000000000001/message_templates?fields=name%2Clanguage&limit=1&after=',
          ),
        },
      },
    });
  });

  test('the link to the next page of an edge leads there', async () => {
    const first = await served.call('/v23.0/200000000000001?fields=message_templates.limit(2){name}', {
      method: 'GET',
    });
    const { next } = (first.json as { message_templates: { paging: { next: string } } }).message_templates.paging;
    const second = await served.call(next.slice(served.url.length), { method: 'GET' });
    expect(second.json).toMatchObject({ data: [{ name: 'order_update', id: '500000000000003' }] });
    expect(Object.keys((second.json as { data: object[] }).data[0] ?? {})).toEqual(['name', 'id']);
  });

  test.each([
    [
      'phone_numbers{colour}',
      '(#100) Tried accessing nonexisting field (colour) on node type (WhatsAppBusinessPhoneNumber)',
    ],
    ['message_templates.limit(0)', '(#100) Param limit must be a positive integer.'],
    ['message_templates.after(x)', '(#100) Invalid parameter'],
  ])('%s is refused', async (fields, message) => {
    const answer = await served.call(`/v23.0/200000000000001?fields=${fields}`, { method: 'GET' });
    expect(answer.json).toMatchObject({ error: { code: 100, message } });
  });
});

describe('what browsers and probes ask', () => {
  test('HEAD is answered as GET, without a body', async () => {
    const answer = await served.call(`${NUMBER}?fields=status`, { method: 'HEAD' });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(answer.headers.get('etag')).toMatch(/^"[0-9a-f]{40}"$/);
    expect((await served.call('/v23.0/999', { method: 'HEAD' })).status).toBe(400);
  });

  test('a preflight may come from any page, with any header', async () => {
    const headers = {
      origin: 'https://example.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, content-type',
    };
    const answer = await served.call(MESSAGES, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
    expect(answer.headers.get('access-control-allow-headers')).toBe('authorization, content-type');
    expect(served.observed('graph.call')).toEqual([]);
  });
});
