/** The controlled clock over a virtual one, which stands for real time: every reading is exact. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Clock, createSystemClock } from '../../../core/clock.js';
import { createControlledClock } from '../../../core/controlled-clock.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Lets an advance get as far as it can without real time. */
async function breathe() {
  for (let turn = 0; turn < 5; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

function controlled(longestHoldMs?: number) {
  const real = createVirtualClock(1_000_000);
  const clock = createControlledClock(real, longestHoldMs === undefined ? {} : { longestHoldMs });
  const log: string[] = [];
  const note = (name: string) => () => void log.push(`${name} at ${clock.now()}`);
  return { real, clock, log, note };
}

describe('while nobody controls it', () => {
  test('it is real time', async () => {
    const { real, clock, log, note } = controlled();
    clock.schedule(300, note('b'));
    clock.schedule(100, note('a'));
    clock.schedule(-5, note('at once'));
    expect(log).toEqual([]);
    await real.advance(250);
    expect(log).toEqual(['at once at 0', 'a at 100']);
    expect([clock.now(), clock.wallTime(), clock.state().offsetMs]).toEqual([250, 1_000_250, 0]);
    await real.advance(50);
    expect(log.at(-1)).toBe('b at 300');
  });

  test('many waits are one real timer, and cancelling the last leaves none', () => {
    const { real, clock } = controlled();
    const cancels = Array.from({ length: 500 }, (_, index) => clock.schedule(500 - index, () => {}));
    expect([clock.state().waiting, real.pending()]).toEqual([500, 1]);
    for (const cancel of cancels) cancel();
    for (const cancel of cancels) cancel();
    expect([clock.state().waiting, real.pending()]).toEqual([0, 0]);
  });

  test('a timer that comes early is set again, so that no action runs before its time', async () => {
    const real = createVirtualClock();
    const hasty: Clock = { ...real, schedule: (ms, action) => real.schedule(Math.min(ms, 40), action) };
    const clock = createControlledClock(hasty);
    const ran: number[] = [];
    clock.schedule(100, () => void ran.push(clock.now()));
    await real.advance(99);
    expect(ran).toEqual([]);
    await real.advance(1);
    expect(ran).toEqual([100]);
  });

  test('an action that fails does not keep the others from running', async () => {
    const { real, clock, log, note } = controlled();
    clock.schedule(10, () => {
      throw new Error('a bad action');
    });
    clock.schedule(10, note('next'));
    await expect(real.advance(10)).rejects.toThrow('a bad action');
    await real.advance(0);
    expect(log).toEqual(['next at 10']);
  });

  test('what schedules itself at once again leaves the others their turn', async () => {
    const { real, clock, log, note } = controlled();
    let rounds = 0;
    const again = () => {
      if (++rounds < 5) clock.schedule(0, again);
    };
    clock.schedule(0, again);
    clock.schedule(0, note('other'));
    real.schedule(0, () => void log.push(`a socket, after ${rounds} rounds`));
    await real.advance(0);
    expect(log).toEqual(['other at 0', 'a socket, after 1 rounds']);
    expect(rounds).toBe(5);
  });

  test('over the system clock, it never goes back', () => {
    const clock = createControlledClock(createSystemClock());
    const readings: number[] = [];
    for (let round = 0; round < 300; round++) {
      if (round % 50 === 10) clock.setRate(1 + round);
      if (round % 50 === 20) clock.pause();
      if (round % 50 === 30) clock.resume();
      if (round % 50 === 40) clock.setRate(1);
      readings.push(clock.now());
    }
    expect(readings).toEqual(readings.toSorted((a, b) => a - b));
  });
});

describe('an advance', () => {
  test('runs what falls due, in order, each at its own instant, chains included', async () => {
    const { real, clock, log, note } = controlled();
    clock.schedule(DAY, note('tomorrow'));
    clock.schedule(HOUR, () => {
      note('in an hour')();
      clock.schedule(HOUR, note('an hour later'));
      clock.schedule(0, note('at once'));
      clock.schedule(2 * DAY, note('too late'));
    });
    await clock.advance(25 * HOUR);
    expect(log).toEqual([
      `in an hour at ${HOUR}`,
      `at once at ${HOUR}`,
      `an hour later at ${2 * HOUR}`,
      `tomorrow at ${DAY}`,
    ]);
    expect([clock.now(), clock.wallTime(), clock.state().offsetMs]).toEqual([
      25 * HOUR,
      1_000_000 + 25 * HOUR,
      25 * HOUR,
    ]);
    expect(real.now()).toBe(0);
    await real.advance(10);
    expect(clock.now()).toBe(25 * HOUR + 10);
  });

  test('runs what is due at its very end, whatever fractions add up to', async () => {
    const { real, clock, log, note } = controlled();
    await real.advance(0.1);
    clock.pause();
    clock.schedule(0.2, () => void clock.schedule(0.3, note('due')));
    await clock.advance(0.5);
    expect(log.length).toBe(1);
  });

  test('has the wall time of the instant inside each action', async () => {
    const { clock } = controlled();
    const walls: number[] = [];
    for (const ms of [500, 7 * DAY, 0]) clock.schedule(ms, () => void walls.push(clock.wallTime()));
    await clock.advance(8 * DAY);
    expect(walls).toEqual([1_000_000, 1_000_500, 1_000_000 + 7 * DAY]);
  });

  test('waits for promise chains before it goes on', async () => {
    const { clock, log, note } = controlled();
    clock.schedule(10, () => void Promise.resolve().then(note('chain')));
    clock.schedule(20, note('next'));
    await clock.advance(20);
    expect(log).toEqual(['chain at 10', 'next at 20']);
  });

  test('stands still while work is held, so that what follows from it is due at the right instant', async () => {
    const { real, clock, log, note } = controlled();
    clock.schedule(HOUR, () => {
      const release = clock.realTime.hold();
      real.schedule(200, () => {
        release();
        note('answered')();
        clock.schedule(1_000, note('tried again'));
      });
    });
    clock.schedule(DAY, note('much later'));
    const advanced = clock.advance(DAY).then(note('done'));
    await breathe();
    await real.advance(199);
    expect(log).toEqual([]);
    await real.advance(1);
    await advanced;
    expect(log).toEqual([
      `answered at ${HOUR}`,
      `tried again at ${HOUR + 1_000}`,
      `much later at ${DAY}`,
      `done at ${DAY}`,
    ]);
  });

  test('lets other work of the instant happen while it waits', async () => {
    const { real, clock, log, note } = controlled();
    clock.schedule(HOUR, () => void clock.realTime.hold());
    const advanced = clock.advance(2 * HOUR);
    await breathe();
    await real.advance(10);
    clock.schedule(0, note('now'));
    await breathe();
    await real.advance(10);
    expect(log).toEqual([`now at ${HOUR}`]);
    await real.advance(90_000);
    await advanced;
    expect(clock.now()).toBe(2 * HOUR);
  });

  test('waits for work so long, then goes on without it', async () => {
    const { real, clock, log, note } = controlled(5_000);
    clock.realTime.hold();
    clock.schedule(HOUR, note('due'));
    clock.schedule(2 * HOUR, note('due too'));
    const advanced = clock.advance(DAY);
    await breathe();
    await real.advance(4_999);
    expect(log).toEqual([]);
    await real.advance(1);
    await advanced;
    expect(log).toEqual([`due at ${HOUR}`, `due too at ${2 * HOUR}`]);
  });

  test('comes after the one before it', async () => {
    const { clock, log, note } = controlled();
    clock.schedule(150, note('due'));
    const both = [clock.advance(100).then(note('first')), clock.advance(100).then(note('second'))];
    expect(clock.state().isAdvancing).toBe(true);
    await Promise.all(both);
    expect(log).toEqual(['first at 100', 'due at 150', 'second at 200']);
    expect(clock.state().isAdvancing).toBe(false);
  });

  test('ends where an action fails, says so, and leaves a clock that works', async () => {
    const { clock, log, note } = controlled();
    clock.schedule(100, () => {
      throw new Error('a bad action');
    });
    clock.schedule(200, note('later'));
    await expect(clock.advance(1_000)).rejects.toThrow('a bad action');
    expect(clock.now()).toBe(100);
    await clock.advance(1_000);
    expect(log).toEqual(['later at 200']);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('by %s is refused', (ms) => {
    expect(() => controlled().clock.advance(ms)).toThrow(RangeError);
  });
});

describe('paused', () => {
  test('time stands still, waits stop, and go on where they were', async () => {
    const { real, clock, log, note } = controlled();
    clock.schedule(100, note('due'));
    await real.advance(60);
    clock.pause();
    await real.advance(1_000);
    expect([clock.now(), clock.wallTime(), log, clock.state().isPaused]).toEqual([60, 1_000_060, [], true]);
    expect(clock.state()).toMatchObject({ offsetMs: -1_000, waiting: 1, nextInMs: 40 });
    clock.resume();
    await real.advance(39);
    expect(log).toEqual([]);
    await real.advance(1);
    expect(log).toEqual(['due at 100']);
  });

  test('what is to happen at once still happens', async () => {
    const { real, clock, log, note } = controlled();
    clock.pause();
    clock.schedule(0, note('at once'));
    await real.advance(0);
    expect(log).toEqual(['at once at 0']);
  });

  test('it can be advanced, and stays paused', async () => {
    const { real, clock, log, note } = controlled();
    clock.pause();
    clock.schedule(100, note('due'));
    await clock.advance(150);
    await real.advance(50);
    expect([log, clock.now()]).toEqual([['due at 100'], 150]);
  });
});

describe('a rate', () => {
  test('speeds up what waits already and what comes', async () => {
    const { real, clock, log, note } = controlled();
    clock.schedule(6_000, note('was waiting'));
    await real.advance(10);
    clock.setRate(60);
    clock.schedule(60_000, note('came later'));
    await real.advance(100);
    expect([clock.now(), log]).toEqual([6_010, ['was waiting at 6000']]);
    await real.advance(900);
    expect(log.at(-1)).toBe('came later at 60010');
    clock.setRate(1);
    await real.advance(5);
    expect([clock.now(), clock.wallTime()]).toEqual([60_015, 1_060_015]);
  });

  test('is kept by a pause and by an advance', async () => {
    const { real, clock } = controlled();
    clock.setRate(10);
    clock.pause();
    clock.resume();
    await clock.advance(1_000);
    await real.advance(10);
    expect([clock.now(), clock.state().rate]).toEqual([1_100, 10]);
  });

  test.each([0, -2, Number.NaN, Number.POSITIVE_INFINITY])('%s is refused', (rate) => {
    expect(() => controlled().clock.setRate(rate)).toThrow(RangeError);
  });
});

test('forgets what is scheduled', async () => {
  const { real, clock, log, note } = controlled();
  clock.schedule(10, note('forgotten'));
  clock.clear();
  await clock.advance(100);
  expect([log, clock.state().waiting, real.pending()]).toEqual([[], 0, 0]);
});

type Step =
  | { do: 'schedule'; ms: number; next: number | undefined }
  | { do: 'cancel'; which: number }
  | { do: 'advance' | 'pass' | 'rate'; by: number }
  | { do: 'pause' | 'resume' };

const span = fc.integer({ min: 0, max: 5_000 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('schedule' as const), ms: span, next: fc.option(span, { nil: undefined }) }),
  fc.record({ do: fc.constant('cancel' as const), which: fc.nat(20) }),
  fc.record({ do: fc.constantFrom('advance' as const, 'pass' as const), by: span }),
  fc.record({ do: fc.constant('rate' as const), by: fc.constantFrom(0.5, 1, 2, 3, 60) }),
  fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const) }),
);

