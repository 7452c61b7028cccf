/** Whatever comes over the wire: the answer is Meta's envelope, no 5xx but our own 501, and the mock goes on. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hi, WRITTEN } from './bodies.js';
import { type GraphAnswer, MESSAGES, type ServedMock, serveMock, TOKEN } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

const RUNS = 200;

function expectGraphAnswer({ status, text, json, headers }: GraphAnswer): void {
  expect(status === 501 || status < 500, `HTTP ${status}: ${text}`).toBe(true);
  expect(text).toMatch(/^[\u0020-\u007e]*$/);
  expect(Number(headers.get('content-length'))).toBe(text.length);
  if (status === 200) {
    // Whatever the operation, a success is an object, and no error.
    expect(json).toSatisfy((body: unknown) => typeof body === 'object' && body !== null && !('error' in body));
    return;
  }
  expect(json).toEqual({
    error: expect.objectContaining({
      message: expect.any(String),
      type: expect.stringMatching(/^(?:OAuth|GraphMethod)Exception$/),
      code: expect.any(Number),
      fbtrace_id: headers.get('x-fb-request-id'),
    }),
  });
}

const isAlive = async () => (await graph.send(hi)).status === 200;

/** JSON with the names and values that the messages operation knows, and hostile ones. */
const word = fc.oneof(
  fc.constantFrom(
    'text',
    'image',
    'template',
    'interactive',
    'reaction',
    'location',
    'read',
    'whatsapp',
    'wamid.HBgL',
    '',
  ),
  fc.constantFrom('hello_world', 'en_US', 'button', '15557770001', '__proto__', 'constructor', '{"body":"x"}', '[1]'),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const key = fc.oneof(
  fc.constantFrom(
    'messaging_product',
    'to',
    'type',
    'text',
    'body',
    'image',
    'link',
    'template',
    'name',
    'language',
    'code',
  ),
  fc.constantFrom(
    'components',
    'parameters',
    'interactive',
    'action',
    'buttons',
    'reply',
    'id',
    'title',
    'context',
    'status',
  ),
  fc.constantFrom(
    'message_id',
    'typing_indicator',
    'reaction',
    'recipient_type',
    'toString',
    'valueOf',
    '__proto__',
    'length',
  ),
  fc.string({ maxLength: 8 }),
);
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    word,
    fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  ),
}));

test('any JSON', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(key, anyValue, { maxKeys: 6 }), fc.boolean(), async (body, isSend) => {
      const envelope = isSend ? { messaging_product: 'whatsapp', to: '15557770001' } : {};
      expectGraphAnswer(await graph.call(MESSAGES, { body: JSON.stringify({ ...envelope, ...body }) }));
    }),
    { numRuns: RUNS * 2 },
  );
  expect(await isAlive()).toBe(true);
});

test('a sound message of which one part is replaced by anything', { timeout: 60_000 }, async () => {
  const messages = [
    { type: 'text', text: { body: 'hi' }, context: { message_id: 'wamid.X' } },
    { type: 'image', image: { link: 'https://x.y/z', caption: 'x' } },
    { type: 'reaction', reaction: { message_id: WRITTEN, emoji: 'x' } },
    {
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'a' },
        action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'a' } }] },
      },
    },
    {
      type: 'template',
      template: {
        name: 'order_update',
        language: { code: 'en_US' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'a' },
              { type: 'text', text: 'b' },
            ],
          },
        ],
      },
    },
    { status: 'read', message_id: 'wamid.HBgL', typing_indicator: { type: 'text' } },
  ];
  /** Replaces the part that a walk of so many steps comes to. */
  function replace(part: unknown, steps: readonly number[], by: unknown): unknown {
    const [step, ...rest] = steps;
    if (step === undefined || typeof part !== 'object' || part === null) return by;
    const names = Object.keys(part);
    const chosen = names[step % names.length];
    const copy: Record<string, unknown> = { ...part };
    if (chosen !== undefined) copy[chosen] = replace(copy[chosen], rest, by);
    return Array.isArray(part) ? Object.values(copy) : copy;
  }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...messages),
      fc.array(fc.nat(10), { minLength: 1, maxLength: 6 }),
      anyValue,
      async (message, steps, by) => {
        expectGraphAnswer(await graph.send(replace(message, steps, by) as Record<string, unknown>));
      },
    ),
    { numRuns: RUNS * 2 },
  );
  expect(await isAlive()).toBe(true);
});

test('any bytes, of any content type', { timeout: 60_000 }, async () => {
  const types = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain', 'x'];
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom(...types), async (body, type) => {
      expectGraphAnswer(await graph.call(MESSAGES, { body, headers: { 'content-type': type } }));
    }),
    { numRuns: RUNS },
  );
  expect(await isAlive()).toBe(true);
});

test('any path, query and method', { timeout: 60_000 }, async () => {
  const segment = fc.oneof(
    fc.constantFrom(
      'v23.0',
      'v99.0',
      'v18',
      '100000000000001',
      'messages',
      'me',
      '..',
      '',
      '%2F',
      '%E0%A4%A',
      'a'.repeat(300),
    ),
    fc.webSegment(),
  );
  const query = fc.oneof(
    fc.constant(''),
    fc.webQueryParameters().map((text) => `?${text}`),
    fc.constantFrom('?', '?a=%', '?access_token[]=1'),
  );
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');
  const CONTROL = /^\/(?:_waproof|metrics$|favicon\.ico$|$)/;
  await fc.assert(
    fc.asyncProperty(fc.array(segment, { maxLength: 4 }), query, method, async (segments, search, verb) => {
      const path = `/${segments.join('/')}${search}`;
      if (CONTROL.test(new URL(graph.url + path).pathname)) return;
      expectGraphAnswer(await graph.call(path, { method: verb }));
    }),
    { numRuns: RUNS },
  );
  expect(await isAlive()).toBe(true);
});

test('any headers', { timeout: 60_000 }, async () => {
  const value = fc.stringMatching(/^[\u0021-\u007e\u00a1-\u00ff]{0,60}$/);
  const name = fc.constantFrom(
    'authorization',
    'accept',
    'accept-language',
    'x-forwarded-for',
    'user-agent',
    'cookie',
    'range',
    'if-none-match',
    'x-hub-signature-256',
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, value, { maxKeys: 4 }), async (headers) => {
      expectGraphAnswer(
        await graph.call(MESSAGES, { headers, body: { messaging_product: 'whatsapp', to: '15557770001', ...hi } }),
      );
    }),
    { numRuns: RUNS },
  );
  expect(await isAlive()).toBe(true);
});

test('words of any length in a refusal stay within what clients take', async () => {
  const long = 'x'.repeat(200_000);
  for (const parts of [{ [long]: 1 }, { type: long }, { ...hi, to: long }, { ...hi, recipient_type: long }])
    expectGraphAnswer(await graph.send(parts));
  expectGraphAnswer(await graph.call(`/${'x'.repeat(20_000)}`, { headers: { authorization: `Bearer ${TOKEN}` } }));
});
