import { describe, expect, test } from 'vitest';
import { waId, wamid } from '../../../../core/ids.js';
import type { Observation } from '../../../../core/observations.js';
import { createRecorder } from '../../../../core/recorder.js';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import { createBodyBudget } from '../../../../mock-server/webhooks/body-budget.js';
import {
  createDeliveryQueue,
  type Delivery,
  type DeliveryQueueOptions,
} from '../../../../mock-server/webhooks/delivery-queue.js';
import type { PostResult } from '../../../../mock-server/webhooks/poster.js';

const ok: PostResult = { status: 200, ms: 20 };
const down: PostResult = { problem: 'refused', ms: 20 };

const delivery = (name: string, parts: Partial<Delivery> = {}): Delivery => ({
  carries: 'message',
  message: wamid(name),
  user: waId('15557770001'),
  signature: 'valid',
  body: Buffer.from(name),
  signatureHeaders: { 'X-Hub-Signature-256': `sha256=${name}` },
  ...parts,
});

/** A queue whose target answers after 20 ms: `answers` in turn, the last one for good. */
function queueOf(answers: readonly PostResult[], options: Partial<DeliveryQueueOptions> = {}) {
  const clock = createVirtualClock();
  const recorder = createRecorder(clock);
  const posted: { at: number; body: string; headers: Readonly<Record<string, string>> }[] = [];
  let underWay = 0;
  let mostUnderWay = 0;
  const poster = {
    post: (body: Buffer, headers: Readonly<Record<string, string>>) =>
      new Promise<PostResult>((resolve) => {
        const answer = answers[Math.min(posted.length, answers.length - 1)] ?? ok;
        posted.push({ at: clock.now(), body: body.toString(), headers });
        mostUnderWay = Math.max(mostUnderWay, ++underWay);
        clock.schedule(answer.ms, () => {
          underWay--;
          resolve(answer);
        });
      }),
    close: async () => undefined,
  };
  const queue = createDeliveryQueue({ clock, recorder, poster, connections: 4, ...options });
  return { clock, recorder, queue, posted, mostUnderWay: () => mostUnderWay };
}

/** What was recorded, in one line each. */
const told = (observations: readonly Observation[]) =>
  observations.map((it) => {
    switch (it.kind) {
      case 'webhook.sent':
        return `${it.at} sent ${it.delivery}.${it.attempt} ${it.message}`;
      case 'webhook.answered':
        return `${it.at} answered ${it.delivery}.${it.attempt} ${it.status ?? it.problem}`;
      case 'webhook.given-up':
        return `${it.at} given up ${it.delivery} after ${it.attempts}: ${it.reason}`;
      case 'limit.reached':
        return `${it.at} limit of ${it.limit}: ${it.value}`;
      default:
        return it.kind;
    }
  });

describe('a delivery', () => {
  test('is posted once when it is answered with 200, and both sides are recorded', async () => {
    const { clock, recorder, queue, posted } = queueOf([ok]);
    expect(queue.push(delivery('a', { carries: 'status', status: 'sent', fault: 'dup#1', duplicateOf: 7 }))).toBe(1);
    expect(queue.pending()).toBe(1);
    await clock.advance(1_000);
    expect(queue.pending()).toBe(0);
    const shared = { delivery: 1, attempt: 1, carries: 'status', message: 'a', signature: 'valid' };
    expect(recorder.recent()).toEqual([
      {
        id: 1,
        at: 0,
        kind: 'webhook.sent',
        ...shared,
        user: '15557770001',
        status: 'sent',
        fault: 'dup#1',
        duplicateOf: 7,
      },
      { id: 2, at: 20, kind: 'webhook.answered', ...shared, sent: 1, status: 200, ms: 20 },
    ]);
    expect(posted).toEqual([
      {
        at: 0,
        body: 'a',
        headers: {
          'Content-Type': 'application/json',
          Accept: '*/*',
          'User-Agent': 'facebookexternalua',
          'X-Hub-Signature-256': 'sha256=a',
        },
      },
    ]);
  });

  test.each([
    [200, '200', 1],
    [201, '200', 2],
    [202, '200', 2],
    [204, '200', 2],
    [200, '2xx', 1],
    [202, '2xx', 1],
    [299, '2xx', 1],
    [301, '2xx', 2],
  ] as const)('answered %d, where %s ends it, is posted %d times', async (status, success, times) => {
    const { clock, queue, posted } = queueOf([{ status, ms: 1 }, ok], { rules: () => ({ success }) });
    queue.push(delivery('a'));
    await clock.advance(3_600_000);
    expect(posted).toHaveLength(times);
  });

  test.each([
    [{ status: 301, ms: 1 }],
    [{ status: 400, ms: 1 }],
    [{ status: 401, ms: 1 }],
    [{ status: 500, ms: 1 }],
    [{ problem: 'timeout', ms: 1 }],
  ])('comes again after %j', async (answer) => {
    const { clock, queue, posted } = queueOf([answer, ok]);
    queue.push(delivery('a'));
    await clock.advance(1_000);
    expect(posted.map(({ body }) => body)).toEqual(['a', 'a']);
  });
});

