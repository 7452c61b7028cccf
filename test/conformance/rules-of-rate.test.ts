/**
 * What Meta counts by rate, as an integration meets it over HTTP, in production's figures: throughput, pair rate, its
 * upgrade, and the hourly budgets of Graph calls with their headers. The platform's clock stands still between steps.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type GraphAnswer, type ServedMock, serveMock } from './served-mock.js';
import { command, errorOf, makeToken } from './token-holder.js';
import { receiveWebhooks } from './webhook-receiver.js';

const NUMBER = '100000000000001';
const WABA = '200000000000001';
const MINUTE = 60_000;

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock({ rules: {} });
  graph.mock.clock.pause();
});
afterEach(() => graph.close());

const hi = { type: 'text', text: { body: 'hi' } };
const user = (index: number) => String(15_558_000_000 + index);
const get = (path: string, token?: string) =>
  graph.call(`/v23.0/${path}`, { method: 'GET', ...(token && { headers: { authorization: `Bearer ${token}` } }) });
const codeOf = (answer: GraphAnswer) => errorOf(answer).code;
const accountUsage = ({ headers }: GraphAnswer) => JSON.parse(headers.get('x-business-use-case-usage') ?? 'null');
const appUsage = ({ headers }: GraphAnswer) => JSON.parse(headers.get('x-app-usage') ?? 'null');

async function passingOf(answers: readonly Promise<GraphAnswer>[]): Promise<number> {
  return (await Promise.all(answers)).filter(({ status }) => status === 200).length;
}

describe('throughput', () => {
  test('80 messages a second pass, one more is refused and says by which rule, and a second later all is well', async () => {
    expect(await passingOf(Array.from({ length: 80 }, (_, index) => graph.send({ ...hi, to: user(index) })))).toBe(80);
    const refused = await graph.send({ ...hi, to: user(80) });
    expect(refused.status).toBe(400);
    expect(refused.headers.get('retry-after')).toBeNull();
    expect(errorOf(refused)).toMatchObject({ code: 130429, message: '(#130429) Rate limit hit' });
    expect(graph.lastCall()).toMatchObject({
      status: 400,
      error: { code: 130429, rule: 'throughput', definite: true },
    });
    await graph.mock.clock.advance(1_000);
    expect((await graph.send({ ...hi, to: user(80) })).status).toBe(200);
  });

  test('of 100 sends at the same instant exactly 80 are accepted', async () => {
    expect(await passingOf(Array.from({ length: 100 }, (_, index) => graph.send({ ...hi, to: user(index) })))).toBe(80);
  });

  test('is upgraded within a minute, in which sends are refused with 500, and the webhook tells of it', async () => {
    const subject = await receiveWebhooks();
    await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
    const begun = await command(graph, `/numbers/${NUMBER}`, { throughputLevel: 'HIGH' });
    expect(begun).toMatchObject({ throughputLevel: 'STANDARD', counters: { isUpgrading: true } });
    const refused = await graph.send(hi);
    expect([refused.status, codeOf(refused)]).toEqual([500, 131057]);
    await graph.mock.clock.advance(MINUTE);
    expect((await get(`${NUMBER}?fields=throughput`)).json).toEqual({ throughput: { level: 'HIGH' }, id: NUMBER });
    expect((await graph.send(hi)).status).toBe(200);
    await graph.until(() => subject.webhooks.length > 0, 'the webhook came');
    expect(JSON.parse(String(subject.webhooks[0]?.rawBody))).toMatchObject({
      entry: [
        {
          id: WABA,
          changes: [
            {
              field: 'phone_number_quality_update',
              value: {
                event: 'THROUGHPUT_UPGRADE',
                display_phone_number: '15550100001',
                current_limit: 'TIER_UNLIMITED',
              },
            },
          ],
        },
      ],
    });
    await subject.close();
  });
});

describe('pair rate', () => {
  test('45 messages at once pass, the 46th is refused, and nothing more goes for 270 seconds', async () => {
    expect(await passingOf(Array.from({ length: 45 }, () => graph.send(hi)))).toBe(45);
    const refused = await graph.send(hi);
    expect(refused.status).toBe(400);
    expect(errorOf(refused)).toMatchObject({
      code: 131056,
      message: '(#131056) (Business Account, Consumer Account) pair rate limit hit',
      error_data: { messaging_product: 'whatsapp', details: expect.stringContaining('short period of time') },
    });
    expect(graph.lastCall().error).toMatchObject({ rule: 'pair-rate' });
    expect((await graph.send({ ...hi, to: user(1) })).status).toBe(200);
    await graph.mock.clock.advance(269_999);
    expect(codeOf(await graph.send(hi))).toBe(131056);
    await graph.mock.clock.advance(1);
    expect((await graph.send(hi)).status).toBe(200);
  });
});

describe('the budget of an account', () => {
  beforeEach(() => command(graph, '/numbers/all', { figures: { accountCallsPerHour: 20 } }));

  test('headers count every call, and say when there is room again', async () => {
    const seen: number[] = [];
    for (let calls = 0; calls < 20; calls++) {
      const answer = await get(`${WABA}?fields=name`);
      expect(answer.status).toBe(200);
      seen.push(accountUsage(answer)[WABA][0].call_count);
    }
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => (index + 1) * 5));
    const refused = await get(`${WABA}?fields=name`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([400, null]);
    expect(errorOf(refused)).toMatchObject({ code: 80007, is_transient: true });
    const [usage] = accountUsage(refused)[WABA];
    expect(usage).toEqual({
      type: 'whatsapp_business_management',
      call_count: 105,
      total_cputime: 105,
      total_time: 105,
      estimated_time_to_regain_access: expect.toBeOneOf([60, 61]),
    });
    expect(graph.lastCall().error).toMatchObject({ rule: 'account-calls' });
    await graph.mock.clock.advance(usage.estimated_time_to_regain_access * MINUTE);
    expect((await get(`${WABA}?fields=name`)).status).toBe(200);
  });

  test('templates and numbers say 80008, in recorded words', async () => {
    for (let calls = 0; calls < 20; calls++) await get(`${WABA}/phone_numbers`);
    for (const edge of ['phone_numbers', 'message_templates'])
      expect(errorOf(await get(`${WABA}/${edge}`))).toMatchObject({
        code: 80008,
        message: expect.stringMatching(
          /^\(#80008\) There have been too many calls to this WhatsApp Business account\./,
        ),
      });
  });

  test('each entry of a batch counts, and each id of a read of several', async () => {
    const batch = Array.from({ length: 19 }, () => ({ method: 'GET', relative_url: `v23.0/${WABA}?fields=name` }));
    await graph.call('/v23.0/', { body: { batch } });
    const { json } = await graph.call(`/v23.0/?ids=${WABA},${NUMBER}`, { method: 'GET' });
    expect(json).toMatchObject({ error: { code: 80007 } });
  });

  test('sends, profiles and media go on when it is used up', async () => {
    for (let calls = 0; calls < 25; calls++) await get(`${WABA}?fields=name`);
    const sent = await graph.send(hi);
    expect(sent.status).toBe(200);
    expect(accountUsage(sent)).toMatchObject({ [WABA]: [{ type: 'whatsapp', call_count: 1 }] });
    expect((await get(`${NUMBER}/whatsapp_business_profile`)).status).toBe(200);
  });

  test('a call that is not let in costs nothing', async () => {
    for (let calls = 0; calls < 25; calls++) expect((await get(WABA, 'EAAwrong')).status).toBe(401);
    expect((await get(WABA)).status).toBe(200);
  });
});

describe('the budget of a token', () => {
  test('of an app: 4, and X-App-Usage', async () => {
    await command(graph, '/numbers/all', { figures: { appCallsPerHour: 4 } });
    const token = await makeToken(graph, { kind: 'app' });
    const counts: number[] = [];
    for (let calls = 0; calls < 4; calls++) counts.push(appUsage(await get('app', token)).call_count);
    expect(counts).toEqual([25, 50, 75, 100]);
    const refused = await get('app', token);
    expect(errorOf(refused)).toMatchObject({ code: 4, message: '(#4) Application request limit reached' });
    expect(appUsage(refused)).toEqual({ call_count: 125, total_cputime: 125, total_time: 125 });
    expect(accountUsage(refused)).toBeNull();
  });

  test('of a person: 17', async () => {
    await command(graph, '/numbers/all', { figures: { userCallsPerHour: 2 } });
    const token = await makeToken(graph, { kind: 'user', scopes: ['public_profile'] });
    for (let calls = 0; calls < 2; calls++) expect((await get('me', token)).status).toBe(200);
    expect(codeOf(await get('me', token))).toBe(17);
  });

  test('of a system user: none', async () => {
    await command(graph, '/numbers/all', { figures: { appCallsPerHour: 0, userCallsPerHour: 0 } });
    expect((await get('me')).status).toBe(200);
  });
});

test('looks at call permissions: 613, HTTP 429', async () => {
  await command(graph, `/numbers/${NUMBER}`, { figures: { callPermissionReadsPerHour: 1 } });
  const look = () => get(`${NUMBER}/call_permissions?user_wa_id=15557770001`);
  expect((await look()).status).toBe(200);
  const refused = await look();
  expect([refused.status, codeOf(refused)]).toEqual([429, 613]);
});
