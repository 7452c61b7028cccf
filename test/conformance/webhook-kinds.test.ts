/** Every kind of webhook that something here causes: the call or the act, and the webhook that tells of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waId } from '../../core/ids.js';
import { userIdOf } from '../../mock-server/world/bsuid.js';
import { WEBHOOK_FIELDS } from '../../mock-server/world/webhook-fields.js';
import { type ServedMock, serveMock } from './served-mock.js';
import { isSignedWith } from './two-apps.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

const NUMBER = '100000000000001';
const WABA = '200000000000001';
const BUSINESS = '400000000000001';
const ANN = '15557770001';
const ANNS_ID = userIdOf('400000000000001', waId(ANN));

interface Change {
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>>;
}
interface Entry {
  readonly id: string;
  readonly time?: number;
  readonly changes: readonly Change[];
}

let graph: ServedMock;
let subject: WebhookReceiver;
beforeEach(async () => {
  [graph, subject] = await Promise.all([serveMock({ speed: 20 }), receiveWebhooks()]);
  await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
});
afterEach(async () => {
  await graph.close();
  await subject.close();
});

const entries = (): Entry[] => subject.webhooks.flatMap(({ rawBody }) => JSON.parse(rawBody.toString()).entry);
const told = (field: string): Entry[] => entries().filter(({ changes }) => changes[0]?.field === field);

/** The values of a field's webhooks once so many have come, in any order. */
async function values(field: string, count = 1): Promise<Change['value'][]> {
  await graph.until(() => told(field).length >= count, `${count} of ${field} have come`);
  await graph.until(() => graph.mock.pending().deliveries === 0, 'all is delivered');
  const come = told(field).flatMap(({ changes }) => changes.map(({ value }) => value));
  expect(come).toHaveLength(count);
  return come;
}

async function control(path: string, body: unknown = {}): Promise<Readonly<Record<string, unknown>>> {
  const { status, json } = await graph.call(`/_waproof${path}`, { body });
  expect([status, json]).toEqual([expect.toSatisfy((it: number) => it < 300), json]);
  return json as Readonly<Record<string, unknown>>;
}

async function graphCall(path: string, body?: unknown, method = 'POST'): Promise<Readonly<Record<string, unknown>>> {
  const { status, json } = await graph.call(`/v23.0${path}`, { method, ...(body !== undefined && { body }) });
  expect([status, json]).toEqual([200, json]);
  return json as Readonly<Record<string, unknown>>;
}

const whatsapp = { messaging_product: 'whatsapp' };

describe('a change of a number is told', () => {
  test.each([
    [
      'a PIN is set',
      () => graphCall(`/${NUMBER}`, { pin: '123456' }),
      'security',
      { display_phone_number: '15550100001', event: 'PIN_CHANGED' },
    ],
    [
      'a name is asked for',
      () => graphCall(`/${NUMBER}`, { new_display_name: 'Depot' }),
      'phone_number_name_update',
      {
        display_phone_number: '15550100001',
        decision: 'PENDING',
        requested_verified_name: 'Depot',
        rejection_reason: null,
      },
    ],
    [
      'a username is claimed',
      () => graphCall(`/${NUMBER}/username`, { username: 'depot.four' }),
      'business_username_updates',
      { display_phone_number: '15550100001', username: 'depot.four', status: 'approved' },
    ],
    [
      'calls are switched on',
      () => graphCall(`/${NUMBER}/settings`, { calling: { status: 'enabled' } }),
      'account_settings_update',
      {
        messaging_product: 'whatsapp',
        timestamp: expect.stringMatching(/^\d{10}$/),
        type: 'phone_number_settings',
        phone_number_settings: { phone_number_id: NUMBER, calling: { status: 'enabled' } },
      },
    ],
  ] as const)('%s', async (_what, cause, field, value) => {
    await cause();
    expect(await values(field)).toEqual([value]);
    const [entry] = told(field);
    expect(entry).toMatchObject({ id: WABA, time: expect.any(Number) });
  });

  test.each([
    ['APPROVED', 'Depot', null],
    ['REJECTED', 'Waproof', expect.stringMatching(/^NAME_/)],
  ])('a name is %s', async (decision, verified_name, rejection_reason) => {
    expect((await graph.call(`/_waproof/numbers/${NUMBER}/name`, { body: { decision } })).status).toBe(400);
    await graphCall(`/${NUMBER}`, { new_display_name: 'Depot' });
    expect(await control(`/numbers/${NUMBER}/name`, { decision })).toEqual({ id: NUMBER, verified_name });
    expect(await values('phone_number_name_update', 2)).toContainEqual({
      display_phone_number: '15550100001',
      decision,
      requested_verified_name: 'Depot',
      rejection_reason,
    });
  });

  test('what changes nothing is not told', async () => {
    await graphCall(`/${NUMBER}/username`, { username: 'depot.four' });
    await graphCall(`/${NUMBER}/username`, { username: 'depot.four' });
    await graphCall(`/${NUMBER}/username`, undefined, 'DELETE');
    expect(await values('business_username_updates', 2)).toContainEqual({
      display_phone_number: '15550100001',
      status: 'deleted',
    });
  });
});

