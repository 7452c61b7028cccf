/**
 * What faults do to the platform itself, over HTTP: its own rules refuse, its own webhooks tell, and what real life gives
 * back is back when the fault ends.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlannedFault } from '../../core/history.js';
import { bringIntoPlay, findFault } from '../../mock-server/faults/catalogue.js';
import { wabas } from '../../mock-server/world/accounts.js';
import { body, hi, template } from './bodies.js';
import { MESSAGES, type ServedMock, serveMock } from './served-mock.js';
import { receiveWebhooks, type WebhookReceiver } from './webhook-receiver.js';

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

const planned = (name: string, given: object, count: number): PlannedFault => ({
  id: `${name}#${count}`,
  name,
  parameters: findFault(name)?.parameters.parse(given) as PlannedFault['parameters'],
});
const over = () => graph.mock.faults.activate([]);
const fired = () => graph.observed('fault.fired').map(({ fault, what }) => [fault, what]);
const errorOf = ({ json }: { readonly json: unknown }) => (json as { error?: Record<string, unknown> }).error;
const sendWith = (token: string) =>
  graph.call(MESSAGES, {
    headers: { authorization: `Bearer ${token}` },
    body: { messaging_product: 'whatsapp', to: '15557770001', ...hi },
  });
/** What webhooks of events told, as the history has it. */
const events = () =>
  graph.observed('webhook.sent').flatMap((it) => (it.carries === 'event' ? [[it.field, it.event, it.about]] : []));
const write = (user = '15557770001') => graph.mock.write({ user, content: { type: 'text', text: { body: 'hello' } } });

const order = template(body({ type: 'text', text: 'Ana' }, { type: 'text', text: '77' }));

describe('token.expire', () => {
  test('the token is refused with 190 and 463 until the new one comes, which is not the old one', async () => {
    const issued: string[] = [];
    graph.mock.onToken((token) => void issued.push(token));
    expect((await graph.send(hi)).status).toBe(200);
    graph.trouble('token.expire');
    const answer = await graph.send(hi);
    expect(answer.status).toBe(401);
    expect(errorOf(answer)).toMatchObject({ code: 190, error_subcode: 463, type: 'OAuthException' });
    expect(errorOf(answer)?.message).toMatch(/^Error validating access token: Session has expired on /);
    expect(graph.observed('token.changed').map(({ change }) => change)).toEqual(['expired']);
    over();
    const [token = ''] = issued;
    expect(issued).toEqual([expect.stringMatching(/^EAA\w{20,}$/)]);
    expect(graph.observed('token.changed').map(({ change }) => change)).toEqual(['expired', 'issued']);
    expect((await sendWith(token)).status).toBe(200);
    expect((await graph.send(hi)).status).toBe(401);
    expect(fired()).toEqual([['token.expire#1', 'the access token expired']]);
    expect(JSON.stringify(graph.observations)).not.toContain(token);
  });

  test('it is the newest token that expires the next time', async () => {
    let token = '';
    graph.mock.onToken((issued) => {
      token = issued;
    });
    for (let n = 0; n < 2; n++) {
      graph.trouble('token.expire');
      expect((await sendWith(token || 'EAAwaproof')).status).toBe(401);
      over();
      expect((await sendWith(token)).status).toBe(200);
    }
    expect(graph.observed('token.changed').map(({ change }) => change)).toEqual([
      'expired',
      'issued',
      'expired',
      'issued',
    ]);
  });

  test('in a world that began afresh it is the first token again', async () => {
    graph.trouble('token.expire');
    over();
    await graph.call('/_waproof/world', { headers: { authorization: undefined } });
    expect((await graph.send(hi)).status).toBe(200);
    graph.trouble('token.expire');
    expect((await graph.send(hi)).status).toBe(401);
  });

  test('who no longer listens is not told', () => {
    const issued: string[] = [];
    graph.mock.onToken((token) => void issued.push(token))();
    graph.trouble('token.expire');
    over();
    expect(issued).toEqual([]);
  });
});

describe('version.expire', () => {
  const version = async () => {
    await graph.send(hi);
    const { version: asked, servedBy, outcome } = graph.lastCall();
    return [asked, servedBy, outcome];
  };

  test('the version in use is served by the next that lives, until the fault ends', async () => {
    expect(await version()).toEqual(['v23.0', undefined, 'accepted']);
    graph.trouble('version.expire');
    expect(fired()).toEqual([['version.expire#1', 'v23.0 expired']]);
    expect(await version()).toEqual(['v23.0', 'v24.0', 'accepted']);
    over();
    expect(await version()).toEqual(['v23.0', undefined, 'accepted']);
  });

  test('before any call it waits for the first', async () => {
    graph.trouble('version.expire');
    expect(fired()).toEqual([]);
    await version();
    expect(fired()).toEqual([['version.expire#1', 'v23.0 expired']]);
    expect(await version()).toEqual(['v23.0', 'v24.0', 'accepted']);
  });

  test('the newest one cannot expire', () => {
    graph.trouble('version.expire', { version: 'v26.0' });
    expect(fired()).toEqual([]);
  });
});

