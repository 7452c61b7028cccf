/** When faults of the platform act, and what they ask of it: on virtual time, with a platform that only takes notes. */
import { describe, expect, test } from 'vitest';
import type { PlannedFault } from '../../../../core/history.js';
import { createRandom } from '../../../../core/random.js';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import { createFaultBoard } from '../../../../mock-server/faults/board.js';
import { bringIntoPlay } from '../../../../mock-server/faults/catalogue.js';
import type { Platform } from '../../../../mock-server/faults/platform.js';
import { plan } from './struck-deliveries.js';

interface Given {
  readonly isTokenGood?: boolean;
  readonly templates?: readonly string[];
}

/** A board with a platform that says what it was told to do, and when. */
function acting({ isTokenGood = true, templates = ['order_update'] }: Given = {}) {
  const clock = createVirtualClock();
  const notes: string[] = [];
  const fired: string[] = [];
  const note = (what: string) => void notes.push(`${clock.now()} ${what}`);
  const undoing = (what: string) => {
    note(what);
    return () => note(`undo ${what}`);
  };
  const platform: Platform = {
    expireToken() {
      note('expire token');
      return isTokenGood;
    },
    issueToken: () => note('issue token'),
    expireVersion(version = 'v23.0', expired) {
      expired(version);
      return undoing(`expire ${version}`);
    },
    lowerLimits: (limits) => undoing(`limits ${JSON.stringify(limits)}`),
    takeTemplates: (as, name) => ({ names: templates, undo: undoing(`templates ${as} ${name ?? 'all'}`) }),
    lockAccount: (as) => undoing(`account ${as}`),
    rateNumber: (rating) => undoing(`number ${rating}`),
    tellIdleStatus: (_stranger, fault) => note(`status of ${fault}`),
  };
  const board = createFaultBoard({
    random: createRandom(1),
    clock,
    fired: (fault, what) => void fired.push(`${clock.now()} ${fault}: ${what}`),
  });
  board.act({ platform });
  const activate = (...faults: readonly PlannedFault[]) => board.activate(bringIntoPlay(faults));
  return { clock, board, notes, fired, activate };
}

describe('when they act', () => {
  test('from the beginning of their part to its end', async () => {
    const { clock, notes, fired, activate } = acting();
    activate(plan('number.quality', { rating: 'RED' }));
    await clock.advance(5_000);
    activate();
    await clock.advance(5_000);
    expect(notes).toEqual(['0 number RED', '5000 undo number RED']);
    expect(fired).toEqual(['0 number.quality#1: number rated RED']);
    expect(clock.pending()).toBe(0);
  });

  test('after a while, and for so long; they end once', async () => {
    const { clock, notes, activate } = acting();
    activate(plan('number.lock', { after: '2s', for: '3s' }));
    await clock.advance(10_000);
    activate();
    expect(notes).toEqual(['2000 account locked', '5000 undo account locked']);
  });

  test('not at all, when their part is over before they begin', async () => {
    const { clock, notes, fired, activate } = acting();
    activate(plan('number.lock', { after: '2s' }));
    await clock.advance(1_000);
    activate();
    await clock.advance(10_000);
    expect([notes, fired, clock.pending()]).toEqual([[], [], 0]);
  });

  test('their part may be over while they last', async () => {
    const { clock, notes, activate } = acting();
    activate(plan('number.lock', { for: '30s' }));
    await clock.advance(4_000);
    activate();
    await clock.advance(60_000);
    expect(notes).toEqual(['0 account locked', '4000 undo account locked']);
    expect(clock.pending()).toBe(0);
  });

  test('a fault that is in two phases in a row goes on, as one', async () => {
    const { clock, notes, fired, activate } = acting();
    const lock = plan('number.lock');
    const quality = plan('number.quality', {}, 2);
    activate(lock);
    await clock.advance(1_000);
    activate(lock, quality);
    await clock.advance(1_000);
    activate(quality);
    await clock.advance(1_000);
    activate();
    expect(notes).toEqual(['0 account locked', '1000 number RED', '2000 undo account locked', '3000 undo number RED']);
    expect(fired).toHaveLength(2);
  });

  test('what was over in one phase does not begin again in the next', async () => {
    const { clock, notes, activate } = acting();
    const lock = plan('number.lock', { for: '1s' });
    activate(lock);
    await clock.advance(2_000);
    activate(lock, plan('number.quality', {}, 2));
    await clock.advance(2_000);
    activate();
    expect(notes.filter((it) => it.includes('account'))).toEqual(['0 account locked', '1000 undo account locked']);
  });

  test('without a platform they do nothing, and have not struck', () => {
    const fired: string[] = [];
    const clock = createVirtualClock();
    const board = createFaultBoard({ random: createRandom(1), clock, fired: (_, what) => void fired.push(what) });
    board.activate(bringIntoPlay([plan('number.lock')]));
    board.activate([]);
    expect([fired, board.reaches('platform'), board.reaches('graph')]).toEqual([[], false, true]);
  });
});

