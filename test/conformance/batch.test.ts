/** Batch requests and reads of several objects, over HTTP. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type GraphAnswer, type ServedMock, serveMock } from './served-mock.js';

let served: ServedMock;
beforeEach(async () => {
  served = await serveMock();
});
afterEach(() => served.close());

const NUMBER = '100000000000001';
const WABA = '200000000000001';

interface Entry {
  readonly code: number;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly body: string;
}

const entriesOf = ({ json }: GraphAnswer) => json as readonly (Entry | null)[];
const bodyOf = (entry: Entry | null | undefined): unknown => JSON.parse(entry?.body ?? '');

const post = (batch: unknown, parameters: Readonly<Record<string, unknown>> = {}, path = '/v23.0') =>
  served.call(path, { method: 'POST', body: { batch, ...parameters } });

const send = (to: string, more: Readonly<Record<string, unknown>> = {}) => ({
  method: 'POST',
  relative_url: `${NUMBER}/messages`,
  body: `messaging_product=whatsapp&to=${to}&type=text&text=${encodeURIComponent('{"body":"hi"}')}`,
  ...more,
});

describe('a batch', () => {
  test('answers each entry with code, headers and body as text, in order', async () => {
    const answer = await post([
      { method: 'GET', relative_url: `${NUMBER}?fields=status` },
      { method: 'GET', relative_url: '/v23.0/999?fields=id' },
      { relative_url: `/${WABA}?fields=name` },
    ]);
    expect(answer.status).toBe(200);
    const [number, missing, waba] = entriesOf(answer);
    expect(number).toMatchObject({
      code: 200,
      headers: expect.arrayContaining([expect.objectContaining({ name: 'ETag' })]),
    });
    expect(bodyOf(number)).toEqual({ status: 'CONNECTED', id: NUMBER });
    expect(missing?.code).toBe(400);
    expect(bodyOf(missing)).toMatchObject({ error: { code: 100, error_subcode: 33 } });
    expect(bodyOf(waba)).toEqual({ name: 'Waproof Account', id: WABA });
  });

  test.each(['/', '/v23.0', '/v23.0/', '/me', '/v23.0/me'])(
    'is taken at %s, as JSON text in a form too',
    async (path) => {
      const batch = JSON.stringify([{ method: 'GET', relative_url: NUMBER }]);
      const answer = await served.call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ batch, include_headers: 'false' }).toString(),
      });
      const [entry] = entriesOf(answer);
      expect(entry).toEqual({ code: 200, body: expect.any(String) });
    },
  );

  test('sends messages, each a call of its own in the history', async () => {
    const answer = await post([send('15557770001'), send('15557770002', { relative_url: `${NUMBER}/nothing` })]);
    expect(entriesOf(answer).map((entry) => entry?.code)).toEqual([200, 501]);
    const calls = served.observed('graph.call');
    expect(calls.map(({ route, action, to }) => [route, action, to])).toEqual([
      ['POST /{phone-number-id}/messages', 'send', '15557770001'],
      ['not simulated', 'other', undefined],
      ['POST / (batch)', 'other', undefined],
    ]);
  });

  test('gives an entry the value that an earlier one answered; the earlier one is left out unless wanted', async () => {
    const batch = [
      { method: 'GET', relative_url: `${WABA}/phone_numbers?fields=id`, name: 'numbers' },
      { method: 'GET', relative_url: '{result=numbers:$.data[0].id}?fields=display_phone_number' },
      { method: 'GET', relative_url: '?ids={result=numbers:$.data.*.id}&fields=id' },
    ];
    const [left, number, several] = entriesOf(await post(batch));
    expect(left).toBeNull();
    expect(bodyOf(number)).toMatchObject({ id: NUMBER });
    expect(bodyOf(several)).toEqual({ [NUMBER]: { id: NUMBER } });
    const [kept] = entriesOf(await post([{ ...batch[0], omit_response_on_success: false }, batch[1]]));
    expect(bodyOf(kept)).toMatchObject({ data: [{ id: NUMBER }] });
  });

  test('refuses an entry whose reference leads nowhere, not the others', async () => {
    const answer = await post([
      { method: 'GET', relative_url: NUMBER, name: 'a', omit_response_on_success: false },
      { method: 'GET', relative_url: '{result=a:$.no.such}' },
    ]);
    const [first, second] = entriesOf(answer);
    expect(first?.code).toBe(200);
    expect(second?.code).toBe(400);
    expect(bodyOf(second)).toMatchObject({ error: { code: 100 } });
  });

  test('takes the token of the batch, or of the entry', async () => {
    const answer = await served.call('/', {
      method: 'POST',
      headers: { authorization: undefined },
      body: {
        batch: [{ relative_url: NUMBER }, { relative_url: `${NUMBER}?access_token=wrong` }],
        access_token: 'EAAwaproof',
      },
    });
    expect(entriesOf(answer).map((entry) => entry?.code)).toEqual([200, 401]);
  });

  test('gives null for an entry whose answer is lost, and tells it from one that had no effect', async () => {
    served.trouble('graph.lost-answer', { probability: 1 });
    const answer = await post([send('15557770001'), { method: 'GET', relative_url: NUMBER }]);
    expect(entriesOf(answer)[0]).toBeNull();
    expect(served.observed('graph.call')[0]).toMatchObject({ answer: 'lost', effect: true, outcome: 'unknown' });
  });

  test.each([
    ['no array', 'x', 'Param batch must be an array.'],
    ['an empty one', [], 'Param batch must be an array.'],
    ['a text within', ['x'], 'Param batch[0] must be a JSON object.'],
    ['no relative_url', [{ method: 'GET' }], "The parameter batch[0]['relative_url'] is required."],
    ['an unknown method', [{ method: 'PATCH', relative_url: '1' }], "Param batch[0]['method'] must be one of"],
    [
      'a reference to a later entry',
      [{ relative_url: '{result=b:$.id}' }, { relative_url: '1', name: 'b' }],
      'depends on "b"',
    ],
    ['an entry that waits for itself', [{ relative_url: '1', name: 'b', depends_on: 'b' }], 'depends on "b"'],
  ])('is refused as a whole for %s', async (_, batch, message) => {
    const answer = await post(batch);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ error: { code: 100, message: expect.stringContaining(message) } });
  });

  test('holds 50 entries and not one more', async () => {
    const entries = (count: number) => Array.from({ length: count }, () => ({ relative_url: NUMBER }));
    expect(entriesOf(await post(entries(50)))).toHaveLength(50);
    expect((await post(entries(51))).json).toMatchObject({ error: { type: 'GraphBatchException' } });
  });
});

describe('a read of several objects', () => {
  test('is answered by id, with the fields asked for', async () => {
    const answer = await served.call(`/v23.0/?ids=${NUMBER},${WABA}&fields=id`, { method: 'GET' });
    expect(answer.json).toEqual({ [NUMBER]: { id: NUMBER }, [WABA]: { id: WABA } });
  });

  test('reads an edge of several objects', async () => {
    const answer = await served.call(`/v23.0/phone_numbers?ids=${WABA}&fields=id`, { method: 'GET' });
    expect(answer.json).toMatchObject({ [WABA]: { data: [{ id: NUMBER }] } });
  });

  test.each([
    [`${NUMBER},999`, 33],
    [Array.from({ length: 51 }, (_, i) => i + 1).join(','), undefined],
    [',', undefined],
  ])('is refused as a whole: %s', async (ids, subcode) => {
    const answer = await served.call(`/v23.0/?ids=${ids}`, { method: 'GET' });
    expect(answer.status).toBe(400);
    const { error } = answer.json as { error: { code: number; error_subcode?: number } };
    expect([error.code, error.error_subcode]).toEqual([100, subcode]);
  });
});
