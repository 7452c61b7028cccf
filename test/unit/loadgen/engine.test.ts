import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../core/random.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';
import type { WrittenLine } from '../../../loadgen/conversations.js';
import { type LoadOptions, playLoad } from '../../../loadgen/engine.js';
import type { Load } from '../../../loadgen/load.js';
import { createUsers } from '../../../loadgen/users/create-users.js';

const aLoad = (load: Partial<Load> = {}): Load => ({
  users: 10,
  process: 'constant',
  fromPerSecond: 1,
  toPerSecond: 1,
  fromMs: 0,
  toMs: 5_000,
  says: 'greeting',
  ...load,
});

/** A play on a virtual clock; `answerAfterMs` answers every line so long after it was written. */
function play(
  loads: Load[],
  { answerAfterMs, seed = 1, ...rest }: Partial<LoadOptions> & { answerAfterMs?: number; seed?: number } = {},
) {
  const clock = createVirtualClock();
  const written: WrittenLine[] = [];
  const dropped: { due: number; reason: string }[] = [];
  const over = { done: false };
  const total = loads.reduce((sum, load) => sum + load.users, 0);
  const engine = playLoad({
    clock,
    random: createRandom(seed),
    loads,
    users: createUsers(total, createRandom(seed)),
    drop: (arrival) => dropped.push(arrival),
    write(line) {
      written.push(line);
      if (answerAfterMs !== undefined) clock.schedule(answerAfterMs, () => engine.replied(line.user.waId));
    },
    ...rest,
  });
  void engine.done.then(() => {
    over.done = true;
  });
  return { clock, engine, written, dropped, over };
}

const dues = (written: readonly WrittenLine[]) => written.map((line) => Math.round(line.due));

describe('arrivals', () => {
  test('each is written at its instant, by another user, with a token of its own', async () => {
    const { clock, written, over } = play([aLoad()], { answerAfterMs: 100 });
    await clock.advance(4_050);
    expect(dues(written)).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
    expect(new Set(written.map((line) => line.user.waId)).size).toBe(5);
    expect(new Set(written.map((line) => line.token)).size).toBe(5);
    expect(written.every((line) => line.message.text.body.includes(line.token))).toBe(true);
    expect(over.done).toBe(false);
    await clock.advance(100);
    expect(over.done).toBe(true);
  });

  test('an engine that comes late catches up with everything, and latency still counts from the due instant', async () => {
    let late = 0;
    const clock = createVirtualClock();
    const stalled = { ...clock, now: () => clock.now() + late };
    const { written, engine } = play([aLoad({ fromPerSecond: 1_000, toPerSecond: 1_000, toMs: 3_000, users: 3_000 })], {
      clock: stalled,
    });
    await clock.advance(100);
    late = 2_000;
    await clock.advance(1);
    expect(dues(written)).toEqual(Array.from({ length: 2_102 }, (_, n) => n));
    const sample = engine.look();
    expect(sample).toMatchObject({ arrivalsDue: 2_102, arrivalsPlayed: 2_102, arrivalsDropped: 0 });
    expect(sample.latenessP99Ms).toBeGreaterThan(1_900);
    expect(engine.look()).toEqual({
      arrivalsDue: 0,
      arrivalsPlayed: 0,
      arrivalsDropped: 0,
      latenessP99Ms: 0,
      latenessMaxMs: 0,
    });
  });

  test('without a free user an arrival is dropped and counted', async () => {
    const { clock, written, dropped, engine } = play([aLoad({ users: 2 })]);
    await clock.advance(4_500);
    expect(dues(written)).toEqual([0, 1_000]);
    expect(dropped.map(({ due }) => due)).toEqual([2_000, 3_000, 4_000]);
    expect(dropped[0]?.reason).toBe('all 2 users are in a conversation');
    expect(engine.look()).toMatchObject({ arrivalsDue: 5, arrivalsPlayed: 2, arrivalsDropped: 3 });
  });

  test('several loads run side by side with users of their own', async () => {
    const loads = [aLoad(), aLoad({ fromMs: 2_500, says: 'support', users: 3 })];
    const { clock, written } = play(loads);
    await clock.advance(5_000);
    expect(written.map((line) => [line.due, line.step])).toEqual([
      [0, 'greeting/1'],
      [1_000, 'greeting/1'],
      [2_000, 'greeting/1'],
      [2_500, 'support/1'],
      [3_000, 'greeting/1'],
      [3_500, 'support/1'],
      [4_000, 'greeting/1'],
      [4_500, 'support/1'],
    ]);
    const users = createUsers(13, createRandom(1)).map((user) => user.waId);
    const speakers = written.filter((line) => line.step === 'support/1').map((line) => users.indexOf(line.user.waId));
    expect(speakers.sort()).toEqual([10, 11, 12]);
  });

  test('`due` counts from the origin that is given', async () => {
    const clock = createVirtualClock();
    await clock.advance(700);
    const { written } = play([aLoad()], { clock, originMs: 200 });
    await clock.advance(1_000);
    expect(dues(written)).toEqual([500, 1_500]);
  });
});