test('whatever is done with it: forward only, in order, never early, in time, and nothing is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { real, clock } = controlled();
      const ran: { due: number; at: number; advancing: boolean }[] = [];
      const cancels: (() => void)[] = [];
      let [scheduled, cancelled, last] = [0, 0, 0];
      const isForward = () => {
        const now = clock.now();
        expect(now).toBeGreaterThanOrEqual(last - 1e-6);
        last = Math.max(last, now);
      };
      const schedule = (ms: number, next: number | undefined) => {
        const due = clock.now() + ms;
        let isOver = false;
        scheduled++;
        const cancel = clock.schedule(ms, () => {
          isOver = true;
          isForward();
          ran.push({ due, at: clock.now(), advancing: clock.state().isAdvancing });
          if (next !== undefined) schedule(next, undefined);
        });
        cancels.push(() => {
          cancel();
          if (!isOver) cancelled++;
          isOver = true;
        });
      };
      for (const it of steps) {
        if (it.do === 'schedule') schedule(it.ms, it.next);
        else if (it.do === 'cancel') cancels[it.which]?.();
        else if (it.do === 'advance') await clock.advance(it.by);
        else if (it.do === 'pass') await real.advance(it.by);
        else if (it.do === 'rate') clock.setRate(it.by);
        else clock[it.do]();
        isForward();
      }
      await clock.advance(100_000);
      expect(ran.length).toBe(scheduled - cancelled);
      const dues = ran.map(({ due }) => due);
      for (const [index, due] of dues.entries()) expect(due).toBeGreaterThanOrEqual((dues[index - 1] ?? 0) - 1e-6);
      for (const { due, at, advancing } of ran) {
        expect(at).toBeGreaterThanOrEqual(due - 1e-6);
        expect(at).toBeLessThanOrEqual(due + (advancing ? 1e-6 : 1));
      }
    }),
    { numRuns: 200 },
  );
});
