/** Whatever stands under `interactive` and `template`: an answer or Meta's envelope, no 5xx but our own 501. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contact, hi, link, template } from './bodies.js';
import { interactive, kinds, type Parts } from './interactive-bodies.js';
import { type GraphAnswer, type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

const RUNS = 300;
const TIMEOUT = { timeout: 60_000 };

function expectAnswer({ status, text, json }: GraphAnswer): void {
  expect([200, 400, 404, 501], text).toContain(status);
  if (status === 200) expect(json).toMatchObject({ messages: [{ id: expect.stringMatching(/^wamid\./) }] });
  else
    expect(json).toMatchObject({
      error: {
        message: expect.any(String),
        type: 'OAuthException',
        code: expect.any(Number),
        fbtrace_id: expect.any(String),
      },
    });
}

/** Every key that stands anywhere in a value. */
const keysIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(keysIn)];

const bodyComponents = [
  { type: 'header', parameters: [{ type: 'image', image: { link } }] },
  {
    type: 'body',
    parameters: [
      { type: 'text', text: 'a', parameter_name: 'x' },
      { type: 'currency', currency: { fallback_value: '1', code: 'EUR', amount_1000: 1 } },
    ],
  },
  {
    type: 'button',
    sub_type: 'mpm',
    index: '0',
    parameters: [{ type: 'action', action: { sections: [{ title: 'a' }] } }],
  },
  {
    type: 'button',
    sub_type: 'order_details',
    index: 1,
    parameters: [{ type: 'action', action: { order_details: {} } }],
  },
  { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1 } },
  {
    type: 'carousel',
    cards: [
      { card_index: 0, components: [] },
      { card_index: 1, components: [] },
    ],
  },
];
const messages: Parts[] = [
  ...kinds.map((kind) => interactive(kind)),
  template({ components: bodyComponents }),
  ...bodyComponents.map((component) => template({ name: 'hello_world', components: [component] })),
  { type: 'contacts', contacts: [contact] },
];

const key = fc.constantFrom(...new Set([...keysIn(messages), '__proto__', 'constructor', 'length', 'toString']));
const word = fc.oneof(
  fc.constantFrom(...kinds, 'text', 'image', 'action', 'header', 'body', 'url', 'hello_world', 'en_US', link, ''),
  fc.constantFrom('[1]', '{"a":null}', '__proto__', '{{1}}', '0', '9'.repeat(30)),
  fc.string({ unit: 'binary', maxLength: 30 }),
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

/** Replaces the part that a walk of so many steps comes to. */
function replaced(part: unknown, [step, ...rest]: readonly number[], by: unknown): unknown {
  if (step === undefined || typeof part !== 'object' || part === null) return by;
  const names = Object.keys(part);
  const chosen = names[step % names.length];
  const copy: Record<string, unknown> = { ...part };
  if (chosen !== undefined) copy[chosen] = replaced(copy[chosen], rest, by);
  return Array.isArray(part) ? Object.values(copy) : copy;
}

test('any interactive message of a known kind', TIMEOUT, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...kinds), anyValue, anyValue, anyValue, async (type, header, body, action) => {
      expectAnswer(await graph.send({ type: 'interactive', interactive: { type, header, body, action } }));
      expectAnswer(await graph.send({ type: 'interactive', interactive: { type, body: { text: 'a' }, action } }));
    }),
    { numRuns: RUNS },
  );
});

test('any template', TIMEOUT, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('hello_world', 'order_update'), anyValue, async (name, components) => {
      expectAnswer(await graph.send(template({ name, components })));
      expectAnswer(await graph.send(template({ name, components: [components] })));
    }),
    { numRuns: RUNS },
  );
});

test('a sound message of which one part is replaced by anything', { timeout: 90_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...messages),
      fc.array(fc.nat(10), { minLength: 2, maxLength: 12 }),
      anyValue,
      async (message, steps, by) => {
        expectAnswer(await graph.send(replaced(message, steps, by) as Parts));
      },
    ),
    { numRuns: RUNS * 4 },
  );
  expect((await graph.send(hi)).status).toBe(200);
});

test('as many things as a body can hold are refused, and quickly', TIMEOUT, async () => {
  const many = (thing: unknown) => Array(Math.floor(1_000_000 / (JSON.stringify(thing).length + 1))).fill(thing);
  const crowded: Parts[] = [
    interactive('list', { action: { sections: [{ rows: many({}) }] } }),
    interactive('list', { action: { sections: many({}) } }),
    interactive('product_list', { action: { sections: [{ title: 'S', product_items: many({}) }] } }),
    interactive('carousel', { action: { cards: many({ action: {} }) } }),
    interactive('carousel', { action: { cards: [{ action: { buttons: many({}) } }, { action: {} }] } }),
    interactive('order_details', { action: { parameters: { order: { items: many({}) } } } }),
    template({ name: 'hello_world', components: many({ type: 'button' }) }),
    template({ name: 'hello_world', components: [{ type: 'header', parameters: many(0) }] }),
    template({ name: 'hello_world', components: [{ type: 'carousel', cards: many({}) }] }),
    template({ components: [{ type: 'body', parameters: many({ type: 'text' }) }] }),
    { type: 'contacts', contacts: many({ name: { formatted_name: 'a' } }) },
  ];
  for (const message of crowded) {
    const answer = await graph.send(message);
    expectAnswer(answer);
    expect(answer.status).toBe(400);
  }
});
