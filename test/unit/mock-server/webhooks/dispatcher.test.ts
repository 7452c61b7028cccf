import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { PlannedFault } from '../../../../core/history.js';
import { waId, wamid } from '../../../../core/ids.js';
import { createRandom } from '../../../../core/random.js';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import { createFaultBoard } from '../../../../mock-server/faults/board.js';
import { bringIntoPlay, faults as catalogue } from '../../../../mock-server/faults/catalogue.js';
import type { Delivery } from '../../../../mock-server/webhooks/delivery-queue.js';
import { createDispatcher } from '../../../../mock-server/webhooks/dispatcher.js';
import { signingKey } from '../../../../mock-server/webhooks/signature.js';
import { createWorld, defaultCredentials } from '../../../../mock-server/world/world.js';

const ann = waId('15557770001');

function duplicate(given: Record<string, unknown>): PlannedFault {
  const name = 'webhook.duplicate';
  const parameters = catalogue[name].parameters.parse({ probability: 1, ...given }) as Record<string, unknown>;
  return { id: `${name}#1`, name, parameters };
}

/** A dispatcher whose queues only note what they are given, and when; one app is told unless there are others. */
function dispatching(...active: PlannedFault[]) {
  const clock = createVirtualClock();
  const random = createRandom(1);
  const faults = createFaultBoard({ random, clock });
  faults.activate(bringIntoPlay(active));
  const pushed: { at: number; delivery: Delivery }[] = [];
  const queue = { push: (delivery: Delivery) => pushed.push({ at: clock.now(), delivery }) };
  const routeOf = (app: string | undefined, secret: string) => ({
    app,
    queue,
    path: '/webhook',
    key: signingKey(secret),
    wrongKey: signingKey(`not-${secret}`),
  });
  let listeners = [routeOf(undefined, defaultCredentials.appSecret)];
  const routes = { ofNumber: () => listeners, ofAccount: () => listeners };
  const world = createWorld(defaultCredentials, random);
  const dispatcher = createDispatcher({ clock, world, faults, routes });
  return {
    clock,
    dispatcher,
    pushed,
    unsubscribe() {
      listeners = [];
    },
    subscribe(app: string, secret: string) {
      listeners = [...listeners, routeOf(app, secret)];
    },
  };
}

const inbound = (name = 'wamid.a') => ({
  phoneNumberId: defaultCredentials.phoneNumberId,
  user: ann,
  name: 'Ann 😀',
  message: wamid(name),
  content: { type: 'text', text: { body: 'hi' } },
  writtenAt: Date.UTC(2026, 10, 22),
});

const status = (name = 'wamid.a') => ({
  phoneNumberId: defaultCredentials.phoneNumberId,
  user: ann,
  message: wamid(name),
  status: 'sent' as const,
  reachedAt: Date.UTC(2026, 10, 22),
  category: 'service' as const,
});

const signatureOf = (body: Buffer, secret = defaultCredentials.appSecret) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

describe('without faults', () => {
  test('a message and a status are queued once each, signed over their bytes', () => {
    const { dispatcher, pushed } = dispatching();
    dispatcher.message(inbound());
    dispatcher.status(status());
    expect(
      pushed.map(({ delivery }) => [delivery.carries, delivery.status, delivery.message, delivery.signature]),
    ).toEqual([
      ['message', undefined, 'wamid.a', 'valid'],
      ['status', 'sent', 'wamid.a', 'valid'],
    ]);
    for (const { delivery } of pushed)
      expect(delivery.signatureHeaders['X-Hub-Signature-256']).toBe(signatureOf(delivery.body));
    expect(dispatcher.copiesToCome()).toBe(0);
  });

  test('without a subscriber events are dropped', async () => {
    const { clock, dispatcher, pushed, unsubscribe } = dispatching(duplicate({ copies: 1 }));
    unsubscribe();
    dispatcher.message(inbound());
    dispatcher.status(status());
    dispatcher.forgedMessage(inbound(), 'missing');
    await clock.advance(60_000);
    expect(dispatcher.hasTarget(defaultCredentials.phoneNumberId)).toBe(false);
    expect(pushed).toEqual([]);
  });
});

describe('two apps', () => {
  test('are told the same bytes, each with its own signature', () => {
    const { dispatcher, pushed, subscribe } = dispatching();
    subscribe('300000000000002', 'second-secret');
    dispatcher.message(inbound());
    dispatcher.status(status());
    expect(pushed.map(({ delivery }) => [delivery.app, delivery.carries])).toEqual([
      [undefined, 'message'],
      ['300000000000002', 'message'],
      [undefined, 'status'],
      ['300000000000002', 'status'],
    ]);
    const [first, second] = pushed.map(({ delivery }) => delivery);
    expect(second?.body).toBe(first?.body);
    expect(first?.signatureHeaders['X-Hub-Signature-256']).toBe(signatureOf(first?.body ?? Buffer.alloc(0)));
    expect(second?.signatureHeaders['X-Hub-Signature-256']).toBe(
      signatureOf(second?.body ?? Buffer.alloc(0), 'second-secret'),
    );
  });

  test('get their duplicates independently of each other; those of the first are what they were alone', () => {
    const of = (app: string | undefined, subscribed: boolean) => {
      const { dispatcher, pushed, subscribe } = dispatching(duplicate({ probability: 0.5, copies: 1, within: 0 }));
      if (subscribed) subscribe('300000000000002', 'second-secret');
      for (let n = 0; n < 50; n++) dispatcher.message(inbound(`wamid.${n}`));
      return pushed.filter(({ delivery }) => delivery.app === app).map(({ delivery }) => delivery.message);
    };
    expect(of(undefined, true)).toEqual(of(undefined, false));
    expect(of('300000000000002', true)).not.toEqual(of(undefined, true));
  });
});

