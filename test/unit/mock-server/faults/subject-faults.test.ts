import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../core/random.js';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import { createFaultBoard } from '../../../../mock-server/faults/board.js';
import { bringIntoPlay, faults } from '../../../../mock-server/faults/catalogue.js';

/** A board over a subject that writes down what is done to it, and when. */
function boardOver(name: 'subject.kill' | 'subject.pause', given: object, { isDown = false, hasSubject = true } = {}) {
  const clock = createVirtualClock();
  const done: string[] = [];
  const fired: string[] = [];
  const note = (what: string) => {
    done.push(`${clock.now()} ${what}`);
    return !isDown;
  };
  const board = createFaultBoard({
    random: createRandom(1),
    clock,
    fired: (fault, what) => fired.push(`${clock.now()} ${fault}: ${what}`),
  });
  const subject = {
    kill: (restartAfterMs: number, fault: string) => note(`kill ${restartAfterMs} ${fault}`),
    pause: () => note('pause'),
    resume: () => void note('resume'),
  };
  if (hasSubject) board.act({ subject });
  const parameters = faults[name].parameters.parse(given) as Record<string, unknown>;
  board.activate(bringIntoPlay([{ id: `${name}#1`, name, parameters }]));
  return { clock, board, done, fired };
}

describe('subject.kill', () => {
  test.each([
    ['at once and once, unless told otherwise', {}, ['0 kill 500 subject.kill#1']],
    ['later', { after: '3s', restartAfter: '2s' }, ['3000 kill 2000 subject.kill#1']],
    [
      'several times, so far apart',
      { times: 3, apart: '4s', restartAfter: 0 },
      ['0 kill 0 subject.kill#1', '4000 kill 0 subject.kill#1', '8000 kill 0 subject.kill#1'],
    ],
    [
      'only within its span',
      { times: 3, apart: '4s', for: '6s' },
      ['0 kill 500 subject.kill#1', '4000 kill 500 subject.kill#1'],
    ],
  ])('kills %s', async (_, given, expected) => {
    const { clock, done, fired } = boardOver('subject.kill', given);
    await clock.advance(60_000);
    expect(done).toEqual(expected);
    expect(fired).toHaveLength(expected.length);
    expect(clock.pending()).toBe(0);
  });

  test('no more once its part of the timeline has ended', async () => {
    const { clock, board, done } = boardOver('subject.kill', { times: 3, apart: '4s' });
    await clock.advance(5_000);
    board.activate([]);
    await clock.advance(60_000);
    expect(done).toHaveLength(2);
    expect(clock.pending()).toBe(0);
  });

  test('that finds it down already does not count as a strike', async () => {
    const { clock, done, fired } = boardOver('subject.kill', { times: 2, apart: '1s' }, { isDown: true });
    await clock.advance(60_000);
    expect(done).toHaveLength(2);
    expect(fired).toEqual([]);
  });

  test.each([
    [{ times: 0 }],
    [{ times: 21 }],
    [{ apart: 0 }],
    [{ restartAfter: '11m' }],
    [{ restartAfter: 500 }],
    [{ probability: 0.5 }],
  ])('does not take %j', (given) => {
    expect(faults['subject.kill'].parameters.safeParse(given).success).toBe(false);
  });
});

describe('subject.pause', () => {
  test.each([
    ['two seconds, unless told otherwise', {}, ['0 pause', '2000 resume']],
    ['later and longer', { after: '1s', for: '5s' }, ['1000 pause', '6000 resume']],
  ])('stands still for %s', async (_, given, expected) => {
    const { clock, done, fired } = boardOver('subject.pause', given);
    await clock.advance(60_000);
    expect(done).toEqual(expected);
    expect(fired).toHaveLength(1);
  });

  test('goes on when its part of the timeline ends before', async () => {
    const { clock, board, done } = boardOver('subject.pause', { for: '10s' });
    await clock.advance(3_000);
    board.activate([]);
    expect(done).toEqual(['0 pause', '3000 resume']);
    await clock.advance(60_000);
    expect(clock.pending()).toBe(0);
  });

  test('one that is down is not paused, and nothing is said to have struck', async () => {
    const { clock, done, fired } = boardOver('subject.pause', {}, { isDown: true });
    await clock.advance(60_000);
    expect([done, fired]).toEqual([['0 pause'], []]);
  });
});

test.each(['subject.kill', 'subject.pause'] as const)(
  '%s never strikes a subject that runs by itself',
  async (name) => {
    const { clock, done, fired } = boardOver(name, {}, { hasSubject: false });
    await clock.advance(60_000);
    expect([done, fired]).toEqual([[], []]);
  },
);
