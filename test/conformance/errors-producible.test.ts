/**
 * Every error of the table that a call can be answered with can be had: all of them by the fault `graph.error`, in Graph's
 * form; many for real, by the tests that `tools/fidelity/provoked-errors.ts` names. The table itself is held against the
 * collected facts about Meta's errors where they are at hand.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorTable } from '../../mock-server/errors/error-table.js';
import { provokedErrors, testsOfRow, wordsOfRows } from '../../tools/fidelity/provoked-errors.js';
import { hi } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

let graph: ServedMock;
beforeAll(async () => {
  graph = await serveMock();
});
afterAll(() => graph.close());

const answered = errorTable.filter(([, , , , , delivered]) => delivered !== 'webhook');
const nameOf = ([code, subcode, , , title]: (typeof errorTable)[number]) => `${code}/${subcode} ${title}`;

/** Members of the envelope, in the order of recorded answers. */
const ORDER = [
  ...['message', 'type', 'code', 'error_data', 'error_subcode', 'is_transient'],
  ...['error_user_title', 'error_user_msg', 'fbtrace_id'],
];
/** Nobody's usage is told when it is not known who calls. */
const ABOUT_THE_CALLER = [0, 101, 102, 104, 190];
const APP_USAGE = '{"call_count":0,"total_cputime":0,"total_time":0}';

interface Envelope {
  readonly message: string;
  readonly type: string;
  readonly code: number;
  readonly error_data?: { readonly messaging_product?: string; readonly details?: string };
  readonly error_subcode?: number;
  readonly is_transient?: boolean;
  readonly error_user_title?: string;
  readonly error_user_msg?: string;
  readonly fbtrace_id: string;
}

async function inject(parameters: Readonly<Record<string, unknown>>) {
  graph.trouble('graph.error', parameters);
  const answer = await graph.send(hi);
  graph.mock.faults.activate([]);
  return { ...answer, error: (answer.json as { error: Envelope }).error };
}