describe('a group is told of', () => {
  test('from its beginning to its end', async () => {
    await graphCall(`/${NUMBER}/groups`, { ...whatsapp, subject: 'Club' });
    const [{ groups: made }] = (await values('group_lifecycle_update')) as unknown as [
      { groups: [{ group_id: string }] },
    ];
    expect(made[0]).toMatchObject({
      type: 'group_create',
      subject: 'Club',
      request_id: expect.stringMatching(/^\d{15}$/),
      invite_link: expect.stringMatching(/^https:\/\/chat\.whatsapp\.com\//),
    });
    const id = made[0].group_id;
    await control(`/users/${ANN}/groups/${id}`);
    const [joined] = await values('group_participants_update');
    expect(joined).toMatchObject({
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: NUMBER },
      groups: [{ reason: 'invite_link', added_participants: [{ wa_id: ANN, user_id: ANNS_ID }] }],
    });
    const renamed = await graphCall(`/${id}`, { ...whatsapp, subject: 'Choir' });
    const [settings] = await values('group_settings_update');
    expect(settings).toMatchObject({
      groups: [{ request_id: renamed.request_id, group_subject: { text: 'Choir', update_successful: true } }],
    });
    await graphCall(`/${id}`, undefined, 'DELETE');
    expect(await values('group_lifecycle_update', 2)).toContainEqual(
      expect.objectContaining({ groups: [expect.objectContaining({ type: 'group_delete', group_id: id })] }),
    );
  });
});

describe('a call is told of', () => {
  beforeEach(() => graphCall(`/${NUMBER}/settings`, { calling: { status: 'enabled' } }));

  test('that a user places and ends', async () => {
    const { id } = await control(`/users/${ANN}/calls`);
    await control(`/users/${ANN}/calls/${id}`, { act: 'hang-up' });
    const calls = (await values('calls', 2)).flatMap((value) => value.calls as object[]);
    expect(calls).toContainEqual({
      id,
      from: ANN,
      from_user_id: ANNS_ID,
      to: '15550100001',
      event: 'connect',
      timestamp: expect.stringMatching(/^\d{10}$/),
      direction: 'USER_INITIATED',
      session: { sdp_type: 'offer', sdp: expect.stringMatching(/^v=0/) },
    });
    expect(calls).toContainEqual(expect.objectContaining({ id, event: 'terminate', status: 'FAILED' }));
  });

  test('that the business places, once the user allows it', async () => {
    await control(`/users/${ANN}/call_permission`, { response: 'accept' });
    const [reply] = (await values('messages')) as [{ messages: object[] }];
    expect(reply.messages[0]).toMatchObject({
      interactive: { call_permission_reply: { response: 'accept', expiration_timestamp: expect.any(Number) } },
    });
    const answer = await graphCall(`/${NUMBER}/calls`, {
      ...whatsapp,
      to: ANN,
      action: 'connect',
      session: { sdp_type: 'offer', sdp: 'v=0\r\n' },
    });
    const id = (answer.calls as [{ id: string }])[0].id;
    const [ringing] = await values('calls');
    expect(ringing).toMatchObject({ statuses: [{ id, type: 'call', status: 'RINGING', recipient_id: ANN }] });
    await control(`/users/${ANN}/calls/${id}`, { act: 'answer' });
    const later = await values('calls', 3);
    expect(later).toContainEqual(
      expect.objectContaining({ statuses: [expect.objectContaining({ status: 'ACCEPTED' })] }),
    );
    expect(later).toContainEqual(
      expect.objectContaining({ calls: [expect.objectContaining({ event: 'connect', to: ANN })] }),
    );
  });
});

