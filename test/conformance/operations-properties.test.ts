/**
 * Every operation answers arbitrary parameters in Meta's form: as JSON, as a form, as a multipart body or in the query.
 * No server error, no crash, no hang. Objects that the paths begin with really exist, so that the calls get far.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Operation } from '../../mock-server/graph/operation.js';
import { operations } from '../../mock-server/graph/operations.js';
import { collections } from '../../mock-server/world/collections.js';
import { type GraphAnswer, type ServedMock, serveMock, TOKEN } from './served-mock.js';

const RUNS = 25;
const NUMBER = '100000000000001';
const WABA = '200000000000001';

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

/** Ids of objects that are there, by the placeholder that names their kind. */
const ids = new Map<string, string>();

/** Objects that a fresh mock has none of are made as a caller would. */
async function prepare(): Promise<void> {
  const { mock } = graph;
  const post = (path: string, body: object) => graph.call(path, { method: 'POST', body });
  await post(`/${WABA}/flows`, { name: 'f', categories: ['OTHER'] });
  await post(`/${NUMBER}/groups`, { messaging_product: 'whatsapp', subject: 'g' });
  await post(`/${NUMBER}/message_qrdls`, { prefilled_message: 'q', generate_qr_image: 'SVG' });
  await graph.send({ to: '15557770001', text: { body: 'hi' } });
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new Blob(['a'], { type: 'text/plain' }), 'a.txt');
  await fetch(`${graph.url}/${NUMBER}/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: form,
  });
  for (const spec of collections) {
    const kind = (spec as { kind?: string }).kind;
    const [first] = mock.world.of(spec as (typeof collections)[0]).all();
    if (kind !== undefined && first) ids.set(`${kind}-id`, first.id);
  }
  ids.set('template-id', mock.world.templateStore.all()[0]?.id ?? '');
}

const pathOf = ({ route }: Operation): string =>
  (route.split(' ')[1] ?? '/').replace(/\{([\w-]+)\}/g, (_, name: string) => encodeURIComponent(ids.get(name) ?? '7'));

const value = fc.oneof(
  fc.constantFrom<unknown>(
    NUMBER,
    WABA,
    'whatsapp',
    '15557770001',
    '',
    'x'.repeat(3_000),
    0,
    -1,
    1e21,
    true,
    null,
    [],
    {},
    { toString: false, valueOf: 1 },
    [{ toString: 1 }],
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '{"a":',
    '[[[',
    '{"toString":1}',
    '\u0000',
    '\ud800',
    'https://example.com/',
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

function parametersOf({ accepts = {} }: Operation) {
  const names = [
    ...Object.keys(accepts),
    'messaging_product',
    'fields',
    'limit',
    'after',
    'filtering',
    'since',
    'until',
    'type',
    'to',
    'name',
  ];
  return fc.dictionary(
    fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.string() }),
    value,
    {
      maxKeys: 8,
    },
  );
}

const asText = (given: unknown): string => (typeof given === 'string' ? given : (JSON.stringify(given) ?? ''));

type Way = 'json' | 'form' | 'query' | 'multipart';

/** One call of the operation, with its parameters in one of the ways in which Graph takes them. */
async function call(
  operation: Operation,
  parameters: Readonly<Record<string, unknown>>,
  way: Way,
): Promise<GraphAnswer> {
  const [method = 'GET'] = operation.route.split(' ');
  const texts = Object.entries(parameters).map(([name, given]): [string, string] => [name, asText(given)]);
  const query = way === 'query' || method === 'GET' || method === 'HEAD' ? `?${new URLSearchParams(texts)}` : '';
  const path = `/v23.0${pathOf(operation)}${query}`;
  if (query !== '' || method === 'HEAD') return graph.call(path, { method });
  if (way === 'json') return graph.call(path, { method, body: parameters });
  if (way === 'form')
    return graph.call(path, {
      method,
      body: new URLSearchParams(texts).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  const boundary = 'x7b';
  const parts = texts.map(([name, text]) => {
    const safe = name.slice(0, 50).replace(/\W/g, '_');
    return `--${boundary}\r\nContent-Disposition: form-data; name="${safe}"\r\n\r\n${text}\r\n`;
  });
  return graph.call(path, {
    method,
    body: `${parts.join('')}--${boundary}--\r\n`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
}

const OURS = /does not simulate this call/;

test.each(operations.map((operation) => [operation.route, operation] as const))(
  '%s',
  { timeout: 60_000 },
  async (_, operation) => {
    if (ids.size === 0) await prepare();
    const way = fc.constantFrom<Way>('json', 'form', 'query', 'multipart');
    await fc.assert(
      fc.asyncProperty(parametersOf(operation), way, async (parameters, chosen) => {
        // What switches tokens, paths and methods is the listener's business and has tests of its own.
        const { access_token: _token, method: _method, ids: _ids, batch: _batch, ...safe } = parameters;
        const { status, text, json } = await call(operation, safe, chosen);
        expect(text).not.toMatch(OURS);
        if (status === 501) expect(json).toMatchObject({ error: { code: 1 } });
        else expect(status, text.slice(0, 300)).toBeLessThan(500);
        if (status >= 400 && text !== '')
          expect(json).toMatchObject({ error: { message: expect.any(String), code: expect.any(Number) } });
      }),
      { numRuns: RUNS },
    );
  },
);
