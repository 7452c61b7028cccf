/**
 * Whole sequences of deliveries on virtual time: which, to whom, when, in which order, signed how. All parts are the real
 * ones but the sockets: targets answer as they are told to.
 */
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { waId, wamid } from '../../../../core/ids.js';
import type { Observation } from '../../../../core/observations.js';
import { createRandom } from '../../../../core/random.js';
import { createRecorder } from '../../../../core/recorder.js';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import { createFaultBoard } from '../../../../mock-server/faults/board.js';
import type { DeliveryRules } from '../../../../mock-server/webhooks/delivery-rules.js';
import { createDispatcher } from '../../../../mock-server/webhooks/dispatcher.js';
import type { PostResult } from '../../../../mock-server/webhooks/poster.js';
import { createRoutes } from '../../../../mock-server/webhooks/routes.js';
import { createTargetGuard } from '../../../../mock-server/webhooks/target-guard.js';
import { createTargets } from '../../../../mock-server/webhooks/targets.js';
import { apps } from '../../../../mock-server/world/accounts.js';
import { appWebhooks, ownKey, subscribedApps } from '../../../../mock-server/world/subscriptions.js';
import type { WebhookField } from '../../../../mock-server/world/webhook-fields.js';
import { createWorld, defaultCredentials } from '../../../../mock-server/world/world.js';

const { wabaId: WABA, phoneNumberId: NUMBER } = defaultCredentials;
const DAY_MS = 24 * 3_600_000;
const KEEPING = 10_000;

/** What a target answers to its posts in turn, the last for good; each answer takes 10 ms. */
type Answers = readonly (number | 'timeout')[];

