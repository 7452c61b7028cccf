/** What time and users make of templates, over HTTP: reviews, pauses, categories, pacing, and the webhooks about them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { template } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';
import { draft, TEMPLATES } from './template-drafts.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

type Parts = Readonly<Record<string, unknown>>;

const HELLO_WORLD = '500000000000001';
const TOLD = [
  'messages',
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
];

let graph: ServedMock;
let subject: WebhookReceiver;
beforeEach(async () => {
  [graph, subject] = await Promise.all([serveMock(), receiveWebhooks()]);
  await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
  await control('clock', { pause: true });
});
afterEach(async () => {
  await graph.close();
  await subject.close();
});

const control = (path: string, body: Parts) => graph.call(`/_waproof/${path}`, { body });
const set = (figures: Parts) => control('numbers/all', { figures });
const advance = (duration: string) => control('clock', { advance: duration });
const review = (body: Parts, id = HELLO_WORLD) => control(`templates/${id}/review`, body);
const statusOf = async (id = HELLO_WORLD) =>
  ((await graph.call(`/v23.0/${id}?fields=status`, { method: 'GET' })).json as { status: string }).status;
const create = async (parts: Parts) => (await graph.call(TEMPLATES, { body: draft(parts) })).json as Parts;
const send = async (name = 'hello_world') => {
  const answer = await graph.send(template({ name, language: { code: 'en_US' } }));
  return answer.json as {
    readonly messages?: readonly { readonly id: string; readonly message_status: string }[];
    readonly error?: { readonly code: number };
  };
};

/** What came by webhook, without messages and statuses. */
const told = () =>
  subject.webhooks
    .map(({ rawBody }) => JSON.parse(rawBody.toString()).entry[0])
    .map(({ id, changes: [change] }) => ({ id, field: change.field, ...change.value }))
    .filter(({ field }) => TOLD.includes(field) && field !== 'messages');

test('a review takes as long as is set, and its end comes by webhook', async () => {
  await set({ reviewDelayMs: 600_000 });
  const created = await create({ name: 'thanks' });
  expect(created).toEqual({ id: expect.any(String), status: 'PENDING', category: 'UTILITY' });
  expect((await send('thanks')).error?.code).toBe(132001);
  await advance('9m');
  expect(await statusOf(String(created.id))).toBe('PENDING');
  await advance('1m');
  expect(await statusOf(String(created.id))).toBe('APPROVED');
  expect((await send('thanks')).messages).toHaveLength(1);
  expect(told()).toEqual([
    {
      id: '200000000000001',
      field: 'message_template_status_update',
      event: 'APPROVED',
      message_template_id: Number(created.id),
      message_template_name: 'thanks',
      message_template_language: 'en_US',
      message_template_category: 'UTILITY',
      reason: 'NONE',
    },
  ]);
});

test('a template that is rejected says why and what to do', async () => {
  await create({ name: 'rejected_offer' });
  await advance('1s');
  expect(told()).toEqual([
    expect.objectContaining({
      event: 'REJECTED',
      reason: 'INVALID_FORMAT',
      rejection_info: { reason: expect.any(String), recommendation: expect.any(String) },
    }),
  ]);
});

test('low quality pauses for three hours; sends are refused meanwhile', async () => {
  expect((await review({ quality: 'RED' })).json).toMatchObject({ status: 'PAUSED', quality: 'RED' });
  expect((await send()).error?.code).toBe(132015);
  await advance('179m');
  expect(await statusOf()).toBe('PAUSED');
  await advance('1m');
  expect((await send()).messages).toHaveLength(1);
  expect(told()).toMatchObject([
    {
      field: 'message_template_quality_update',
      previous_quality_score: 'UNKNOWN',
      new_quality_score: 'RED',
      message_template_name: 'hello_world',
    },
    { event: 'PAUSED', other_info: { title: 'FIRST_PAUSE' } },
    { event: 'APPROVED', other_info: { title: 'UNPAUSE' } },
  ]);
});

test('the third pause is for good', async () => {
  for (const status of ['PAUSED', 'PAUSED', 'DISABLED']) {
    await review({ pause: true });
    expect(await statusOf()).toBe(status);
    if (status === 'PAUSED') await review({ pause: false });
  }
  expect((await send()).error?.code).toBe(132016);
});

test('blocks and reports of users lower the quality', async () => {
  await set({ templateRatedFrom: 4, templateYellowShare: 0.25, templateRedShare: 0.5 });
  for (let n = 0; n < 4; n++) expect((await send()).messages).toHaveLength(1);
  await advance('1m');
  const rate = async (body: Parts) =>
    ((await control(`templates/${HELLO_WORLD}/feedback`, body)).json as { quality: string }).quality;
  expect(await rate({})).toBe('GREEN');
  expect(await rate({ blocks: 1 })).toBe('YELLOW');
  expect(await rate({ reports: 1 })).toBe('RED');
  expect(await statusOf()).toBe('PAUSED');
});