describe('the retry schedule', () => {
  test('is kept to the instant: at once, then ever more seldom, for seven days', async () => {
    const { clock, queue, posted, recorder } = queueOf([{ problem: 'refused', ms: 0 }]);
    queue.push(delivery('a'));
    await clock.advance(8 * 24 * 3_600_000);
    const seconds = posted.map(({ at }) => at / 1_000);
    expect(seconds.slice(0, 8)).toEqual([0, 0, 5, 20, 80, 380, 1_280, 4_880]);
    expect(seconds.at(-1)).toBe(7 * 24 * 3_600);
    expect(told(recorder.recent()).at(-1)).toMatch(/given up 1 after 17: schedule-ended$/);
    expect(queue.pending()).toBe(0);
  });

  test('may be stated; when it ends the delivery is given up', async () => {
    const { clock, queue, recorder } = queueOf([down], { rules: () => ({ retryWaitsMs: [100, 1_000] }) });
    queue.push(delivery('a'));
    await clock.advance(10_000);
    expect(told(recorder.recent())).toEqual([
      '0 sent 1.1 a',
      '20 answered 1.1 refused',
      '120 sent 1.2 a',
      '140 answered 1.2 refused',
      '1140 sent 1.3 a',
      '1160 answered 1.3 refused',
      '1160 given up 1 after 3: schedule-ended',
    ]);
  });

  test('without any retry a delivery is tried once', async () => {
    const { clock, queue, recorder } = queueOf([down], { rules: () => ({ retryWaitsMs: [] }) });
    queue.push(delivery('a'));
    await clock.advance(10_000);
    expect(told(recorder.recent()).at(-1)).toBe('20 given up 1 after 1: schedule-ended');
  });

  test('a delivery that waits for its retry holds up no other', async () => {
    const { clock, queue, recorder } = queueOf([down, ok], {
      rules: () => ({ retryWaitsMs: [1_000] }),
      connections: 1,
    });
    queue.push(delivery('a'));
    queue.push(delivery('b'));
    await clock.advance(2_000);
    expect(told(recorder.recent())).toEqual([
      '0 sent 1.1 a',
      '20 answered 1.1 refused',
      '20 sent 2.1 b',
      '40 answered 2.1 200',
      '1020 sent 1.2 a',
      '1040 answered 1.2 200',
    ]);
  });

  test('tells distant retries from near ones', async () => {
    const { clock, queue } = queueOf([down], { rules: () => ({ retryWaitsMs: [60_000] }) });
    queue.push(delivery('a'));
    await clock.advance(1_000);
    expect([queue.pending(), queue.waitingLongerThan(10_000), queue.waitingLongerThan(59_500)]).toEqual([1, 1, 0]);
    await clock.advance(50_000);
    expect(queue.waitingLongerThan(10_000)).toBe(0);
  });
});

describe('forged deliveries', () => {
  test.each(['missing', 'wrong-secret', 'tampered-body'] as const)(
    '%s: refused or not, they never come again',
    async (signature) => {
      const { clock, queue, recorder } = queueOf([{ status: 401, ms: 20 }]);
      queue.push(delivery('a', { signature, signatureHeaders: {} }));
      await clock.advance(3_600_000);
      expect(told(recorder.recent())).toEqual(['0 sent 1.1 a', '20 answered 1.1 401']);
      expect(recorder.recent().every((it) => 'signature' in it && it.signature === signature)).toBe(true);
      expect(queue.pending()).toBe(0);
    },
  );
});