describe('conversations', () => {
  test('a next line follows the answer after some thought, and only then', async () => {
    const { clock, written, engine, over } = play([aLoad({ users: 1, toMs: 1, says: 'support' })], { thinkMs: 800 });
    await clock.advance(2_000);
    expect(written).toHaveLength(1);
    const user = written[0]?.user.waId;
    if (user) engine.replied(user);
    if (user) engine.replied(user);
    await clock.advance(15_000);
    expect(written.map((line) => line.step)).toEqual(['support/1', 'support/2']);
    expect(written[1]?.due).toBeGreaterThan(2_000);
    expect(over.done).toBe(true);
  });

  test('a whole talk takes as many answers as it has lines', async () => {
    const { clock, written, over } = play([aLoad({ users: 1, toMs: 1, says: 'support' })], { answerAfterMs: 300 });
    await clock.advance(60_000);
    expect(written.map((line) => line.step)).toEqual(['support/1', 'support/2', 'support/3']);
    expect(new Set(written.map((line) => line.token)).size).toBe(3);
    expect(over.done).toBe(true);
  });

  test('patience ends a conversation, and the user can come again', async () => {
    const { clock, written } = play([aLoad({ users: 1, toMs: 6_500 })], { patienceMs: 1_500 });
    await clock.advance(6_500);
    expect(dues(written)).toEqual([0, 2_000, 4_000, 6_000]);
  });

  test('an answer to a user who is not in a conversation does nothing', async () => {
    const { clock, engine, written } = play([aLoad({ fromMs: 1_000 })]);
    for (const user of createUsers(10, createRandom(1))) engine.replied(user.waId);
    await clock.advance(1_000);
    expect(written).toHaveLength(1);
  });

  test('thinking is about a second on average', async () => {
    const { clock, written } = play(
      [aLoad({ users: 400, fromPerSecond: 100, toPerSecond: 100, toMs: 4_000, says: 'order-status' })],
      {
        answerAfterMs: 0,
      },
    );
    await clock.advance(30_000);
    const first = new Map(written.filter((line) => line.step.endsWith('/1')).map((line) => [line.user.waId, line.due]));
    const waits = written
      .filter((line) => line.step.endsWith('/2'))
      .map((line) => line.due - (first.get(line.user.waId) ?? 0));
    expect(waits).toHaveLength(400);
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    expect(mean).toBeGreaterThan(850);
    expect(mean).toBeLessThan(1_150);
  });
});

describe('the same seed', () => {
  const load = aLoad({ process: 'poisson', fromPerSecond: 8, toPerSecond: 8, users: 80, toMs: 10_000 });
  const told = (written: readonly WrittenLine[]) =>
    written.map((line) => [line.due, line.user.waId, line.token, line.message.text.body]);

  test('gives the same sequence, however fast the subject answers', async () => {
    const fast = play([load], { answerAfterMs: 10 });
    const slow = play([load], { answerAfterMs: 4_000 });
    await fast.clock.advance(20_000);
    await slow.clock.advance(20_000);
    expect(fast.written.length).toBeGreaterThan(50);
    expect(told(slow.written)).toEqual(told(fast.written));
  });

  test('and another seed gives another', async () => {
    const one = play([load], { answerAfterMs: 10 });
    const two = play([load], { answerAfterMs: 10, seed: 2 });
    await one.clock.advance(20_000);
    await two.clock.advance(20_000);
    expect(told(one.written)).not.toEqual(told(two.written));
  });
});

describe('the end', () => {
  test('stop ends arrivals, lines and timers at once', async () => {
    const { clock, engine, written, over } = play([aLoad({ says: 'support' })], { answerAfterMs: 100 });
    await clock.advance(1_050);
    const before = written.length;
    engine.stop();
    await clock.advance(20_000);
    expect(written).toHaveLength(before);
    expect(over.done).toBe(true);
    expect(clock.pending()).toBe(0);
  });

  test('stop in the middle of a burst ends the burst', async () => {
    const { clock, engine, written } = play([aLoad({ fromPerSecond: 5, toPerSecond: 5 })], {
      write: () => undefined,
    });
    await clock.advance(100);
    engine.stop();
    await clock.advance(5_000);
    expect(written).toEqual([]);
    expect(engine.look().arrivalsPlayed).toBe(1);
  });

  test('a load without arrivals is done at once', async () => {
    const { clock, over } = play([]);
    await clock.advance(0);
    expect(over.done).toBe(true);
  });
});

test.each([
  ['too few users', [aLoad({ users: 3 })], { users: [] }, 'the loads need 3 users or more, got 0'],
  ['an unknown script', [aLoad({ says: 'poem' })], {}, 'no conversation script is called poem'],
])('%s are refused', (_, loads, options, message) => {
  expect(() => play(loads, options)).toThrow(message);
});
