/** Groups over HTTP: messages that are pinned in them, and their suspension by the platform. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { groups } from '../../mock-server/world/groups.js';
import { hi } from './bodies.js';
import { type ServedMock, serveMock } from './served-mock.js';
import { receiveWebhooks } from './webhook-receiver.js';

type Parts = Readonly<Record<string, unknown>>;

const GROUPS = '/v23.0/100000000000001/groups';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock({ speed: 20 });
});
afterEach(() => graph.close());

const get = async (path: string) => (await graph.call(path, { method: 'GET' })).json;
const post = (path: string, parts: Parts) => graph.call(path, { body: { messaging_product: 'whatsapp', ...parts } });
const errorOf = (answer: { json: unknown }) => (answer.json as { error?: { code: number; message: string } }).error;
const control = (path: string, given: Parts) => graph.call(`/_waproof${path}`, { body: given });

/** A group with one user in it, and its path. */
async function create(): Promise<{ id: string; path: string }> {
  await post(GROUPS, { subject: 'Trip' });
  const id = graph.mock.world.of(groups).all()[0]?.id ?? '';
  await post(`/v23.0/${id}/participants`, { participants: [{ user: '15557770001' }] });
  return { id, path: `/v23.0/${id}` };
}

describe('suspension', () => {
  test('by the platform keeps everything away until it is cleared, and is told of', async () => {
    const subject = await receiveWebhooks();
    await graph.mock.deliverTo({ url: subject.url, timeoutMs: 2_000 });
    const { id, path } = await create();
    for (const suspended of [true, true, false]) {
      expect((await control(`/groups/${id}`, { suspended })).json).toEqual({ id, suspended });
      expect(await get(`${path}?fields=suspended`)).toEqual({ suspended, id });
      const answer = await graph.send({ ...hi, to: id, recipient_type: 'group' });
      expect(errorOf(answer)?.code).toBe(suspended ? 131207 : undefined);
    }
    await graph.until(() => graph.mock.pending().lives + graph.mock.pending().deliveries === 0, 'all is at rest');
    const changes = subject.webhooks.map(({ rawBody }) => JSON.parse(rawBody.toString()).entry[0].changes[0]);
    const told = changes.filter(({ field }) => field === 'group_status_update');
    expect(told.map(({ value }) => value)).toEqual(
      ['group_suspend', 'group_suspend_cleared'].map((type) => ({
        messaging_product: 'whatsapp',
        metadata: expect.objectContaining({ phone_number_id: '100000000000001' }),
        groups: [{ timestamp: expect.stringMatching(/^17953\d{5}$/), group_id: id, type }],
      })),
    );
    await subject.close();
  });

  test.each<[string, Parts, string]>([
    ['a group that is not there', { suspended: true }, 'there is no group G'],
    ['nothing', {}, 'suspended: '],
  ])('is refused for %s', async (name, given, words) => {
    const { id } = await create();
    const answer = await control(`/groups/${name === 'nothing' ? id : 'G'}`, given);
    expect([answer.status, (answer.json as { error: string }).error]).toEqual([400, expect.stringContaining(words)]);
  });
});

describe('pins', () => {
  const DAY_MS = 86_400_000;

  /** A group with a message in it, and how to pin it. */
  async function pinned() {
    const { id } = await create();
    const toGroup = (parts: Parts) => graph.send({ to: id, recipient_type: 'group', ...parts });
    const say = async () => ((await toGroup(hi)).json as { messages: { id: string }[] }).messages[0]?.id ?? '';
    const pin = (parts: Parts) => toGroup({ type: 'pin', pin: parts });
    const pins = () => (graph.mock.world.of(groups).get(id)?.pins ?? []).map(({ message }) => message);
    return { id, say, pin, pins };
  }

  test('are three at most: one more takes the oldest away', async () => {
    const { id, say, pin, pins } = await pinned();
    const said: string[] = [];
    for (let n = 0; n < 4; n++) {
      const message_id = await say();
      said.push(message_id);
      const answer = await pin({ type: 'pin', message_id, expiration_days: 7 });
      expect(answer.json).toMatchObject({ contacts: [{ input: id }], messages: [{ group_id: id }] });
    }
    expect(pins()).toEqual(said.slice(1));
    const [until = 0] = (graph.mock.world.of(groups).get(id)?.pins ?? []).map((one) => one.until);
    expect(Math.abs(until - graph.mock.world.now() - 7 * DAY_MS)).toBeLessThan(DAY_MS);
    expect((await pin({ type: 'unpin', message_id: said[2] })).status).toBe(200);
    expect(pins()).toEqual([said[1], said[3]]);
  });

  test.each<[string, (message_id: string) => Parts, number, string]>([
    ['no days', (message_id) => ({ type: 'pin', message_id }), 131008, 'expiration_days is missing'],
    ['too many days', (message_id) => ({ type: 'pin', message_id, expiration_days: 31 }), 131009, 'between 1 and 30'],
    ['half a day', (message_id) => ({ type: 'pin', message_id, expiration_days: 0.5 }), 131009, 'between 1 and 30'],
    ['a message of nobody', () => ({ type: 'pin', message_id: 'x', expiration_days: 1 }), 131009, 'of this group'],
  ])('are refused with %s', async (_, parts, code, words) => {
    const { say, pin, pins } = await pinned();
    const answer = await pin(parts(await say()));
    expect(answer.json).toMatchObject({ error: { code, error_data: { details: expect.stringContaining(words) } } });
    expect(pins()).toEqual([]);
  });

  test.each<[Parts, string]>([
    [{ type: 'glue', message_id: 'x' }, `(#100) Param pin['type'] must be one of {PIN, UNPIN} - got "glue".`],
    [{ type: 'pin' }, "(#100) The parameter pin['message_id'] is required."],
  ])('%j is refused', async (parts, message) => {
    const { pin } = await pinned();
    expect(errorOf(await pin(parts))).toMatchObject({ code: 100, message });
  });

  test('are for groups only: 131051', async () => {
    const pin = { type: 'pin', message_id: 'x', expiration_days: 1 };
    expect(errorOf(await graph.send({ type: 'pin', pin }))).toMatchObject({ code: 131051 });
  });
});