describe('limits', () => {
  test('no more deliveries are under way at once than there are connections, and the first come go first', async () => {
    const { clock, queue, posted, mostUnderWay } = queueOf([ok], { connections: 3 });
    const names = Array.from({ length: 20 }, (_, n) => `m${n}`);
    for (const name of names) queue.push(delivery(name));
    expect(queue.pending()).toBe(20);
    await clock.advance(1_000);
    expect(mostUnderWay()).toBe(3);
    expect(posted.map(({ body }) => body)).toEqual(names);
  });

  test('a full queue sheds what comes, and says so', async () => {
    const { clock, queue, recorder, posted } = queueOf([ok], { connections: 1, limit: 2 });
    for (const name of ['a', 'b', 'c']) queue.push(delivery(name));
    await clock.advance(1_000);
    queue.push(delivery('d'));
    await clock.advance(1_000);
    expect(told(recorder.recent()).slice(0, 3)).toEqual([
      '0 sent 1.1 a',
      '0 limit of pending deliveries: 2',
      '0 given up 3 after 0: queue-full',
    ]);
    expect(posted.map(({ body }) => body)).toEqual(['a', 'b', 'd']);
  });

  test('bodies that find no room are shed, and their room is free again when others are done', async () => {
    const { clock, queue, recorder, posted } = queueOf([ok], { connections: 1, bodies: createBodyBudget(10) });
    for (const name of ['four', 'more', 'late']) queue.push(delivery(name));
    await clock.advance(1_000);
    queue.push(delivery('last'));
    await clock.advance(1_000);
    expect(told(recorder.recent()).slice(1, 3)).toEqual([
      '0 limit of bytes of pending deliveries: 10',
      '0 given up 3 after 0: queue-full',
    ]);
    expect(posted.map(({ body }) => body)).toEqual(['four', 'more', 'last']);
  });

  test('many thousands pass through, each once', async () => {
    const { clock, queue, posted } = queueOf([{ status: 200, ms: 0 }], { connections: 64 });
    for (let n = 0; n < 5_000; n++) queue.push(delivery(`m${n}`));
    await clock.advance(10);
    expect(posted).toHaveLength(5_000);
    expect(new Set(posted.map(({ body }) => body)).size).toBe(5_000);
    expect(queue.pending()).toBe(0);
  });
});

describe('dropping', () => {
  test('one leaves the others; one that is under way is not tried again', async () => {
    const { clock, queue, recorder, posted } = queueOf([down, ok], { connections: 1 });
    for (const name of ['under way', 'dropped', 'kept']) queue.push(delivery(name));
    expect([queue.drop(2), queue.drop(1), queue.drop(1), queue.drop(7)]).toEqual([1, 1, 0, 0]);
    await clock.advance(60_000);
    expect(posted.map(({ body }) => body)).toEqual(['under way', 'kept']);
    expect(told(recorder.recent()).filter((line) => line.includes('given up'))).toEqual([
      '0 given up 2 after 0: dropped',
      '20 given up 1 after 1: dropped',
    ]);
    expect([queue.pending(), clock.pending()]).toEqual([0, 0]);
  });

  test('all leaves nothing, and what comes later is delivered', async () => {
    const { clock, queue, posted } = queueOf([down], { rules: () => ({ retryWaitsMs: [60_000] }) });
    for (const name of ['a', 'b', 'c']) queue.push(delivery(name));
    await clock.advance(1_000);
    expect([...queue.jobs()].map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(queue.drop()).toBe(3);
    queue.push(delivery('d'));
    await clock.advance(1_000);
    expect(posted.map(({ body }) => body)).toEqual(['a', 'b', 'c', 'd']);
    expect(queue.pending()).toBe(1);
  });
});

describe('closing', () => {
  test('gives up what waits for a retry, what waits for a connection and what is under way', async () => {
    const { clock, queue, recorder } = queueOf([down, ok], {
      connections: 1,
      rules: () => ({ retryWaitsMs: [60_000] }),
    });
    queue.push(delivery('retried'));
    await clock.advance(100);
    queue.push(delivery('under way'));
    queue.push(delivery('ready'));
    queue.close();
    await clock.advance(100_000);
    expect(told(recorder.recent()).slice(2)).toEqual([
      '100 sent 2.1 under way',
      '100 given up 1 after 1: run-ended',
      '100 given up 3 after 0: run-ended',
      '120 given up 2 after 1: run-ended',
    ]);
    expect([queue.pending(), clock.pending()]).toEqual([0, 0]);
  });

  test('nothing is posted afterwards', async () => {
    const { clock, queue, recorder, posted } = queueOf([ok]);
    queue.close();
    expect(queue.push(delivery('late'))).toBe(1);
    await clock.advance(100);
    expect(posted).toEqual([]);
    expect(told(recorder.recent())).toEqual(['0 given up 1 after 0: run-ended']);
  });
});