interface Posted {
  readonly at: number;
  readonly to: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** A platform with one number; `subscribe` adds apps, each with a host of its own. */
function platform(rules: Partial<DeliveryRules> = {}) {
  const clock = createVirtualClock();
  const recorder = createRecorder(clock, KEEPING);
  const random = createRandom(1);
  const world = createWorld(defaultCredentials, random, clock.wallTime);
  const answers = new Map<string, Answers>();
  const posted: Posted[] = [];
  const answerTo = (host: string): PostResult => {
    const given = answers.get(host) ?? [200];
    const before = posted.filter(({ to }) => new URL(to).hostname === host).length - 1;
    const answer = given[Math.min(before, given.length - 1)] ?? 200;
    return answer === 'timeout' ? { problem: 'timeout', ms: 10 } : { status: answer, ms: 10 };
  };
  const targets = createTargets({
    clock,
    recorder,
    guard: createTargetGuard(),
    connect: ({ url }) => ({
      load: async () => undefined,
      post(body, headers, path = '') {
        posted.push({ at: clock.now(), to: url.origin + path, body, headers });
        const result = answerTo(url.hostname);
        return new Promise((resolve) => void clock.schedule(10, () => resolve(result)));
      },
      close: async () => undefined,
    }),
  });
  targets.change(rules);
  const faults = createFaultBoard({ random, clock });
  const routes = createRoutes(world, targets);
  const dispatcher = createDispatcher({ clock, world, faults, routes, rules: targets.rules });
  return {
    clock,
    recorder,
    targets,
    dispatcher,
    posted,
    subscribe(name: string, { fields = ['messages'] as readonly WebhookField[], answer = [200] as Answers } = {}) {
      const id = `3000000000000${[...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)}`;
      world.of(apps).put({ id, name, businessId: '400000000000001', secret: `secret of ${name}` });
      const listed = fields.map((field) => ({ name: field, version: 'v26.0' }));
      world.of(appWebhooks).put({ id, callbackUrl: `http://${name}/hook`, fields: listed });
      world.of(subscribedApps).put({ id: ownKey(WABA, id), wabaId: WABA, appId: id });
      answers.set(name, answer);
      return id;
    },
    write(text: string, user = '15557770001') {
      dispatcher.message({
        phoneNumberId: NUMBER,
        user: waId(user),
        name: 'Ann',
        message: wamid(text),
        content: { type: 'text', text: { body: text } },
        writtenAt: clock.wallTime(),
      });
    },
    reviewTemplate: () =>
      dispatcher.event({ field: 'message_template_status_update', wabaId: WABA, value: { event: 'APPROVED' } }, () =>
        Buffer.from(
          `{"object":"whatsapp_business_account","entry":[{"id":"${WABA}","time":1,"changes":[{"value":{"event":"APPROVED"},"field":"message_template_status_update"}]}]}`,
        ),
      ),
  };
}

const isSignedBy = (name: string, { body, headers }: Posted) =>
  headers['X-Hub-Signature-256'] === `sha256=${createHmac('sha256', `secret of ${name}`).update(body).digest('hex')}` &&
  headers['X-Hub-Signature'] === `sha1=${createHmac('sha1', `secret of ${name}`).update(body).digest('hex')}`;

const textsIn = ({ body }: Posted): string[] =>
  [...body.toString('latin1').matchAll(/"text":\{"body":"([^"]*)"\}/g)].map(([, text = '']) => text);

/** One line a post: when, to which host, what. */
const told = (posted: readonly Posted[]) =>
  posted.map((post) => `${post.at} ${new URL(post.to).hostname} ${textsIn(post).join(',') || 'event'}`);

const givenUp = (recent: readonly Observation[]) =>
  recent.flatMap((it) => (it.kind === 'webhook.given-up' ? [[it.delivery, it.attempts, it.reason]] : []));

describe('one app that answers', () => {
  test('gets each update once, at the instant it happened, signed with its secret by both algorithms', async () => {
    const { clock, subscribe, write, posted } = platform();
    subscribe('shop');
    write('a');
    await clock.advance(1_000);
    write('b');
    await clock.advance(1_000);
    expect(told(posted)).toEqual(['0 shop a', '1000 shop b']);
    expect(posted.every((post) => isSignedBy('shop', post))).toBe(true);
    expect(posted[0]?.headers).toMatchObject({ 'User-Agent': 'facebookexternalua', Accept: '*/*' });
  });
});

describe('an app that is down for a week', () => {
  test('is tried seventeen times over seven days, with the same bytes and the same signature, and then given up', async () => {
    const { clock, subscribe, write, posted, recorder, targets } = platform();
    subscribe('shop', { answer: ['timeout'] });
    write('a');
    await clock.advance(8 * DAY_MS);
    const hours = posted.map(({ at }) => Math.round((at / 3_600_000) * 100) / 100);
    expect(hours).toEqual([
      0, 0, 0, 0.01, 0.02, 0.11, 0.36, 1.36, 4.36, 10.36, 22.36, 46.36, 70.36, 94.36, 118.36, 142.36, 168,
    ]);
    expect(new Set(posted.map(({ body }) => body.toString())).size).toBe(1);
    expect(new Set(posted.map(({ headers }) => headers['X-Hub-Signature-256'])).size).toBe(1);
    expect(givenUp(recorder.recent())).toEqual([[1, 17, 'schedule-ended']]);
    expect([targets.pending(), clock.pending()]).toEqual([0, 0]);
  });

  test('a thousand of its deliveries share one timer, and are tried again in the order in which they failed', async () => {
    const { clock, subscribe, write, posted } = platform({ retryWaitsMs: [60_000] });
    subscribe('shop', { answer: [500] });
    for (let n = 0; n < 1_000; n++) write(`m${n}`);
    await clock.advance(5_000);
    expect(posted).toHaveLength(1_000);
    expect(clock.pending()).toBe(1);
    await clock.advance(120_000);
    expect(posted.slice(1_000).map((post) => textsIn(post)[0])).toEqual(
      Array.from({ length: 1_000 }, (_, n) => `m${n}`),
    );
  });
});

describe('several apps', () => {
  test('each hears of its own fields only, and with its own signature', async () => {
    const { clock, subscribe, write, reviewTemplate, posted } = platform();
    subscribe('inbox', { fields: ['messages'] });
    subscribe('admin', { fields: ['message_template_status_update'] });
    subscribe('both', { fields: ['messages', 'message_template_status_update'] });
    write('a');
    reviewTemplate();
    await clock.advance(100);
    expect(told(posted)).toEqual(['0 inbox a', '0 both a', '0 admin event', '0 both event']);
    for (const post of posted) expect(isSignedBy(new URL(post.to).hostname, post)).toBe(true);
  });

  test('a retry goes to every app, also to one that had taken it; its own schedule is only that of who failed', async () => {
    const { clock, subscribe, write, posted, recorder } = platform({ retryWaitsMs: [1_000, 5_000] });
    subscribe('good');
    subscribe('bad', { answer: [500, 500, 200] });
    write('a');
    await clock.advance(60_000);
    expect(told(posted)).toEqual(
      ['0 good a', '0 bad a', '1010 bad a', '1010 good a', '6020 bad a', '6020 good a'].toSorted(byInstant(posted)),
    );
    const sent = recorder.recent().flatMap((it) => (it.kind === 'webhook.sent' ? [it] : []));
    expect(sent.map(({ delivery, attempt, duplicateOf }) => [delivery, attempt, duplicateOf])).toEqual([
      [1, 1, undefined],
      [2, 1, undefined],
      [2, 2, undefined],
      [3, 1, 1],
      [2, 3, undefined],
      [4, 1, 1],
    ]);
  });

  test('where the rules say so, a retry goes to the app alone whose delivery failed', async () => {
    const { clock, subscribe, write, posted } = platform({ retryWaitsMs: [1_000], retryTo: 'failed-app' });
    subscribe('good');
    subscribe('bad', { answer: [500, 200] });
    write('a');
    await clock.advance(60_000);
    expect(told(posted)).toEqual(['0 good a', '0 bad a', '1010 bad a']);
  });

  test('two that are down do not multiply one another’s retries', async () => {
    const { clock, subscribe, write, posted } = platform({ retryWaitsMs: [1_000, 1_000, 1_000] });
    subscribe('one', { answer: ['timeout'] });
    subscribe('two', { answer: [503] });
    write('a');
    await clock.advance(60_000);
    expect(posted).toHaveLength(8);
  });

  test('a dead one does not delay another by a millisecond', async () => {
    const liveAt: number[][] = [];
    for (const others of [[], ['dead']]) {
      const { clock, subscribe, write, posted } = platform({ retryTo: 'failed-app' });
      for (const name of others) subscribe(name, { answer: ['timeout'] });
      subscribe('live');
      for (let n = 0; n < 500; n++) write(`m${n}`);
      await clock.advance(10_000);
      liveAt.push(posted.filter(({ to }) => to.includes('live')).map(({ at }) => at));
    }
    expect(liveAt[0]).toHaveLength(500);
    expect(liveAt[1]).toEqual(liveAt[0]);
  });
});

/** Keeps the order in which posts of one instant really left. */
const byInstant = (posted: readonly Posted[]) => (a: string, b: string) =>
  told(posted).indexOf(a) - told(posted).indexOf(b);

describe('rules that change while deliveries wait', () => {
  test('a shorter schedule holds from the next failure on', async () => {
    const { clock, subscribe, write, posted, targets } = platform();
    subscribe('shop', { answer: [500] });
    write('a');
    await clock.advance(1_000);
    targets.change({ retryWaitsMs: [0, 100, 100] });
    await clock.advance(DAY_MS);
    expect(posted.map(({ at }) => at)).toEqual([0, 10, 5_020, 5_130]);
  });

  test('a 202 ends a delivery from the moment that any success does', async () => {
    const { clock, subscribe, write, posted, targets } = platform({ retryWaitsMs: [1_000, 1_000, 1_000] });
    subscribe('shop', { answer: [202] });
    write('a');
    await clock.advance(500);
    targets.change({ success: '2xx' });
    await clock.advance(DAY_MS);
    expect(posted.map(({ at }) => at)).toEqual([0, 1_010]);
  });
});

describe('batches', () => {
  const batch = { updates: 3, withinMs: 1_000 };

  test('leave when they are full, or when their first update has waited long enough', async () => {
    const { clock, subscribe, write, posted, dispatcher } = platform({ batch });
    subscribe('shop');
    write('a');
    await clock.advance(400);
    expect(dispatcher.copiesToCome()).toBe(1);
    write('b');
    write('c');
    write('d');
    expect(dispatcher.copiesToCome()).toBe(1);
    await clock.advance(5_000);
    expect(told(posted)).toEqual(['400 shop a,b,c', '1400 shop d']);
    expect(posted.every((post) => isSignedBy('shop', post))).toBe(true);
    expect(dispatcher.copiesToCome()).toBe(0);
  });

  test('fail and come again as a whole, with the same bytes; the history tells of each update', async () => {
    const { clock, subscribe, write, posted, recorder } = platform({ batch, retryWaitsMs: [500] });
    subscribe('shop', { answer: [500, 200] });
    for (const text of ['a', 'b', 'c']) write(text);
    await clock.advance(5_000);
    expect(told(posted)).toEqual(['0 shop a,b,c', '510 shop a,b,c']);
    expect(posted[0]?.body.equals(posted[1]?.body ?? Buffer.of())).toBe(true);
    const seen = recorder.recent().flatMap((it) => {
      if (it.kind === 'webhook.sent') return [`sent ${it.delivery}.${it.attempt} of ${it.batch}: ${it.message}`];
      return it.kind === 'webhook.answered' ? [`${it.status} to ${it.delivery}.${it.attempt}: ${it.message}`] : [];
    });
    expect(seen).toEqual([
      'sent 1.1 of 1: a',
      'sent 2.1 of 1: b',
      'sent 3.1 of 1: c',
      '500 to 1.1: a',
      '500 to 2.1: b',
      '500 to 3.1: c',
      'sent 1.2 of 1: a',
      'sent 2.2 of 1: b',
      'sent 3.2 of 1: c',
      '200 to 1.2: a',
      '200 to 2.2: b',
      '200 to 3.2: c',
    ]);
  });

  test('of several apps are filled apart; an update of a failed one comes again to the others, by itself', async () => {
    const { clock, subscribe, write, posted } = platform({ batch: { updates: 2, withinMs: 100 }, retryWaitsMs: [500] });
    subscribe('good');
    subscribe('bad', { answer: [500, 200] });
    write('a');
    write('b');
    await clock.advance(5_000);
    expect(told(posted).toSorted()).toEqual(
      ['0 bad a,b', '0 good a,b', '510 bad a,b', '510 good a', '510 good b'].toSorted(),
    );
  });

  test('of up to a thousand updates pass in one post', async () => {
    const { clock, subscribe, write, posted } = platform({ batch: { updates: 1_000, withinMs: 60_000 } });
    subscribe('shop');
    for (let n = 0; n < 1_001; n++) write(`m${n}`, String(15_557_770_000 + (n % 7)));
    await clock.advance(100);
    expect(posted.map((post) => textsIn(post).length)).toEqual([1_000]);
    await clock.advance(60_000);
    expect(posted.map((post) => textsIn(post).length)).toEqual([1_000, 1]);
  });

  test('switched on in between begin with the next update, and what waits still leaves when they are switched off', async () => {
    const { clock, subscribe, write, posted, targets } = platform();
    subscribe('shop');
    write('a');
    targets.change({ batch });
    write('b');
    targets.change({ batch: undefined });
    write('c');
    await clock.advance(5_000);
    expect(told(posted)).toEqual(['0 shop a', '0 shop c', '1000 shop b']);
  });
});