describe('by the fault graph.error', () => {
  test.each(answered.map((row) => [nameOf(row), row] as const))('%s', async (_, row) => {
    const [code, subcode, status, type, title, , retry, definite] = row;
    const { status: given, headers, text, error } = await inject({ code, title, ...(subcode !== 0 && { subcode }) });

    expect([given, error.type, error.code, error.error_subcode ?? 0]).toEqual([status, type, code, subcode]);
    expect(Object.keys(error)).toEqual(ORDER.filter((member) => member in error));
    expect(error.message).toMatch(/\S/);
    expect(error.fbtrace_id).toMatch(/^A[\w-]{22}$/);
    // Escaped as PHP does: plain ASCII, and no bare slash.
    expect(text).toMatch(/^[\x20-\x7e]*$/);
    expect(text).not.toMatch(/(?<!\\)\//);

    const word = code === 190 ? 'invalid_token' : 'invalid_request';
    const quoted = error.message.replaceAll('"', "'");
    const isUnresolved = subcode === 33 || code === 2500;
    expect(Object.fromEntries(headers)).toMatchObject({
      'www-authenticate': `OAuth "Facebook Platform" "${word}" "${quoted}"`,
      'cache-control': 'no-store',
      vary: 'Origin, Accept-Encoding',
      'facebook-api-version': 'v23.0',
      'x-fb-request-id': error.fbtrace_id,
      'content-type': 'application/json; charset=UTF-8',
      'proxy-status': 'http_request_error',
    });
    expect(headers.get('x-app-usage')).toBe(isUnresolved ? APP_USAGE : null);
    expect(headers.has('x-business-use-case-usage')).toBe(!isUnresolved && !ABOUT_THE_CALLER.includes(code));
    expect(headers.has('retry-after')).toBe(false);
    expect(graph.lastCall()).toMatchObject({
      status,
      effect: false,
      injected: true,
      outcome: definite ? 'refused' : 'unknown',
      error: { code, title, retry, definite },
    });
  });

  test('as WhatsApp: the details in error_data, no words for a person', async () => {
    expect((await inject({ code: 131056 })).error).toEqual({
      message: '(#131056) (Business Account, Consumer Account) pair rate limit hit',
      type: 'OAuthException',
      code: 131056,
      error_data: {
        messaging_product: 'whatsapp',
        details: '(Business Account, Consumer Account) pair rate limit hit',
      },
      fbtrace_id: expect.any(String),
    });
  });

  test('as the management of templates: a subcode and words for a person, no error_data', async () => {
    expect((await inject({ code: 100, subcode: 2388185 })).error).toEqual({
      message: 'Invalid parameter',
      type: 'OAuthException',
      code: 100,
      error_subcode: 2388185,
      is_transient: false,
      error_user_title: 'Authentication templates not available',
      error_user_msg: 'The business must be verified before it can create authentication templates.',
      fbtrace_id: expect.any(String),
    });
  });

  test('as Graph: a message alone, and is_transient for what passes by itself', async () => {
    const trace = { fbtrace_id: expect.any(String) };
    expect((await inject({ code: 10 })).error).toEqual({
      message: '(#10) Application does not have permission for this action',
      type: 'OAuthException',
      code: 10,
      ...trace,
    });
    expect((await inject({ code: 4 })).error).toEqual({
      message: '(#4) Application request limit reached',
      type: 'OAuthException',
      code: 4,
      is_transient: true,
      ...trace,
    });
  });

  test('as the blocklist: details without the product', async () => {
    expect((await inject({ code: 139103 })).error.error_data).toEqual({ details: 'Block API internal error' });
  });

  test('with a code of the range of permissions, which is one row', async () => {
    const { status, error } = await inject({ code: 273 });
    expect([status, error.code, error.message]).toEqual([403, 273, '(#273) Permissions error']);
    expect(graph.lastCall().error?.title).toBe('API Permission (range)');
  });

  test('with words of one’s own, and a Retry-After when it is asked for', async () => {
    const own = { code: 131009, message: '(#131009) Nein', details: 'Row title is too long. Max length is 24' };
    const { error, headers } = await inject({ ...own, retryAfter: '3s' });
    expect([error.message, error.error_data?.details, headers.get('retry-after')]).toEqual([
      own.message,
      own.details,
      '3',
    ]);
  });

  test('the title tells apart rows of one code; one of another row is refused', () => {
    const rows = answered.filter(([code, subcode]) => code === 100 && subcode === 0);
    expect(rows).toHaveLength(6);
    expect(() => graph.trouble('graph.error', { code: 100, title: 'Rate limit hit' })).toThrow(
      /expected a title of this code and subcode.*Invalid parameter; appsecret_proof problem/,
    );
    expect(() => graph.trouble('graph.error', { title: 'Invalid parameter' })).toThrow(/expected a title/);
  });
});

describe('for real', () => {
  const read = (path: string) => readFileSync(join(root, path), 'utf8').replaceAll(/(\d)_(?=\d)/g, '$1');
  const listed = provokedErrors.flatMap(({ test: path, rows }) => rows.map((row) => [row, path] as const));
  const numberIn = (text: string, wanted: number) => new RegExp(`(?<![\\d.])${wanted}(?!\\d)`).test(text);
  /** Small numbers are everywhere; a code stands after one of these. */
  const codeIn = (text: string, code: number) =>
    new RegExp(`(?:code: |\\(#|toBe\\(|, |^ +)${code}(?!\\d)`, 'm').test(text);

  test.each(listed)('%s is in the table and in %s', (row, path) => {
    expect(existsSync(join(root, path))).toBe(true);
    const text = read(path);
    const words = wordsOfRows[row];
    if (words !== undefined) return expect(text).toContain(words);
    const [code = 0, subcode = 0] = row.split('/').map(Number);
    expect(errorTable.some((it) => it[0] === code && it[1] === subcode)).toBe(true);
    const wanted = subcode > 1_000 ? subcode : subcode || code;
    expect(wanted < 1_000 && subcode === 0 ? codeIn(text, wanted) : numberIn(text, wanted)).toBe(true);
  });

  test('each row is listed under a name that finds it', () => {
    const found = errorTable.flatMap(([code, subcode, , , title]) => testsOfRow(code, subcode, title));
    expect(found).toHaveLength(listed.length);
  });

  /** Written down in the sources, but not what a call is answered with: 131000 stands in a sample of a webhook. */
  const NOT_ANSWERS: readonly number[] = [131000, 139103];

  test('whatever code the sources of the mock write down is provoked by a test', () => {
    const sources = ['graph', 'policy', 'webhooks', 'http', 'world']
      .flatMap((room) =>
        readdirSync(join(root, 'mock-server', room), { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.ts'))
          .map((name) => join('mock-server', room, name)),
      )
      .map((path) => read(path).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ''));
    const known = new Set(listed.flatMap(([row]) => row.split('/').map((part) => Number.parseInt(part, 10))));
    const written = answered
      .map(([code, subcode]) => subcode || code)
      .filter((number) =>
        number > 100_000
          ? sources.some((text) => numberIn(text, number))
          : sources.some((text) => new RegExp(`(?:graphError|contentError)\\(\\s*${number}\\b`).test(text)),
      );
    expect(written.length).toBeGreaterThan(70);
    expect(written.filter((number) => !known.has(number) && !NOT_ANSWERS.includes(number))).toEqual([]);
  });
});

describe('the table', () => {
  interface Fact {
    readonly code: number | string;
    readonly subcode?: number;
    readonly httpStatus: number;
    readonly type: string;
    readonly title: string;
    readonly deliveredBy: string;
    readonly retry: string;
  }
  const facts = join(root, '../shared/reference/errors.json');
  const isThere = existsSync(facts);

  test.skipIf(isThere)('skipped: the collected facts about errors are not beside the project', ({ skip }) => skip());

  test.runIf(isThere)('has every row of the collected facts, and says of it what they say', () => {
    const rows = JSON.parse(readFileSync(facts, 'utf8')) as readonly Fact[];
    const missing = rows.filter(({ code, subcode = 0, httpStatus, type, title, deliveredBy, retry }) => {
      const number = typeof code === 'number' ? code : 200;
      const wanted = [number, subcode, httpStatus, type, title, deliveredBy, retry];
      return !errorTable.some((row) => wanted.every((member, at) => row[at] === member));
    });
    expect(missing).toEqual([]);
    expect(rows.length).toBeGreaterThan(200);
  });
});