test('another category is announced, read as such, and comes into force a day later', async () => {
  await review({ correct_category: 'MARKETING' });
  const read = async () =>
    (await graph.call(`/v23.0/${HELLO_WORLD}?fields=category,correct_category`, { method: 'GET' })).json;
  expect(await read()).toEqual({ category: 'UTILITY', correct_category: 'MARKETING', id: HELLO_WORLD });
  await advance('24h');
  expect(await read()).toEqual({ category: 'MARKETING', id: HELLO_WORLD });
  expect(told()).toMatchObject([
    { field: 'template_category_update', new_category: 'UTILITY', correct_category: 'MARKETING' },
    { field: 'template_category_update', previous_category: 'UTILITY', new_category: 'MARKETING' },
  ]);
});

test('a marketing text that is declared as a notice is stored as marketing', async () => {
  expect(await create({ name: 'misdeclared_offer', allow_category_change: false })).toMatchObject({
    category: 'MARKETING',
  });
});

test('what is done by hand is told as well: edited, archived, deleted', async () => {
  const edited = { components: [{ type: 'BODY', text: 'New words.' }] };
  expect((await graph.call(`/v23.0/${HELLO_WORLD}`, { body: edited })).json).toEqual({ success: true });
  for (const edge of ['archive', 'unarchive'])
    await graph.call(`${TEMPLATES}/${edge}`, { body: { hsm_ids: [HELLO_WORLD] } });
  await create({ name: 'thanks' });
  await graph.call(`${TEMPLATES}?name=thanks`, { method: 'DELETE' });
  await advance('1s');
  const what = ({ field, event, message_template_element }: Parts) => event ?? `${field} ${message_template_element}`;
  expect(told().map(what).sort()).toEqual(
    [
      ...['message_template_components_update New words.', 'APPROVED', 'ARCHIVED', 'UNARCHIVED'],
      ...['APPROVED', 'DELETED'],
    ].sort(),
  );
});

describe('pacing', () => {
  const statuses = () => graph.observed('status.reached').map(({ message, status, error }) => [message, status, error]);

  /** Sends three of a new template, of which the first goes out. */
  async function sendThree() {
    await set({ pacingFirst: 1, marketingPerUserPerDay: 10 });
    const { id } = await create({ name: 'offer', category: 'MARKETING' });
    const sent = [await send('offer'), await send('offer'), await send('offer')].map((answer) => answer.messages?.[0]);
    expect(sent.map((message) => message?.message_status)).toEqual([
      'accepted',
      'held_for_quality_assessment',
      'held_for_quality_assessment',
    ]);
    return { id: String(id), ids: sent.map((message) => message?.id) };
  }

  test('held messages go out within the hour', async () => {
    const { ids } = await sendThree();
    await advance('59m');
    expect(new Set(statuses().map(([message]) => message))).toEqual(new Set([ids[0]]));
    await advance('2m');
    expect(new Set(statuses().map(([message]) => message))).toEqual(new Set(ids));
    expect(statuses().map(([, status]) => status)).not.toContain('failed');
    expect((await send('offer')).messages?.[0]?.message_status).toBe('accepted');
  });

  test('or fail with 132015 when it is decided so, and the template is paused until it is unpaused', async () => {
    const { id, ids } = await sendThree();
    expect((await review({ pacing: 'dropped' }, id)).status).toBe(200);
    await advance('1m');
    const failed = statuses().filter(([, status]) => status === 'failed');
    expect(failed).toEqual(
      ids
        .slice(1)
        .map((message) => [message, 'failed', expect.objectContaining({ code: 132015, rule: 'template-pacing' })]),
    );
    await advance('100h');
    expect(await statusOf(id)).toBe('PAUSED');
    expect((await graph.call(`/v23.0/${id}/unpause`)).json).toEqual({ success: true });
    expect((await send('offer')).messages?.[0]?.message_status).toBe('accepted');
    expect((await send('offer')).messages?.[0]?.message_status).toBe('held_for_quality_assessment');
    expect(told()).toMatchObject([
      { event: 'APPROVED' },
      { event: 'PAUSED', other_info: { title: 'RATE_LIMITING_PAUSE' } },
      { event: 'APPROVED', other_info: { title: 'UNPAUSE' } },
    ]);
  });
});

test.each<[string, Parts, string]>([
  ['a pause of what is paused not', { pause: false }, 'it cannot be unpaused'],
  ['a status beside a pause', { pause: true, status: 'APPROVED' }, 'expected a status or a pause, not both'],
  ['a decision about nothing', { pacing: 'released' }, 'no messages of the template 500000000000001 are held'],
  ['a word for a truth', { pause: 'maybe' }, 'pause: '],
  ['another decision', { pacing: 'forgotten' }, 'pacing: '],
])('the control API refuses %s', async (_, body, words) => {
  const { status, json } = await review(body);
  expect([status, (json as { error: string }).error]).toEqual([400, expect.stringContaining(words)]);
});

test.each<[string, Parts, string]>([
  [HELLO_WORLD, { blocks: -1 }, 'blocks: '],
  [HELLO_WORLD, { likes: 1 }, 'likes'],
  ['5', { blocks: 1 }, 'no template has the id "5"'],
])('the feedback on %s refuses %j', async (id, body, words) => {
  const { status, json } = await control(`templates/${id}/feedback`, body);
  expect([status, (json as { error: string }).error]).toEqual([400, expect.stringContaining(words)]);
});