describe('how they fare', () => {
  test('how often each struck, when it begins and ends', async () => {
    const { clock, board, activate } = acting();
    activate(
      plan('number.lock', { after: '1s', for: '3s' }),
      plan('graph.outage', { for: '10s' }, 2),
      plan('number.quality', {}, 3),
    );
    const fares = () => board.states().map(({ strikes, beginsInMs, endsInMs }) => [strikes, beginsInMs, endsInMs]);
    expect(fares()).toEqual([
      [0, 1_000, 4_000],
      [0, 0, 10_000],
      [1, 0, undefined],
    ]);
    board.strikeCall({ action: 'send' }, 'a');
    board.strikeCall({ action: 'send' }, 'b');
    await clock.advance(2_000);
    expect(fares()).toEqual([
      [1, 0, 2_000],
      [2, 0, 8_000],
      [1, 0, undefined],
    ]);
    await clock.advance(60_000);
    board.strikeCall({ action: 'send' }, 'c');
    expect(fares()).toEqual([
      [1, 0, 0],
      [2, 0, 0],
      [1, 0, undefined],
    ]);
  });
});

describe('token.expire', () => {
  test('the new token comes when it is renewed, and no other at the end', async () => {
    const { clock, notes, fired, activate } = acting();
    activate(plan('token.expire', { renewAfter: '8s' }));
    await clock.advance(20_000);
    activate();
    expect(notes).toEqual(['0 expire token', '8000 issue token']);
    expect(fired).toEqual(['0 token.expire#1: the access token expired']);
  });

  test('or at the end, if it was not renewed by then', async () => {
    const { clock, notes, activate } = acting();
    activate(plan('token.expire', { after: '1s', renewAfter: '8s' }));
    await clock.advance(5_000);
    activate();
    await clock.advance(20_000);
    expect(notes).toEqual(['1000 expire token', '5000 issue token']);
  });

  test('a token that was dead already is not killed again, and none is issued', async () => {
    const { clock, notes, fired, activate } = acting({ isTokenGood: false });
    activate(plan('token.expire', { renewAfter: '1s' }));
    await clock.advance(5_000);
    activate();
    expect([notes, fired]).toEqual([['0 expire token'], []]);
  });
});

describe('the others', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    ['version.expire', {}, 'expire v23.0', 'v23.0 expired'],
    ['version.expire', { version: 'v24.0' }, 'expire v24.0', 'v24.0 expired'],
    ['graph.throttle', {}, 'limits {"perSecond":20}', 'limit lowered: 20 messages a second'],
    [
      'graph.throttle',
      { pair: { every: '1m' } },
      'limits {"pair":{"burst":1,"everyMs":60000}}',
      'limit lowered: one message to a user in 60000 ms, 1 at once',
    ],
    ['template.pause', {}, 'templates paused all', 'paused: order_update'],
    ['template.pause', { template: 'a', as: 'flagged' }, 'templates flagged a', 'flagged: order_update'],
    ['number.lock', { as: 'banned' }, 'account banned', 'account banned'],
    ['number.quality', { rating: 'YELLOW' }, 'number YELLOW', 'number rated YELLOW'],
  ])('%s %j', (name, given, note, words) => {
    const { notes, fired, activate } = acting();
    activate(plan(name, given));
    activate();
    expect(notes).toEqual([`0 ${note}`, `0 undo ${note}`]);
    expect(fired).toEqual([`0 ${name}#1: ${words}`]);
  });

  test('template.pause that finds no template has not struck', () => {
    const { fired, activate } = acting({ templates: [] });
    activate(plan('template.pause', { template: 'nobody' }));
    expect(fired).toEqual([]);
  });

  test('webhook.flood tells evenly, at its rate, until it ends', async () => {
    const { clock, notes, fired, activate } = acting();
    activate(plan('webhook.flood', { rate: '200/s', for: '2s' }));
    await clock.advance(1_000);
    expect(notes).toHaveLength(200);
    expect(notes.filter((it) => Number(it.split(' ')[0]) <= 500)).toHaveLength(100);
    await clock.advance(5_000);
    expect(Math.abs(notes.length - 400)).toBeLessThanOrEqual(2);
    expect(fired).toEqual(['0 webhook.flood#1: 200 statuses a second']);
    expect(clock.pending()).toBe(0);
  });

  test.each([
    ['version.expire', { version: '23' }, 'expected a version such as v23.0'],
    ['graph.throttle', { rate: '1/m' }, 'expected at least 1/s'],
    ['webhook.flood', { rate: '1000000/s' }, 'expected at most 2000/s'],
    ['template.pause', { as: 'gone' }, 'Invalid option'],
    ['number.lock', { as: 'open' }, 'Invalid option'],
  ])('%s %j is refused', (name, given, problem) => {
    expect(() => plan(name, given)).toThrow(problem);
  });
});
