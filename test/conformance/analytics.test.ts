/** Analytics count what was really sent: messages, prices, conversations, calls and templates, over HTTP. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ServedMock, serveMock, TODAY } from './served-mock.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

const WABA = '/v23.0/200000000000001';
const FROM = TODAY / 1_000;
const TO = FROM + 86_400;
const TEMPLATE = '500000000000001';

let graph: ServedMock;
let subject: WebhookReceiver;
beforeEach(async () => {
  [graph, subject] = await Promise.all([serveMock({ speed: 50 }), receiveWebhooks()]);
  await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
});
afterEach(async () => {
  await graph.close();
  await subject.close();
});

const field = async (fields: string) =>
  (await graph.call(`${WABA}?fields=${encodeURIComponent(fields)}`, { method: 'GET' })).json;
const span = `.start(${FROM}).end(${TO})`;
const hello = { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } };

/** Two free-form messages to Spain, one template to the United States, all of them delivered. */
async function sendThree(): Promise<void> {
  for (const user of ['34600000001', '34600000002', '15557770001']) {
    graph.mock.write({ user, content: { type: 'text', text: { body: 'hello' } } });
    await graph.send({ to: user, ...(user.startsWith('34') ? { text: { body: 'hi' } } : hello) });
  }
  await graph.until(
    () => graph.observed('status.reached').filter(({ status }) => status === 'delivered').length >= 3,
    'deliveries',
  );
}

describe('analytics', () => {
  test('without messages are just their granularity', async () => {
    expect(await field(`analytics${span}.granularity(HALF_HOUR)`)).toEqual({
      analytics: { granularity: 'HALF_HOUR' },
      id: '200000000000001',
    });
  });

  test('count messages sent and delivered, by half hour, day or month', async () => {
    await sendThree();
    const point = { start: FROM, end: FROM + 1_800, sent: 3, delivered: 3 };
    expect(await field(`analytics${span}.granularity(HALF_HOUR)`)).toEqual({
      analytics: {
        phone_numbers: ['15550100001'],
        country_codes: ['ES', 'US'],
        granularity: 'HALF_HOUR',
        data_points: [point],
      },
      id: '200000000000001',
    });
    expect(await field(`analytics${span}.granularity(DAY)`)).toMatchObject({
      analytics: { data_points: [{ ...point, end: TO }] },
    });
    expect(await field(`analytics${span}.granularity(MONTH)`)).toMatchObject({
      analytics: {
        data_points: [{ start: Date.UTC(2026, 10, 1) / 1_000, end: Date.UTC(2026, 11, 1) / 1_000, sent: 3 }],
      },
    });
  });

  test('are filtered by number and country, and end where the span ends', async () => {
    await sendThree();
    expect(await field(`analytics${span}.granularity(DAY).country_codes(["ES"])`)).toMatchObject({
      analytics: { country_codes: ['ES'], data_points: [{ sent: 2, delivered: 2 }] },
    });
    expect(await field(`analytics${span}.granularity(DAY).phone_numbers([15550100002])`)).toMatchObject({
      analytics: { granularity: 'DAY' },
    });
    const before = await field(`analytics.start(${FROM - 86_400}).end(${FROM}).granularity(DAY)`);
    expect(before).toEqual({ analytics: { granularity: 'DAY' }, id: '200000000000001' });
  });

  test.each([
    ['analytics', 'The parameter start is required.'],
    [`analytics.start(${TO}).end(${FROM}).granularity(DAY)`, 'Param end must be after start.'],
    [`analytics.start(x).end(${TO}).granularity(DAY)`, 'Param start must be a Unix timestamp.'],
    [`analytics${span}.granularity(WEEK)`, 'Param granularity must be one of {HALF_HOUR, DAY, MONTH} - got "WEEK".'],
    [
      `pricing_analytics${span}.granularity(DAY)`,
      'Param granularity must be one of {HALF_HOUR, DAILY, MONTHLY} - got "DAY".',
    ],
    [`pricing_analytics${span}.granularity(DAILY).dimensions(["COLOUR"])`, 'Param dimensions must be one of'],
    [`analytics.start(1).end(${TO}).granularity(DAY)`, 'Param start must be at most a year before end.'],
  ])('%s is refused', async (fields, message) => {
    expect(await field(fields)).toMatchObject({ error: { code: 100, message: expect.stringContaining(message) } });
  });
});