describe('graph.throttle', () => {
  const codes = async (count: number, to: (n: number) => string) => {
    const answers = await Promise.all(Array.from({ length: count }, (_, n) => graph.send({ ...hi, to: to(n) })));
    return answers.map((answer) => errorOf(answer)?.code ?? 200);
  };

  test('more messages a second than the limit are refused with 130429, by the rule; at its end all is as before', async () => {
    // All of them within one second, however long they really take.
    await graph.call('/_waproof/clock', { body: { pause: true } });
    graph.trouble('graph.throttle', { rate: '5/s' });
    const first = await codes(12, (n) => `155577700${n + 10}`);
    expect(first.toSorted()).toEqual([...Array(7).fill(130429), ...Array(5).fill(200)]);
    expect(graph.observed('graph.call').find(({ error }) => error)?.error).toMatchObject({
      code: 130429,
      rule: 'throughput',
    });
    over();
    expect(await codes(12, (n) => `155577700${n + 30}`)).toEqual(Array(12).fill(200));
  });

  test('more messages to one user than the pair may have are refused with 131056, those to others are not', async () => {
    graph.trouble('graph.throttle', { pair: { burst: 2, every: '10m' } });
    expect((await codes(4, () => '15557770001')).toSorted()).toEqual([131056, 131056, 200, 200]);
    expect(await codes(2, () => '15557770002')).toEqual([200, 200]);
    over();
    expect(await codes(2, () => '15557770001')).toEqual([200, 200]);
  });

  test('of two that last at once, one ends, the other holds, and in the end nothing is left', async () => {
    const figures = async () =>
      ((await graph.call('/_waproof/numbers/100000000000001', { method: 'GET' })).json as { figures: object }).figures;
    const usual = await figures();
    const [slow, pair] = bringIntoPlay([
      planned('graph.throttle', { rate: '5/s' }, 1),
      planned('graph.throttle', { pair: {} }, 2),
    ]);
    if (!slow || !pair) throw new Error('both are planned');
    graph.mock.faults.activate([slow]);
    graph.mock.faults.activate([slow, pair]);
    expect(await figures()).toMatchObject({ throughputPerSecond: 5, pairBurst: 1, pairIntervalMs: 6_000 });
    graph.mock.faults.activate([pair]);
    expect(await figures()).toEqual({ ...usual, pairBurst: 1, pairIntervalMs: 6_000 });
    over();
    expect(await figures()).toEqual(usual);
  });

  test('settings that a number had are back at its end', async () => {
    const settings = () => graph.call('/_waproof/numbers/100000000000001', { method: 'GET' });
    await graph.call('/_waproof/numbers/100000000000001', { body: { figures: { throughputPerSecond: 33 } } });
    graph.trouble('graph.throttle', { rate: '5/s' });
    expect((await settings()).json).toMatchObject({ figures: { throughputPerSecond: 5 } });
    over();
    expect((await settings()).json).toMatchObject({ figures: { throughputPerSecond: 33 } });
  });

  test('settings that are made while it lasts stay at its end', async () => {
    const set = (figures: object) => graph.call('/_waproof/numbers/100000000000001', { body: { figures } });
    const settings = async () =>
      ((await graph.call('/_waproof/numbers/100000000000001', { method: 'GET' })).json as { figures: object }).figures;
    await set({ throughputPerSecond: 33 });
    const before = await settings();
    graph.trouble('graph.throttle', { rate: '5/s', pair: { burst: 2 } });
    await set({ serviceWindowMs: 60_000, pairBurst: 7 });
    over();
    expect(await settings()).toEqual({ ...before, serviceWindowMs: 60_000, pairBurst: 7 });
  });
});

