import { describe, expect, test } from 'vitest';
import { waId } from '../../../core/ids.js';
import { createRandom } from '../../../core/random.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';
import type { WrittenLine } from '../../../loadgen/conversations.js';
import { type LoadOptions, playLoad } from '../../../loadgen/engine.js';
import type { Load } from '../../../loadgen/load.js';
import { scripts } from '../../../loadgen/scripts/index.js';
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

const bodyOf = ({ message }: WrittenLine) => (message.text as { body: string }).body;
const dues = (written: readonly WrittenLine[]) => written.map((line) => Math.round(line.due));

describe('arrivals', () => {
  test('each is written at its instant, by another user, with a token of its own', async () => {
    const { clock, written, over } = play([aLoad()], { answerAfterMs: 100 });
    await clock.advance(4_050);
    expect(dues(written)).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
    expect(new Set(written.map((line) => line.user.waId)).size).toBe(5);
    expect(new Set(written.map((line) => line.token)).size).toBe(5);
    expect(written.every((line) => bodyOf(line).includes(line.token ?? '?'))).toBe(true);
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
    written.map((line) => [line.due, line.user.waId, line.token, bodyOf(line)]);

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

describe('lines that follow without an answer', () => {
  const steps = (written: readonly WrittenLine[]) => written.map(({ step }) => step);

  test('of rapid come within 50 ms of the first, each due at its own instant', async () => {
    const { clock, written } = play([aLoad({ says: 'rapid', users: 30, toMs: 20_000 })]);
    await clock.advance(20_000);
    expect(written).toHaveLength(60);
    for (let first = 0; first < written.length; first += 3) {
      const own = written.slice(first, first + 3);
      expect(steps(own)).toEqual(['rapid/1', 'rapid/2', 'rapid/3']);
      expect(new Set(own.map(({ user }) => user.waId)).size).toBe(1);
      const [due = 0, second = 0, third = 0] = own.map((line) => line.due);
      expect(second).toBeGreaterThan(due);
      expect(third).toBeGreaterThan(second);
      expect(third - due).toBeLessThan(50);
    }
  });

  test('of an album are written at the same instant', async () => {
    const { clock, written } = play([aLoad({ says: 'album', users: 1, toMs: 1_000 })]);
    await clock.advance(0);
    expect(written.length).toBeGreaterThanOrEqual(3);
    expect(new Set(written.map(({ due }) => due)).size).toBe(1);
    expect(steps(written)).toEqual(written.map((_, index) => `album/${index + 1}`));
    expect(new Set(written.map(({ token }) => token)).size).toBe(written.length);
  });

  test('are not answered before each of them is', async () => {
    const { clock, engine, written, over } = play([aLoad({ says: 'album', users: 1, toMs: 1_000 })]);
    await clock.advance(0);
    const user = written[0]?.user.waId ?? waId('0');
    for (const _ of written.slice(1)) engine.replied(user);
    await clock.advance(1_000);
    expect(over.done).toBe(false);
    engine.replied(user);
    await clock.advance(0);
    expect(over.done).toBe(true);
  });

  test('end with the patience of the user, when one answer was for all of them', async () => {
    const { clock, engine, written, over } = play([aLoad({ says: 'album', users: 1, toMs: 1_000 })], {
      patienceMs: 2_000,
    });
    await clock.advance(100);
    engine.replied(written[0]?.user.waId ?? waId('0'));
    await clock.advance(1_800);
    expect(over.done).toBe(false);
    await clock.advance(200);
    expect(over.done).toBe(true);
  });

  test('an answer that comes before the last of them was written counts', async () => {
    const { clock, engine, written, over } = play([aLoad({ says: 'rapid', users: 1, toMs: 1_000 })]);
    await clock.advance(0);
    const user = written[0]?.user.waId ?? waId('0');
    engine.replied(user);
    await clock.advance(60);
    expect(written).toHaveLength(3);
    engine.replied(user);
    engine.replied(user);
    await clock.advance(0);
    expect(over.done).toBe(true);
  });
});

describe('awkward messages', () => {
  test('come one kind after the other, and refer to what was written and answered before', async () => {
    const kinds = (scripts.awkward.turns ?? []).length;
    let sent = 0;
    const clock = createVirtualClock();
    const written: WrittenLine[] = [];
    const engine = playLoad({
      clock,
      random: createRandom(1),
      loads: [aLoad({ says: 'awkward', users: kinds, toMs: kinds * 1_000 })],
      users: createUsers(kinds, createRandom(1)),
      write(line) {
        written.push(line);
        clock.schedule(10, () => engine.replied(line.user.waId, `answer-${++sent}-${line.user.waId}`));
        return `wamid.${written.length}`;
      },
    });
    await clock.advance(kinds * 1_000 + 20_000);
    const all = scripts.awkward.lines.map(({ step }) => step).filter((step) => step !== 'awkward/hello');
    expect(new Set(written.map(({ step }) => step))).toEqual(new Set(['awkward/hello', ...all]));
    const reaction = written.find(({ step }) => step === 'awkward/reaction');
    expect(reaction?.message.reaction).toMatchObject({
      message_id: expect.stringMatching(new RegExp(`^answer-\\d+-${reaction?.user.waId}$`)),
    });
    const reply = written.find(({ step }) => step === 'awkward/list-reply');
    expect(reply?.message.context).toEqual({ id: expect.stringContaining(`-${reply?.user.waId}`) });
    expect(reply?.token).toBeUndefined();
    // Nobody of the crowd has another number because the platform says so.
    const moved = written.find(({ step }) => step === 'awkward/system');
    expect(moved?.user.waId).toMatch(/^15550198\d{3}$/);
  });
});