describe('duplicates', () => {
  test('at the same instant are queued together, byte for byte the same, and name the original', () => {
    const { dispatcher, pushed } = dispatching(duplicate({ copies: 3, within: 0 }));
    dispatcher.message(inbound());
    expect(pushed.map(({ at, delivery }) => [at, delivery.duplicateOf, delivery.fault])).toEqual([
      [0, undefined, undefined],
      [0, 1, 'webhook.duplicate#1'],
      [0, 1, 'webhook.duplicate#1'],
      [0, 1, 'webhook.duplicate#1'],
    ]);
    const [original] = pushed;
    for (const { delivery } of pushed) {
      expect(delivery.body.equals(original?.delivery.body ?? Buffer.alloc(0))).toBe(true);
      expect(delivery.signatureHeaders).toEqual(original?.delivery.signatureHeaders);
    }
  });

  test('that are spaced come one by one, within the time, and are announced until they have come', async () => {
    const { clock, dispatcher, pushed } = dispatching(duplicate({ copies: 3, within: '5s' }));
    dispatcher.message(inbound());
    expect([pushed.length, dispatcher.copiesToCome()]).toEqual([1, 3]);
    await clock.advance(5_000);
    expect([pushed.length, dispatcher.copiesToCome()]).toEqual([4, 0]);
    const instants = pushed.map(({ at }) => at);
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    expect(new Set(instants).size).toBe(4);
    expect(pushed.slice(1).every(({ delivery }) => delivery.duplicateOf === 1)).toBe(true);
  });

  test('of a message and of each of its statuses are decided apart', () => {
    const { dispatcher, pushed } = dispatching(duplicate({ probability: 0.5, copies: 1, within: 0 }));
    const outcomes = new Set<string>();
    for (let n = 0; n < 50; n++) {
      const before = pushed.length;
      dispatcher.message(inbound(`wamid.${n}`));
      const middle = pushed.length;
      dispatcher.status(status(`wamid.${n}`));
      outcomes.add(`${middle - before} ${pushed.length - middle}`);
    }
    expect([...outcomes].sort()).toEqual(['1 1', '1 2', '2 1', '2 2']);
  });

  test('the same seed repeats the same messages', () => {
    const repeated = () => {
      const { dispatcher, pushed } = dispatching(duplicate({ probability: 0.5, copies: '1..3', within: 0 }));
      for (let n = 0; n < 50; n++) dispatcher.message(inbound(`wamid.${n}`));
      return pushed.map(({ delivery }) => delivery.message);
    };
    expect(repeated()).toEqual(repeated());
  });
});

describe('forged messages', () => {
  test('carry no signature, one of another secret, or one of another body; all else is as in a real one', () => {
    const { dispatcher, pushed } = dispatching();
    dispatcher.message(inbound());
    for (const signature of ['missing', 'wrong-secret', 'tampered-body'] as const)
      dispatcher.forgedMessage(inbound(), signature);
    const [real, missing, wrongSecret, tampered] = pushed.map(({ delivery }) => delivery);
    expect(missing?.signatureHeaders).toEqual({});
    expect(wrongSecret?.signatureHeaders['X-Hub-Signature-256']).toBe(
      signatureOf(wrongSecret?.body ?? Buffer.alloc(0), 'not-waproof-app-secret'),
    );
    expect(tampered?.signatureHeaders['X-Hub-Signature-256']).toMatch(/^sha256=[0-9a-f]{64}$/);
    for (const forged of [missing, wrongSecret, tampered]) {
      expect(forged?.body).toEqual(real?.body);
      expect(forged?.signatureHeaders['X-Hub-Signature-256']).not.toBe(signatureOf(forged?.body ?? Buffer.alloc(0)));
      expect(forged?.signatureHeaders['X-Hub-Signature']).not.toBe(real?.signatureHeaders['X-Hub-Signature']);
    }
  });

  test('are never repeated', async () => {
    const { clock, dispatcher, pushed } = dispatching(duplicate({ copies: 3, within: '1s' }));
    dispatcher.forgedMessage(inbound(), 'missing');
    await clock.advance(10_000);
    expect(pushed).toHaveLength(1);
  });
});