describe('template.pause', () => {
  test.each([
    ['paused', 132015, 'PAUSED', 'APPROVED'],
    ['disabled', 132016, 'DISABLED', undefined],
    ['rejected', 132001, 'REJECTED', undefined],
  ])('%s: refused with %s and told as %s', async (as, code, event, after) => {
    expect((await graph.send(order)).status).toBe(200);
    graph.trouble('template.pause', { template: 'order_update', as });
    expect(errorOf(await graph.send(order))).toMatchObject({ code });
    const ofTemplate = () => events().filter(([field]) => field === 'message_template_status_update');
    // One for each language.
    const told = ['message_template_status_update', event, 'order_update'];
    await graph.until(() => ofTemplate().length >= 2, 'it is told');
    expect(ofTemplate()).toEqual([told, told]);
    expect(fired()).toEqual([['template.pause#1', `${as}: order_update`]]);
    over();
    expect(errorOf(await graph.send(order))?.code).toBe(after === undefined ? code : undefined);
    if (after === undefined) return;
    await graph.until(() => ofTemplate().length >= 4, 'its return is told');
    expect(ofTemplate().slice(2)).toEqual([
      ['message_template_status_update', after, 'order_update'],
      ['message_template_status_update', after, 'order_update'],
    ]);
  });

  test('flagged: told, and sent as before', async () => {
    graph.trouble('template.pause', { template: 'order_update', as: 'flagged' });
    expect((await graph.send(order)).status).toBe(200);
    await graph.until(() => events().length >= 2, 'it is told');
    over();
    await graph.until(() => events().length >= 4, 'its end is told');
    expect(events().map(([, event]) => event)).toEqual(['FLAGGED', 'FLAGGED', 'REINSTATED', 'REINSTATED']);
  });

  test('without a name every approved template; one that nobody has does not strike', async () => {
    graph.trouble('template.pause', { template: 'nobody_has_it' });
    expect(fired()).toEqual([]);
    over();
    graph.trouble('template.pause');
    expect(fired()).toEqual([['template.pause#1', 'paused: hello_world, order_update']]);
  });
});

describe('number.lock', () => {
  test('locked: nothing can be sent, account_update tells of it and of its end', async () => {
    write();
    graph.trouble('number.lock');
    expect(errorOf(await graph.send(hi))).toMatchObject({ code: 131031 });
    await graph.until(() => events().length >= 1, 'it is told');
    over();
    expect((await graph.send(hi)).status).toBe(200);
    await graph.until(() => events().length >= 2, 'its end is told');
    expect(events()).toEqual([
      ['account_update', 'DISABLED_UPDATE', '200000000000001'],
      ['account_update', 'DISABLED_UPDATE', '200000000000001'],
    ]);
  });

  test('restricted: an answer passes, a beginning does not', async () => {
    write();
    graph.trouble('number.lock', { as: 'restricted' });
    expect((await graph.send(hi)).status).toBe(200);
    expect(errorOf(await graph.send({ ...order, to: '15557770009' }))).toMatchObject({ code: 368 });
    await graph.until(() => events().length >= 1, 'it is told');
    expect(events()).toEqual([['account_update', 'ACCOUNT_RESTRICTION', '200000000000001']]);
  });
});

test('number.lock: of two that last at once the later one holds, then the other, then none', () => {
  const state = () => graph.mock.world.of(wabas).get('200000000000001')?.restriction?.state;
  const [locked, restricted] = bringIntoPlay([
    planned('number.lock', {}, 1),
    planned('number.lock', { as: 'restricted' }, 2),
  ]);
  if (!locked || !restricted) throw new Error('both are planned');
  const states = [[locked], [locked, restricted], [locked], []].map((faults) => {
    graph.mock.faults.activate(faults);
    return state();
  });
  expect(states).toEqual(['locked', 'restricted', 'locked', undefined]);
});

test('number.quality: told when the number falls to RED and when it leaves it', async () => {
  const rating = async () =>
    ((await graph.call('/_waproof/numbers/100000000000001', { method: 'GET' })).json as { quality: string }).quality;
  const before = await rating();
  graph.trouble('number.quality', { rating: 'RED' });
  expect(await rating()).toBe('RED');
  over();
  expect(await rating()).toBe(before);
  await graph.until(() => events().length >= 2, 'both are told');
  expect(events()).toEqual([
    ['phone_number_quality_update', 'FLAGGED', '100000000000001'],
    ['phone_number_quality_update', 'UNFLAGGED', '100000000000001'],
  ]);
});

