/** Several targets on virtual time: each answers at its own pace, or never. */
import { describe, expect, test } from 'vitest';
import { waId, wamid } from '../../../../core/ids.js';
import { createRecorder } from '../../../../core/recorder.js';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import type { Delivery } from '../../../../mock-server/webhooks/delivery-queue.js';
import type { PostResult } from '../../../../mock-server/webhooks/poster.js';
import { createTargetGuard } from '../../../../mock-server/webhooks/target-guard.js';
import { createTargets } from '../../../../mock-server/webhooks/targets.js';

const delivery = (name: string, path = '/webhook'): Delivery => ({
  carries: 'message',
  message: wamid(name),
  user: waId('15557770001'),
  signature: 'valid',
  body: Buffer.from(name),
  signatureHeaders: {},
  path,
});

/** Targets whose answers take the time that their host's name says: `http://after-20/`; `http://dead/` never answers. */
function targetsWith({ limit }: { limit?: number } = {}) {
  const clock = createVirtualClock();
  const recorder = createRecorder(clock);
  const posted: { at: number; to: string; timeoutMs: number }[] = [];
  const closed: string[] = [];
  const targets = createTargets({
    clock,
    recorder,
    guard: createTargetGuard(),
    ...(limit !== undefined && { limit }),
    connect: ({ url, timeoutMs }) => ({
      load: async () => undefined,
      post: (_body, _headers, path = '') => {
        posted.push({ at: clock.now(), to: url.origin + path, timeoutMs });
        const ms = Number(/after-(\d+)/.exec(url.hostname)?.[1] ?? timeoutMs);
        const result: PostResult = url.hostname === 'dead' ? { problem: 'timeout', ms } : { status: 200, ms };
        return new Promise((resolve) => void clock.schedule(ms, () => resolve(result)));
      },
      close: async () => void closed.push(url.origin),
    }),
  });
  return { clock, recorder, targets, posted, closed };
}

const slow = new URL('http://dead/webhook');
const fast = new URL('http://after-20/webhook');

describe('targets', () => {
  test('a dead target never holds up another one', async () => {
    const { clock, recorder, targets } = targetsWith();
    for (let n = 0; n < 1_000; n++) targets.queueTo(slow)?.push(delivery(`slow-${n}`));
    for (let n = 0; n < 100; n++) targets.queueTo(fast)?.push(delivery(`fast-${n}`));
    await clock.advance(20);
    const answered = recorder.recent().filter(({ kind }) => kind === 'webhook.answered');
    expect(answered).toHaveLength(100);
    expect(targets.pending()).toBe(1_000);
  });

  test('callbacks on one origin share its connections, each with its own path', async () => {
    const { clock, targets, posted } = targetsWith();
    const first = targets.queueTo(new URL('http://after-20/a'));
    const second = targets.queueTo(new URL('http://after-20/b?tenant=7'));
    expect(second).toBe(first);
    first?.push(delivery('a', '/a'));
    second?.push(delivery('b', '/b?tenant=7'));
    await clock.advance(20);
    expect(posted.map(({ to }) => to)).toEqual(['http://after-20/a', 'http://after-20/b?tenant=7']);
  });

  test('deliveries are numbered in one row over all targets', () => {
    const { targets } = targetsWith();
    expect([targets.queueTo(slow)?.push(delivery('a')), targets.queueTo(fast)?.push(delivery('b'))]).toEqual([1, 2]);
  });

  test('one that was opened anew follows the new rules, and what the old one had left is still delivered', async () => {
    const { clock, targets, posted } = targetsWith();
    targets.queueTo(fast)?.push(delivery('a'));
    const { revision } = targets;
    await targets.open(fast, { timeoutMs: 500 });
    expect(targets.revision).toBeGreaterThan(revision);
    targets.queueTo(fast)?.push(delivery('b'));
    expect(targets.pending()).toBe(2);
    await clock.advance(20);
    expect(targets.pending()).toBe(0);
    expect(posted.map(({ timeoutMs }) => timeoutMs)).toEqual([20_000, 500]);
  });

  test('the retry schedule that was given holds for targets that are opened later', async () => {
    const { clock, targets, posted } = targetsWith();
    await targets.open(fast, { timeoutMs: 100, retryWaitsMs: [1_000] });
    targets.queueTo(slow)?.push(delivery('a'));
    await clock.advance(10_000);
    expect(posted.map(({ at }) => at)).toEqual([0, 1_100]);
    expect(targets.pending()).toBe(0);
  });
});

describe('the limit of targets', () => {
  const hosts = (count: number) => Array.from({ length: count }, (_, n) => new URL(`http://after-${n + 1}/`));

  test('the idle one that was asked for longest ago makes room', async () => {
    const { clock, recorder, targets, closed } = targetsWith({ limit: 2 });
    const [first, second, third] = hosts(3);
    if (!first || !second || !third) throw new Error('three hosts');
    targets.queueTo(first)?.push(delivery('a'));
    targets.queueTo(second)?.push(delivery('b'));
    await clock.advance(10);
    targets.queueTo(first);
    const { revision } = targets;
    expect(targets.queueTo(third)).toBeDefined();
    expect(targets.revision).toBeGreaterThan(revision);
    expect(closed).toEqual([second.origin]);
    expect(recorder.recent().filter(({ kind }) => kind === 'limit.reached')).toEqual([]);
  });

  test('with work for all of them, a further one gets nothing, and that is recorded', () => {
    const { recorder, targets } = targetsWith({ limit: 2 });
    const [first, second, third] = hosts(3);
    if (!first || !second || !third) throw new Error('three hosts');
    targets.queueTo(first)?.push(delivery('a'));
    targets.queueTo(second)?.push(delivery('b'));
    expect(targets.queueTo(third)).toBeUndefined();
    expect(recorder.recent().at(-1)).toMatchObject({ kind: 'limit.reached', limit: 'webhook targets', value: 2 });
  });
});

test('stopping gives up everything, also what comes later', async () => {
  const { recorder, targets, closed } = targetsWith();
  targets.queueTo(slow)?.push(delivery('a'));
  targets.stop();
  targets.queueTo(fast)?.push(delivery('b'));
  expect(recorder.recent().map(({ kind }) => kind)).toEqual(['webhook.sent', 'webhook.given-up']);
  await targets.close();
  expect(closed.sort()).toEqual([fast.origin, slow.origin].sort());
});
