import { expect, test } from 'vitest';
import { createRecorder } from '../../../core/recorder.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';
import { drain } from '../../../harness/drain.js';
import type { Mock } from '../../../mock-server/mock.js';

/** A drain of at most 20 s over a mock and a tally that are what the test sets them to. */
function draining(
  state: Partial<{
    deliveries: number;
    distantRetries: number;
    copies: number;
    lives: number;
    unanswered: number;
    lastCallAt: number;
    isAway: boolean;
    /** When the only delivery that is pending is tried again. */
    retryAt: number;
    unreached: number;
  }> = {},
) {
  const clock = createVirtualClock();
  const recorder = createRecorder(clock);
  const nothing = { deliveries: 0, distantRetries: 0, copies: 0, lives: 0, unanswered: 0, lastCallAt: 0, unreached: 0 };
  const now = { ...nothing, isAway: false, ...state };
  const retryAt = state.retryAt;
  const pending = (withinMs: number) =>
    retryAt === undefined || clock.now() >= retryAt
      ? now
      : { ...now, deliveries: 1, distantRetries: retryAt - clock.now() > withinMs ? 1 : 0 };
  const mock = { pending } as unknown as Mock;
  const tally = {
    observe: () => undefined,
    counts: { inbound: 0, replies: 0, errors: 0, deliveries: 0, acknowledged: 0, refusedStatus: undefined },
    unanswered: () => now.unanswered,
    lastCallAt: () => now.lastCallAt,
  };
  const controller = new AbortController();
  const outcome: { settled?: boolean; at?: number } = {};
  void drain({
    clock,
    recorder,
    mock,
    tally,
    settleMs: 20_000,
    signal: controller.signal,
    isAway: () => now.isAway,
    unreached: () => now.unreached,
  }).then((settled) => Object.assign(outcome, { settled, at: clock.now() }));
  return { clock, now, controller, outcome };
}

test('ends when nothing moves and everybody was answered, a moment after the last call', async () => {
  const { clock, outcome } = draining();
  await clock.advance(60_000);
  expect(outcome).toEqual({ settled: true, at: 1_600 });
});

test.each(['deliveries', 'copies', 'lives', 'unanswered', 'unreached'] as const)(
  'waits while there are %s',
  async (what) => {
    const { clock, now, outcome } = draining({ [what]: 1 });
    await clock.advance(10_000);
    expect(outcome).toEqual({});
    now[what] = 0;
    await clock.advance(10_000);
    expect(outcome).toEqual({ settled: true, at: 10_100 });
  },
);

test('waits for a subject that was killed, and says so when it does not come back', async () => {
  const { clock, now, outcome } = draining({ isAway: true });
  await clock.advance(10_000);
  expect(outcome).toEqual({});
  now.isAway = false;
  await clock.advance(10_000);
  expect(outcome).toEqual({ settled: true, at: 10_100 });
  const gone = draining({ isAway: true });
  await gone.clock.advance(60_000);
  expect(gone.outcome).toEqual({ settled: false, at: 20_000 });
});

test('waits while calls come', async () => {
  const { clock, now, outcome } = draining();
  for (let second = 0; second < 5; second++) {
    await clock.advance(1_000);
    now.lastCallAt = clock.now();
  }
  expect(outcome).toEqual({});
  await clock.advance(10_000);
  expect(outcome).toEqual({ settled: true, at: 6_600 });
});

test('does not wait for retries that are far away', async () => {
  const { clock, outcome } = draining({ deliveries: 3, distantRetries: 3 });
  await clock.advance(60_000);
  expect(outcome).toEqual({ settled: true, at: 1_600 });
});

test.each([
  ['comes while the scenario waits is waited for', 12_000, { settled: true, at: 12_000 }],
  ['comes later is not', 25_000, { settled: true, at: 1_600 }],
])('a retry that %s', async (_, retryAt, expected) => {
  const { clock, outcome } = draining({ retryAt });
  await clock.advance(60_000);
  expect(outcome).toEqual(expected);
});

test('a retry that comes too late leaves the run at rest, also where somebody waits for an answer', async () => {
  const { clock, outcome } = draining({ retryAt: 25_000, unanswered: 1 });
  await clock.advance(60_000);
  expect(outcome).toEqual({ settled: true, at: 20_000 });
});

test('waits no longer than the scenario allows, and says whether all was at rest', async () => {
  const busy = draining({ lives: 1 });
  await busy.clock.advance(60_000);
  expect(busy.outcome).toEqual({ settled: false, at: 20_000 });
  const unanswered = draining({ unanswered: 1 });
  await unanswered.clock.advance(60_000);
  expect(unanswered.outcome).toEqual({ settled: true, at: 20_000 });
});

test('an interrupt ends it at once', async () => {
  const { clock, controller, outcome } = draining({ lives: 1 });
  await clock.advance(1_050);
  controller.abort();
  await clock.advance(0);
  expect(outcome).toEqual({ settled: false, at: 1_050 });
  expect(clock.pending()).toBe(0);
});