describe('graph.late-failure', () => {
  test('a send is accepted, and its only status is failed, with the error', async () => {
    graph.trouble('graph.late-failure', { code: 131049, probability: 1 });
    const answer = await graph.send(hi);
    expect(answer.status).toBe(200);
    const { faults, injected, outcome, message } = graph.lastCall();
    expect({ faults, injected, outcome }).toEqual({
      faults: ['graph.late-failure#1'],
      injected: false,
      outcome: 'accepted',
    });
    await graph.until(() => subject.webhooks.length > 0, 'its status comes');
    expect(subject.webhooks.map(({ value }) => value.statuses?.[0])).toMatchObject([
      {
        id: message,
        status: 'failed',
        errors: [{ code: 131049, title: expect.stringContaining('healthy ecosystem') }],
      },
    ]);
    expect(graph.observed('status.reached')).toMatchObject([{ status: 'failed', error: { code: 131049 } }]);
    expect(graph.observed('webhook.sent')).toMatchObject([{ status: 'failed', fault: 'graph.late-failure#1' }]);
  });

  test('which sends fail follows from the seed, the user and the how-manieth it is', async () => {
    const failed = async (users: readonly string[]) => {
      const other = await serveMock();
      other.trouble('graph.late-failure', { probability: 0.5 });
      for (const to of users) for (let n = 0; n < 5; n++) await other.send({ ...hi, to });
      const struck = other.observed('graph.call').map(({ to, faults }) => `${to} ${faults.length}`);
      await other.close();
      return users.toSorted().map((to) => struck.filter((it) => it.startsWith(to)));
    };
    const users = ['15557770001', '15557770002', '15557770003'];
    const first = await failed(users);
    expect(await failed(users.toReversed())).toEqual(first);
    expect(new Set(first.flat().map((it) => it.slice(-1)))).toEqual(new Set(['0', '1']));
  });

  test('a send that is refused is not struck', async () => {
    graph.trouble('graph.late-failure', { probability: 1 });
    await graph.send({ type: 'text', text: { body: '' } });
    expect(graph.lastCall()).toMatchObject({ outcome: 'refused', faults: [] });
  });

  test.each([
    [{ code: 190 }, 'expected the code of an error that comes by webhook'],
    [{ code: 131026, title: 'x' }, 'expected a title of this code'],
  ])('%j is refused', (given, words) => {
    expect(findFault('graph.late-failure')?.parameters.safeParse(given).error?.issues[0]?.message).toContain(words);
  });
});

describe('webhook.early-status', () => {
  test('the status arrives before the answer to the send, with the id that the answer will have', async () => {
    write();
    await graph.until(() => subject.webhooks.length > 0, 'the message comes');
    graph.trouble('webhook.early-status', { hold: '30s', probability: 1, foreign: 0 });
    const answered = graph.send(hi);
    await graph.until(() => subject.webhooks.length > 1, 'the status comes');
    expect(graph.observed('graph.call')).toEqual([]);
    const early = subject.webhooks[1]?.value.statuses?.[0];
    const { json } = await answered;
    expect(early).toMatchObject({ status: 'sent', id: (json as { messages: { id: string }[] }).messages[0]?.id });
    expect(graph.lastCall()).toMatchObject({
      outcome: 'accepted',
      injected: false,
      faults: ['webhook.early-status#1'],
    });
    await graph.until(() => subject.webhooks.length > 2, 'the next status comes');
    const [, first, second] = graph.observed('webhook.sent');
    expect(first).toMatchObject({ status: 'sent', variant: 'early', fault: 'webhook.early-status#1' });
    expect(second).toMatchObject({ status: 'delivered', variant: undefined, fault: undefined });
  });

  test('with a status of a message that nobody here sent', async () => {
    graph.trouble('webhook.early-status', { hold: '1s', probability: 1, foreign: 1 });
    await graph.send(hi);
    const [foreign, early] = graph.observed('webhook.sent');
    expect(foreign).toMatchObject({ carries: 'status', variant: 'foreign-status', user: '15557770001' });
    expect(early).toMatchObject({ variant: 'early', message: graph.lastCall().message });
    expect(foreign?.message).not.toBe(early?.message);
    expect(graph.observed('graph.call').map(({ message }) => message)).not.toContain(foreign?.message);
  });
});

test('webhook.flood: statuses of messages of others, correctly signed, beside everything else', async () => {
  graph.trouble('webhook.flood', { rate: '100/s' });
  await graph.until(() => subject.webhooks.length > 50, 'they come');
  over();
  const sent = graph.observed('webhook.sent');
  expect(
    sent.every(
      ({ carries, fault, signature }) => carries === 'status' && fault === 'webhook.flood#1' && signature === 'valid',
    ),
  ).toBe(true);
  expect(new Set(sent.map(({ message }) => message)).size).toBe(sent.length);
  expect(sent.every(({ user }) => /^1555018\d{4}$/.test(user ?? ''))).toBe(true);
});

test('an answer to a stranger finds the window open, as after any message', async () => {
  graph.trouble('webhook.unknown', { what: ['type'], probability: 1 });
  write();
  await graph.until(() => subject.webhooks.length > 1, 'both come');
  const stranger = graph.observed('webhook.sent').find(({ variant }) => variant === 'unknown-type');
  expect((await graph.send({ ...hi, to: stranger?.user })).status).toBe(200);
  const mark = { messaging_product: 'whatsapp', status: 'read', message_id: stranger?.message };
  expect((await graph.call(MESSAGES, { body: mark })).status).toBe(200);
});
