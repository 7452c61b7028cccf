/** What becomes of templates over HTTP: reviewed, paused, archived, compared, migrated; and what sends then get. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wabas } from '../../mock-server/world/accounts.js';
import { FLOWS, soundFlow } from './flow-bodies.js';
import { type ServedMock, serveMock, TODAY } from './served-mock.js';
import { body, draft, TEMPLATES } from './template-drafts.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

type Parts = Readonly<Record<string, unknown>>;

const ORDER_UPDATE = '500000000000002';
const HELLO_WORLD = '500000000000001';
const get = async (path: string) => (await graph.call(path, { method: 'GET' })).json as Parts;
const post = async (path: string, given: Parts = {}) => (await graph.call(path, { body: given })).json as Parts;
const create = async (parts: Parts = {}) => String((await post(TEMPLATES, draft(parts))).id);
const review = (id: string, given: Parts) => graph.call(`/_waproof/templates/${id}/review`, { body: given });
const sendNamed = (name: string, components: readonly unknown[] = []) =>
  graph.send({ type: 'template', template: { name, language: { code: 'en_US' }, components } });
const hello = () => sendNamed('hello_world');
const refusal = (message: string) => ({
  error: { message: `(#100) ${message}`, type: 'OAuthException', code: 100, fbtrace_id: expect.any(String) },
});

describe('a review', () => {
  test('is read back in every field that tells of it', async () => {
    const reviewed = await review(HELLO_WORLD, {
      status: 'REJECTED',
      reason: 'PROMOTIONAL',
      category: 'MARKETING',
      quality: 'YELLOW',
    });
    expect([reviewed.status, reviewed.json]).toEqual([
      200,
      {
        id: HELLO_WORLD,
        name: 'hello_world',
        language: 'en_US',
        status: 'REJECTED',
        category: 'MARKETING',
        rejected_reason: 'PROMOTIONAL',
        quality: 'YELLOW',
      },
    ]);
    const fields = 'status,category,previous_category,rejected_reason,quality_score,health_status';
    expect(await get(`/v23.0/${HELLO_WORLD}?fields=${fields}`)).toMatchObject({
      status: 'REJECTED',
      category: 'MARKETING',
      previous_category: 'UTILITY',
      rejected_reason: 'PROMOTIONAL',
      quality_score: { score: 'YELLOW', date: expect.any(Number) },
      health_status: { can_send_message: 'BLOCKED', entities: [{ id: HELLO_WORLD, can_send_message: 'BLOCKED' }] },
    });
    const listed = await get(`${TEMPLATES}?quality_score=YELLOW&fields=name`);
    expect(listed.data).toEqual([{ name: 'hello_world', id: HELLO_WORLD }]);
  });

  test.each<[string, number, number, string]>([
    ['PAUSED', 400, 132015, 'Template (hello_world) in en_US is paused because of its low quality.'],
    ['DISABLED', 400, 132016, 'Template (hello_world) in en_US is disabled because of its low quality.'],
    ['PENDING', 404, 132001, 'template name (hello_world) does not exist in en_US'],
    ['REJECTED', 404, 132001, 'template name (hello_world) does not exist in en_US'],
    ['ARCHIVED', 404, 132001, 'template name (hello_world) does not exist in en_US'],
  ])('that leaves it %s keeps it from being sent', async (status, httpStatus, code, details) => {
    await review(HELLO_WORLD, { status });
    const answer = await hello();
    expect([answer.status, answer.json]).toMatchObject([httpStatus, { error: { code, error_data: { details } } }]);
    await review(HELLO_WORLD, { status: 'APPROVED' });
    expect((await hello()).status).toBe(200);
  });

  test('decides what may be done with it', async () => {
    await review(HELLO_WORLD, { status: 'DISABLED' });
    const edited = await post(`/v23.0/${HELLO_WORLD}`, { components: [body('New words.')] });
    expect(edited).toMatchObject({ error: { error_subcode: 2388039 } });
    const removed = await graph.call(`${TEMPLATES}?name=hello_world`, { method: 'DELETE' });
    expect(removed.json).toMatchObject({ error: { error_subcode: 2388039 } });
    await review(HELLO_WORLD, { status: 'PAUSED' });
    for (const words of ['New words.', 'Newer words.']) {
      await review(HELLO_WORLD, { status: 'PAUSED' });
      expect(await post(`/v23.0/${HELLO_WORLD}`, { components: [body(words)] })).toEqual({ success: true });
    }
    expect(await get(`/v23.0/${HELLO_WORLD}?fields=status`)).toEqual({ status: 'APPROVED', id: HELLO_WORLD });
  });

  test.each<[string, string, unknown, string]>([
    ['of a template that is not there', '5', { status: 'PAUSED' }, 'no template has the id "5"'],
    ['that says nothing', HELLO_WORLD, {}, 'expected a status, reason, category or quality'],
    ['in other words', HELLO_WORLD, { status: 'LOST' }, 'status: '],
    ['with a stranger', HELLO_WORLD, { colour: 1 }, 'colour'],
  ])('%s is refused', async (_, id, given, words) => {
    const answer = await review(id, given as Parts);
    expect([answer.status, (answer.json as { error: string }).error]).toEqual([400, expect.stringContaining(words)]);
  });
});

describe('pausing and archiving', () => {
  const unpause = (id: string) => post(`/v23.0/${id}/unpause`);
  const move = (edge: string, ids: unknown) => post(`${TEMPLATES}/${edge}`, { hsm_ids: ids });

  test('a paused template is sent again once it is unpaused', async () => {
    expect(await unpause(HELLO_WORLD)).toEqual({ success: false, reason: 'The template is not paused.' });
    await review(HELLO_WORLD, { status: 'PAUSED' });
    expect(await unpause(HELLO_WORLD)).toEqual({ success: true });
    expect((await hello()).status).toBe(200);
    expect(await unpause('500000000000999')).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });

  test('templates go into the archive and come back as they were', async () => {
    await review(ORDER_UPDATE, { status: 'REJECTED', reason: 'SCAM' });
    const pending = await create({ name: 'pending_offer' });
    expect(await move('archive', [HELLO_WORLD, ORDER_UPDATE, pending, '5'])).toEqual({
      archived_templates: [HELLO_WORLD, ORDER_UPDATE],
      failed_templates: {
        [pending]: 'Only approved or rejected templates can be archived',
        '5': 'The template does not exist',
      },
    });
    expect((await get(`${TEMPLATES}?status=ARCHIVED&fields=name`)).data).toHaveLength(2);
    expect(await move('unarchive', `${ORDER_UPDATE},${pending}`)).toEqual({
      unarchived_templates: [ORDER_UPDATE],
      failed_templates: { [pending]: 'Only archived templates can be unarchived' },
    });
    expect(await get(`/v23.0/${ORDER_UPDATE}?fields=status`)).toEqual({ status: 'REJECTED', id: ORDER_UPDATE });
  });

  test.each<[unknown, string]>([
    [undefined, 'The parameter hsm_ids is required.'],
    [7, 'Param hsm_ids must be an array.'],
    [Array.from({ length: 101 }, (_, index) => String(index)), 'Param hsm_ids must have at most 100 elements.'],
  ])('the archive refuses %j', async (ids, words) => {
    for (const edge of ['archive', 'unarchive']) expect(await move(edge, ids)).toEqual(refusal(words));
  });
});

describe('fields', () => {
  test('what is created with a template is read back, and changes without a new review', async () => {
    const spec = { bid_strategy: 'LOWEST_COST_WITH_BID_CAP', bid_amount: 900 };
    const id = await create({
      name: 'offer',
      category: 'MARKETING',
      sub_category: 'custom',
      message_send_ttl_seconds: 50_000,
      cta_url_link_tracking_opted_out: true,
      optimization_spec: { ...spec, bid_strategy: 'lowest_cost_with_bid_cap' },
    });
    const fields = 'fields=sub_category,message_send_ttl_seconds,cta_url_link_tracking_opted_out,optimization_spec';
    const expected = {
      sub_category: 'CUSTOM',
      message_send_ttl_seconds: 50_000,
      cta_url_link_tracking_opted_out: true,
      optimization_spec: spec,
      id,
    };
    expect(await get(`/v23.0/${id}?${fields}`)).toEqual(expected);
    for (const optedOut of [false, true, false])
      expect(await post(`/v23.0/${id}`, { cta_url_link_tracking_opted_out: optedOut })).toEqual({ success: true });
    expect(await get(`/v23.0/${id}?${fields}`)).toEqual({ ...expected, cta_url_link_tracking_opted_out: false });
  });

  test.each<[string, Parts, string]>([
    [
      'a price for a notice',
      { optimization_spec: { bid_strategy: 'LOWEST_COST_WITH_BID_CAP', bid_amount: 9 } },
      'Param optimization_spec is for MARKETING templates only.',
    ],
    [
      'no price',
      { category: 'MARKETING', optimization_spec: { bid_strategy: 'LOWEST_COST_WITH_BID_CAP', bid_amount: 0 } },
      "Param optimization_spec['bid_amount'] must be a positive integer.",
    ],
    [
      'another strategy',
      { optimization_spec: { bid_strategy: 'ALL_IN', bid_amount: 9 } },
      `Param optimization_spec['bid_strategy'] must be one of {LOWEST_COST_WITH_BID_CAP} - got "ALL_IN".`,
    ],
    [
      'a word for a truth',
      { cta_url_link_tracking_opted_out: 'maybe' },
      'Param cta_url_link_tracking_opted_out must be a boolean.',
    ],
  ])('%s is refused', async (_, parts, words) => {
    expect(await post(TEMPLATES, draft(parts))).toEqual(refusal(words));
  });

  test('a list is cut by the time of the last change', async () => {
    const seconds = Math.floor(TODAY / 1_000);
    const names = async (query: string) => ((await get(`${TEMPLATES}?fields=name&${query}`)).data as Parts[]).length;
    expect(await names(`since=${seconds}`)).toBe(3);
    expect(await names(`since=${seconds + 3_600}`)).toBe(0);
    expect(await names(`until=${seconds + 3_600}`)).toBe(3);
    expect(await names(`until=${seconds - 1}`)).toBe(0);
    expect(await get(`${TEMPLATES}?since=yesterday`)).toEqual(refusal('Param since must be a UNIX timestamp.'));
  });
});

describe('comparing', () => {
  const WINDOW = `start=${TODAY / 1_000 - 604_800}&end=${TODAY / 1_000 + 3_600}`;
  const compare = (id: string, query: string) => get(`/v23.0/${id}/compare?${query}`);

  test('counts what was sent', async () => {
    await hello();
    await hello();
    expect(await compare(HELLO_WORLD, `template_ids=[${ORDER_UPDATE}]&${WINDOW}`)).toEqual({
      data: [
        { metric: 'BLOCK_RATE', type: 'RELATIVE', order_by_relative_metric: [HELLO_WORLD, ORDER_UPDATE] },
        {
          metric: 'MESSAGE_SENDS',
          type: 'NUMBER_VALUES',
          number_values: [
            { key: HELLO_WORLD, value: 2 },
            { key: ORDER_UPDATE, value: 0 },
          ],
        },
        {
          metric: 'TOP_BLOCK_REASON',
          type: 'STRING_VALUES',
          string_values: [
            { key: HELLO_WORLD, value: 'UNKNOWN_BLOCK_REASON' },
            { key: ORDER_UPDATE, value: 'UNKNOWN_BLOCK_REASON' },
          ],
        },
      ],
    });
  });

  test.each([
    [`template_ids=${ORDER_UPDATE}&end=1`, 'The parameter start is required.'],
    [WINDOW, 'The parameter template_ids is required.'],
    [`template_ids=[1,2]&${WINDOW}`, 'Param template_ids must have exactly 1 element.'],
    [
      `template_ids=[5]&${WINDOW}`,
      'Param template_ids must be another template of the same WhatsApp Business Account.',
    ],
    [
      `template_ids=[${HELLO_WORLD}]&${WINDOW}`,
      'Param template_ids must be another template of the same WhatsApp Business Account.',
    ],
    [`template_ids=[${ORDER_UPDATE}]&start=2&end=1`, 'Param start must be before end.'],
  ])('refuses %j', async (query, words) => {
    expect(await compare(HELLO_WORLD, query)).toEqual(refusal(words));
  });
});

describe('accounts', () => {
  const account = (businessId = '400000000000001') =>
    graph.mock.world.of(wabas).add((id) => ({
      id,
      businessId,
      name: 'Second',
      currency: 'USD',
      timezoneId: '1',
      isEnabledForInsights: false,
    })).id;

  test('have templates of their own', async () => {
    const edge = `/v23.0/${account()}/message_templates`;
    expect(await get(edge)).toEqual({ data: [] });
    expect((await post(edge, draft({ name: 'order_update' }))).status).toBe('APPROVED');
    expect(await post(edge, draft({ name: 'theirs' }))).toHaveProperty('id');
    expect((await sendNamed('theirs')).json).toMatchObject({ error: { code: 132001 } });
    expect((await graph.call(`${edge}?name=hello_world`, { method: 'DELETE' })).json).toMatchObject({
      error: { error_subcode: 2593002 },
    });
    expect((await get(`${TEMPLATES}?name=order_update`)).data).toHaveLength(2);
  });

  test('take over each other’s templates', async () => {
    const other = account();
    await post(`/v23.0/${other}/message_templates`, draft());
    await post(`/v23.0/${other}/message_templates`, draft({ name: 'pending_offer' }));
    await post(`/v23.0/${other}/message_templates`, draft({ name: 'poor' }));
    await post(`/v23.0/${other}/message_templates`, draft({ name: 'order_update' }));
    const [, , { id: poor } = { id: '' }] = graph.mock.world.templateStore.of(other);
    await review(poor, { quality: 'RED', status: 'APPROVED' });
    const migrate = '/v23.0/200000000000001/migrate_message_templates';
    const answer = await post(`${migrate}?source_waba_id=${other}&page_number=0`);
    expect(answer).toEqual({
      migrated_templates: ['500000000000008'],
      failed_templates: {
        '500000000000005': 'Only approved templates can be migrated',
        '500000000000006': 'The quality of the template is too low',
        '500000000000007': 'Content in This Language Already Exists',
      },
    });
    expect(await get('/v23.0/500000000000008?fields=name,status')).toMatchObject({
      name: 'thanks',
      status: 'APPROVED',
    });
    expect((await sendNamed('thanks')).status).toBe(200);
    expect(await post(migrate, { source_waba_id: other, count: 1, template_ids: ['500000000000005'] })).toEqual({
      migrated_templates: [],
      failed_templates: { '500000000000005': 'Only approved templates can be migrated' },
    });
    expect(await post(migrate, { source_waba_id: other, page_number: 1 })).toEqual({
      migrated_templates: [],
      failed_templates: {},
    });
  });

  test.each<[string, Parts, string]>([
    ['no source', {}, 'The parameter source_waba_id is required.'],
    ['a source that is none', { source_waba_id: '5' }, 'Param source_waba_id is not a WhatsApp Business Account.'],
    ['a page that is none', { page_number: -1 }, 'Param page_number must be a whole number from 0 to 1000.'],
    ['too many at once', { count: 501 }, 'Param count must be a whole number from 1 to 500.'],
    ['too many ids', { template_ids: Array(501).fill('1') }, 'Param template_ids must have at most 500 elements.'],
  ])('refuse to migrate with %s', async (name, given, words) => {
    const source = name === 'no source' ? {} : { source_waba_id: account() };
    expect(await post('/v23.0/200000000000001/migrate_message_templates', { ...source, ...given })).toEqual(
      refusal(words),
    );
  });

  test('of another business keep theirs', async () => {
    const foreign = account('400000000000002');
    expect(await post('/v23.0/200000000000001/migrate_message_templates', { source_waba_id: foreign })).toEqual(
      refusal('Param source_waba_id must belong to the same business as the destination.'),
    );
  });
});

describe('a flow behind a button', () => {
  const setStatus = (id: string, given: Parts) => graph.call(`/_waproof/flows/${id}/status`, { body: given });
  const opening = { type: 'button', sub_type: 'flow', index: '0', parameters: [{ type: 'action', action: {} }] };

  test('that Meta blocked or throttled keeps the template from being sent', async () => {
    const made = await post(FLOWS, {
      name: 'Sign up',
      categories: ['OTHER'],
      flow_json: JSON.stringify(soundFlow),
      publish: true,
    });
    const flow = String(made.id);
    const buttons = [{ type: 'flow', text: 'Open', flow_id: flow }];
    await create({ name: 'form', components: [body('Please fill this in.'), { type: 'buttons', buttons }] });
    expect((await sendNamed('form', [opening])).status).toBe(200);
    for (const [status, code] of [
      ['BLOCKED', 132068],
      ['THROTTLED', 132069],
    ]) {
      expect((await setStatus(flow, { status })).json).toEqual({ id: flow, status });
      expect((await sendNamed('form', [opening])).json).toMatchObject({ error: { code } });
    }
  });

  test('cannot be given a status that there is not', async () => {
    const id = String((await post(FLOWS, { name: 'a', categories: ['OTHER'] })).id);
    for (const [target, given, words] of [
      ['5', { status: 'BLOCKED' }, `no flow has the id "5": expected ${id}`],
      [id, { status: 'LOST' }, 'status: '],
    ] as const) {
      const answer = await setStatus(target, given);
      expect([answer.status, (answer.json as { error: string }).error]).toEqual([400, expect.stringContaining(words)]);
    }
  });
});
