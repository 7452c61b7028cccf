/** Two businesses in one mock, described as in waproof.yml: nothing of one is seen, used or told by the other. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRandom } from '../../core/random.js';
import { createRecorder } from '../../core/recorder.js';
import { worldForm } from '../../harness/world/form.js';
import { planWorld } from '../../harness/world/plan-world.js';
import { createMock, type Mock } from '../../mock-server/mock.js';
import { describeWorld } from '../../mock-server/world/described.js';
import { defaultCredentials } from '../../mock-server/world/world.js';
import { createFastClock } from './served-mock.js';
import { isSignedWith } from './two-apps.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

interface Side {
  readonly business: string;
  readonly app: string;
  readonly secret: string;
  readonly waba: string;
  readonly number: string;
  readonly token: string;
  readonly template: string;
}
const sideOf = (digit: number, name: string): Side => ({
  business: `42000000000000${digit}`,
  app: `32000000000000${digit}`,
  secret: `secret of ${name}`,
  waba: `22000000000000${digit}`,
  number: `12000000000000${digit}`,
  token: `EAA${name}`,
  template: `${name}_hello`,
});
const bakery = sideOf(1, 'bakery');
const florist = sideOf(2, 'florist');
const sides = [bakery, florist];

let mock: Mock;
let url: string;
let told: readonly [WebhookReceiver, WebhookReceiver];

beforeAll(async () => {
  told = [await receiveWebhooks(), await receiveWebhooks()];
  const form = worldForm.parse({
    businesses: sides.map(({ business, token }) => ({ id: business, name: token })),
    apps: sides.map(({ app, business, secret }, index) => ({
      id: app,
      name: app,
      business,
      secret,
      webhook: { url: told[index === 0 ? 0 : 1].url.href },
    })),
    wabas: sides.map(({ waba, business, app }) => ({ id: waba, name: waba, business, apps: [app] })),
    numbers: sides.map(({ number, waba }, index) => ({
      id: number,
      waba,
      phone: `+1 555 010 009${index}`,
      name: number,
    })),
    tokens: sides.map(({ token, app }) => ({ token, app })),
    templates: sides.map(({ waba, template }) => ({ waba, name: template, category: 'UTILITY', body: 'hello' })),
  });
  const clock = createFastClock(50);
  mock = createMock({
    clock,
    recorder: createRecorder(clock),
    random: createRandom(1),
    host: '127.0.0.1',
    port: 0,
    describe: describeWorld(planWorld(form, defaultCredentials)),
  });
  url = await mock.listen();
});
afterAll(async () => {
  await mock.close();
  await Promise.all(told.map((receiver) => receiver.close()));
});

async function call(token: string, request: string, body?: unknown) {
  const [method = 'GET', path = '/'] = request.split(' ');
  const response = await fetch(`${url}/v23.0${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const json = (await response.json()) as { error?: { code: number; error_subcode?: number }; data?: unknown[] };
  return { status: response.status, json };
}

const text = { messaging_product: 'whatsapp', to: '15557770001', type: 'text', text: { body: 'hi' } };
const greeting = (name: string) => ({
  messaging_product: 'whatsapp',
  to: '15557770001',
  type: 'template',
  template: { name, language: { code: 'en_US' } },
});
const profile = { messaging_product: 'whatsapp', about: 'taken over' };
const draft = { name: 'theirs', language: 'en_US', category: 'UTILITY', components: [{ type: 'BODY', text: 'x' }] };

describe.each([
  ['the bakery', bakery, florist],
  ['the florist', florist, bakery],
])("%s's token", (_, own, other) => {
  const templateOf = (side: Side) => mock.world.templateStore.named(side.template, side.waba)[0]?.id ?? '';
  const calls = (side: Side): readonly (readonly [request: string, body?: unknown])[] => [
    [`GET /${side.number}`],
    [`GET /${side.waba}`],
    [`GET /${side.waba}/phone_numbers`],
    [`GET /${side.waba}/message_templates`],
    [`GET /${side.waba}/subscribed_apps`],
    [`GET /${templateOf(side)}`],
    [`GET /${side.number}/whatsapp_business_profile`],
    [`GET /${side.business}`],
    [`POST /${side.number}/whatsapp_business_profile`, profile],
    [`POST /${side.waba}/message_templates`, { ...draft, name: `by_${own.number}` }],
  ];

  test('does on its own side what it likes', async () => {
    const answers = await Promise.all(calls(own).map(([request, body]) => call(own.token, request, body)));
    expect(answers.map(({ status }) => status)).toEqual(calls(own).map(() => 200));
  });

  test('finds nothing of the other side there', async () => {
    for (const [request, body] of [...calls(other), [`POST /${other.number}/messages`, text] as const]) {
      const { status, json } = await call(own.token, request, body);
      expect([request, status, json.error]).toEqual([
        request,
        400,
        expect.objectContaining({ code: 100, error_subcode: 33 }),
      ]);
    }
    expect(mock.world.templateStore.named('theirs', other.waba)).toEqual([]);
  });

  test('sends templates of its own account, and knows no others', async () => {
    expect((await call(own.token, `POST /${own.number}/messages`, greeting(own.template))).status).toBe(200);
    const foreign = await call(own.token, `POST /${own.number}/messages`, greeting(other.template));
    expect(foreign.json.error?.code).toBe(132001);
  });

  test('lists its own account only', async () => {
    const { json } = await call(own.token, `GET /${own.business}/owned_whatsapp_business_accounts`);
    expect(json.data).toEqual([expect.objectContaining({ id: own.waba })]);
  });
});

describe('webhooks', () => {
  let counts: number[];
  beforeEach(() => {
    counts = told.map(({ webhooks }) => webhooks.length);
  });
  const fresh = (index: 0 | 1) => told[index].webhooks.slice(counts[index]);

  async function until(isSo: () => boolean): Promise<void> {
    for (let turns = 0; !isSo(); turns++) {
      if (turns > 500) throw new Error('waited in vain for a webhook');
      await new Promise<void>((resolve) => createFastClock(1).schedule(10, resolve));
    }
  }

  test.each<[string, Side, 0 | 1]>([
    ['the bakery', bakery, 0],
    ['the florist', florist, 1],
  ])('a message to %s is told to its app alone, signed with its secret', async (_, side, index) => {
    mock.write({ phoneNumberId: side.number, user: '15557770001', content: { type: 'text', text: { body: 'hello' } } });
    await until(() => fresh(index).some(({ value }) => value.messages));
    const [webhook] = fresh(index).filter(({ value }) => value.messages);
    expect(webhook?.value.metadata).toMatchObject({ phone_number_id: side.number });
    expect(webhook && isSignedWith(webhook, side.secret)).toBe(true);
    const others = fresh(index === 0 ? 1 : 0).flatMap(({ value }) => value.messages ?? []);
    expect(others).toEqual([]);
  });

  test('statuses of what one sends are told to it alone', async () => {
    await call(bakery.token, `POST /${bakery.number}/messages`, text);
    await until(() => fresh(0).some(({ value }) => value.statuses));
    const heard = fresh(1).map(({ value }) => (value.metadata as { phone_number_id?: string })?.phone_number_id);
    expect(heard).not.toContain(bakery.number);
  });
});