test('pricing and conversations tell volumes by the dimensions that are asked for', async () => {
  await sendThree();
  const asked = '.granularity(DAILY).dimensions(["PRICING_CATEGORY","COUNTRY"])';
  const { pricing_analytics } = (await field(`pricing_analytics${span}${asked}`)) as {
    pricing_analytics: { data: { data_points: object[] }[] };
  };
  const point = { start: FROM, end: TO, cost: 0 };
  expect(pricing_analytics.data[0]?.data_points).toEqual(
    expect.arrayContaining([
      { ...point, country: 'ES', pricing_category: 'SERVICE', volume: 2 },
      { ...point, country: 'US', pricing_category: 'UTILITY', volume: 1 },
    ]),
  );
  expect(await field(`pricing_analytics${span}.granularity(DAILY).metric_types(["VOLUME"])`)).toMatchObject({
    pricing_analytics: { data: [{ data_points: [{ start: FROM, end: TO, volume: 3 }] }] },
  });
  expect(
    await field(`conversation_analytics${span}.granularity(DAILY).dimensions(["CONVERSATION_DIRECTION"])`),
  ).toMatchObject({
    conversation_analytics: {
      data: [
        {
          data_points: expect.arrayContaining([
            { ...point, conversation: 2, conversation_direction: 'USER_INITIATED' },
            { ...point, conversation: 1, conversation_direction: 'BUSINESS_INITIATED' },
          ]),
        },
      ],
    },
  });
});

describe('template analytics', () => {
  const edge = (query: string) => graph.call(`${WABA}/template_analytics?${query}`, { method: 'GET' });
  const asked = `start=${FROM}&end=${TO}&granularity=DAILY&template_ids=[${TEMPLATE}]`;
  const enable = () => graph.call(WABA, { method: 'POST', body: { is_enabled_for_insights: true } });

  test('need insights', async () => {
    expect((await edge(asked)).json).toMatchObject({ error: { code: 200007 } });
  });

  test('count what a template sent, as an edge and as a field', async () => {
    await enable();
    await sendThree();
    const rows = {
      data: [
        {
          granularity: 'DAILY',
          product_type: 'cloud_api',
          data_points: [{ template_id: TEMPLATE, start: FROM, end: TO, sent: 1, delivered: 1 }],
        },
      ],
    };
    expect((await edge(`${asked}&metric_types=SENT,DELIVERED`)).json).toMatchObject(rows);
    const fields = `template_analytics${span}.granularity(DAILY).template_ids([${TEMPLATE}]).metric_types(["SENT","DELIVERED"])`;
    expect(await field(fields)).toMatchObject({ template_analytics: rows });
  });

  test.each([
    [`start=${FROM}&end=${TO}`, 'template_ids is required'],
    [`${asked}&granularity=HOURLY`, 'Param granularity must be one of {DAILY}'],
    [`start=${FROM}&end=${TO}&template_ids=1,2,3,4,5,6,7,8,9,10,11`, 'at most 10 elements'],
    [`start=${FROM - 91 * 86_400}&end=${TO}&template_ids=1`, 'at most 90 days ago'],
    [`${asked}&metric_types=LOVE`, 'Param metric_types must be one of'],
  ])('%s is refused', async (query, message) => {
    await enable();
    expect((await edge(query)).json).toMatchObject({ error: { code: 100, message: expect.stringContaining(message) } });
  });
});

test.each(['template_group_analytics', 'group_analytics'])('%s are empty', async (edge) => {
  const query = `start=${FROM}&end=${TO}&granularity=DAILY`;
  expect((await graph.call(`${WABA}/${edge}?${query}`, { method: 'GET' })).json).toEqual({ data: [] });
});