test('a flow that is blocked is told of', async () => {
  const { id } = await graphCall(`/${WABA}/flows`, { name: 'booking', categories: ['OTHER'] });
  await control(`/flows/${id}/status`, { status: 'BLOCKED' });
  expect(await values('flows')).toEqual([
    {
      event: 'FLOW_STATUS_CHANGE',
      message: 'Flow booking changed status from DRAFT to BLOCKED',
      flow_id: id,
      old_status: 'DRAFT',
      new_status: 'BLOCKED',
    },
  ]);
});

test('a template that is deleted is told of', async () => {
  await graph.call(`/v23.0/${WABA}/message_templates?name=hello_world`, { method: 'DELETE' });
  expect(await values('message_template_status_update')).toMatchObject([
    { event: 'DELETED', message_template_id: 500000000000001, message_template_name: 'hello_world' },
  ]);
});

test('a badge that is given is told of', async () => {
  await graphCall(`/${NUMBER}/official_business_account`, {
    action: 'submit_application',
    application_data: { business_name: 'Approved Depot' },
  });
  expect(await values('account_alerts')).toMatchObject([{ alert_info: { alert_type: 'OBA_APPROVED' } }]);
});

describe('a sample of', () => {
  test('every field can be sent, signed and addressed as any webhook', async () => {
    const { json } = await graph.call('/_waproof/events', { method: 'GET' });
    const { fields } = json as { fields: Readonly<Record<string, readonly string[]>> };
    expect(Object.keys(fields).sort()).toEqual([...WEBHOOK_FIELDS].sort());
    let count = 0;
    for (const [field, events] of Object.entries(fields))
      for (const event of events) {
        await control('/events', { field, event });
        count++;
      }
    await graph.until(() => subject.webhooks.length === count, `${count} samples have come`);
    for (const [field, events] of Object.entries(fields))
      expect([field, told(field).length]).toEqual([field, events.length]);
    const { appSecret } = graph.mock.world.credentials;
    for (const webhook of subject.webhooks)
      expect(isSignedWith(webhook, appSecret), String(webhook.rawBody)).toBe(true);
    for (const { id, changes } of entries())
      expect([changes[0]?.field, [WABA, BUSINESS]]).toEqual([expect.any(String), expect.arrayContaining([id])]);
    expect(graph.observed('webhook.sent')[0]).toMatchObject({ carries: 'event', field: expect.any(String) });
  });

  test('a change that goes to a business has the id of the business', async () => {
    await control('/events', { field: 'partner_solutions' });
    await values('partner_solutions');
    expect(told('partner_solutions')[0]?.id).toBe('400000000000001');
  });

  test('a value of one’s own is sent as it is', async () => {
    await control('/events', { field: 'account_review_update', value: { decision: 'APPROVED' } });
    expect(await values('account_review_update')).toEqual([{ decision: 'APPROVED' }]);
  });

  test.each([
    [{ field: 'account_updat' }, 'did you mean account_update?'],
    [{ field: 'account_update', event: 'X' }, 'no sample "X" of account_update: expected ACCOUNT_VIOLATION'],
    [{ field: 'account_update', waba_id: '1' }, 'account 1 is not known here'],
    [{ field: 'account_update', event: 'X', value: {} }, 'expected an event or a value, not both'],
    [{}, 'field'],
  ])('is refused for %j', async (body, words) => {
    const { status, json } = await graph.call('/_waproof/events', { body });
    expect([status, (json as { error: string }).error]).toEqual([400, expect.stringContaining(words)]);
  });
});

test('statuses that do not come by themselves are sent when the user brings them about', async () => {
  const sent = await graph.send({ type: 'text', text: { body: 'hi' } });
  const message = (sent.json as { messages: [{ id: string }] }).messages[0].id;
  await control(`/users/${ANN}/statuses`, { message, status: 'played' });
  await graph.until(
    () =>
      entries().some(({ changes }) => (changes[0]?.value.statuses as [{ status: string }])?.[0].status === 'played'),
    'it is played',
  );
  const { status } = await graph.call(`/_waproof/users/15557770002/statuses`, { body: { message, status: 'played' } });
  expect(status).toBe(400);
});
