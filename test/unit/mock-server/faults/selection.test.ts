import { describe, expect, test } from 'vitest';
import type { PlannedFault } from '../../../../core/history.js';
import { createRandom } from '../../../../core/random.js';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import { createFaultBoard } from '../../../../mock-server/faults/board.js';
import { bringIntoPlay, faults } from '../../../../mock-server/faults/catalogue.js';
import type { StruckCall, StruckDelivery } from '../../../../mock-server/faults/fault.js';

type Given = Readonly<Record<string, unknown>>;

function planned(given: Given, name: keyof typeof faults = 'graph.reset', number = 1): PlannedFault {
  return { id: `${name}#${number}`, name, parameters: faults[name].parameters.parse(given) as Given };
}

/** A board on a clock of its own, with these faults active. */
function stage(plans: readonly PlannedFault[], seed = 1) {
  const clock = createVirtualClock();
  const board = createFaultBoard({ random: createRandom(seed), clock });
  board.activate(bringIntoPlay(plans));
  const struckBy = (call: StruckCall, key: string) => board.strikeCall(call, key).decisive?.fault;
  return { clock, board, struckBy };
}

const send = (to = '15557770001', more: Partial<StruckCall> = {}): StruckCall => ({
  action: 'send',
  route: 'POST /{phone-number-id}/messages',
  phoneNumberId: '100',
  to,
  type: 'text',
  ...more,
});

/** Which of `count` sends, to as many users, are struck: by their number, from 1. */
function struckOf(given: Given, count: number, seed = 1, call: (n: number) => StruckCall = (n) => send(String(n))) {
  const { struckBy } = stage([planned(given)], seed);
  return Array.from({ length: count }, (_, index) => index + 1).filter((n) => struckBy(call(n), `send/${n}`));
}

describe('how many', () => {
  test('every Nth', () => {
    expect(struckOf({ every: 3 }, 10)).toEqual([3, 6, 9]);
  });

  test('the first N', () => {
    expect(struckOf({ first: 4 }, 10)).toEqual([1, 2, 3, 4]);
  });

  test('the first N of every Mth', () => {
    expect(struckOf({ every: 2, first: 2 }, 10)).toEqual([2, 4]);
  });

  test('the first N of those that chance chooses', () => {
    const chosen = struckOf({ probability: 0.3 }, 100);
    expect(struckOf({ probability: 0.3, first: 5 }, 100)).toEqual(chosen.slice(0, 5));
  });

  test('calls of another kind, of others or at another time do not count', async () => {
    const { clock, struckBy } = stage([planned({ every: 2, after: '1s', match: { users: ['1', '2', '3'] } })]);
    expect(struckBy(send('1'), 'a')).toBeUndefined();
    await clock.advance(1_000);
    expect(struckBy({ ...send('1'), action: 'mark-read' }, 'b')).toBeUndefined();
    expect(struckBy(send('9'), 'c')).toBeUndefined();
    expect(struckBy(send('1'), 'd')).toBeUndefined();
    expect(struckBy(send('2'), 'e')).toBe('graph.reset#1');
  });

  test('a probability is met, whatever else is asked for', () => {
    const share = struckOf({ probability: 0.25 }, 20_000).length / 20_000;
    // Standard deviation 0.003: five of them.
    expect(Math.abs(share - 0.25)).toBeLessThan(0.0155);
    const ofEvery = struckOf({ probability: 0.5, every: 2 }, 20_000);
    expect(ofEvery.every((n) => n % 2 === 0)).toBe(true);
    expect(Math.abs(ofEvery.length / 10_000 - 0.5)).toBeLessThan(0.025);
  });
});

describe('which', () => {
  test.each<[Given, Partial<StruckCall>, Partial<StruckCall>]>([
    [{ route: '/messages' }, {}, { route: 'POST /{phone-number-id}/media' }],
    [{ route: '/messages' }, {}, { route: undefined }],
    [{ number: '100' }, {}, { phoneNumberId: '200' }],
    [{ users: ['15557770001'] }, {}, { to: '15557770002' }],
    [{ users: ['15557770001'] }, {}, { to: undefined }],
    [{ type: 'template' }, { type: 'template' }, {}],
    [{ template: 'sale' }, { type: 'template', template: 'sale' }, { type: 'template', template: 'order' }],
    [{ share: 1 }, {}, { to: undefined }],
    [{ number: '100', type: 'image' }, { type: 'image' }, { type: 'image', phoneNumberId: '200' }],
  ])('match %j', (match, struck, spared) => {
    const { struckBy } = stage([planned({ match })]);
    expect(struckBy(send('15557770001', struck), 'a')).toBe('graph.reset#1');
    expect(struckBy(send('15557770001', spared), 'b')).toBeUndefined();
  });

  test('a share of users: always the same ones, whatever they do and in whatever order they come', () => {
    const users = Array.from({ length: 2_000 }, (_, n) => String(15_550_000_000 + n));
    const { struckBy } = stage([planned({ match: { share: 0.3 } })]);
    const struck = users.filter((user) => struckBy(send(user), `send/${user}/1`));
    // Standard deviation 0.0102: four of them.
    expect(Math.abs(struck.length / users.length - 0.3)).toBeLessThan(0.041);
    expect(users.filter((user) => struckBy(send(user), `send/${user}/2`))).toEqual(struck);
    const other = stage([planned({ match: { share: 0.3 } })]);
    const backwards = users.toReversed().filter((user) => other.struckBy(send(user), `send/${user}/7`));
    expect(backwards.toReversed()).toEqual(struck);
    const { struckBy: ofSeed } = stage([planned({ match: { share: 0.3 } })], 2);
    expect(users.filter((user) => ofSeed(send(user), `send/${user}/1`))).not.toEqual(struck);
  });

  test('two faults with the same share choose different users', () => {
    const users = Array.from({ length: 2_000 }, (_, n) => String(n));
    const given = { match: { share: 0.5 } };
    const first = stage([planned(given)]);
    const second = stage([planned(given, 'graph.reset', 2)]);
    const both = users.filter((user) => first.struckBy(send(user), user) && second.struckBy(send(user), user));
    expect(Math.abs(both.length / users.length - 0.25)).toBeLessThan(0.05);
  });

  test('kinds of calls', () => {
    const { struckBy } = stage([planned({ on: ['media', 'other'] })]);
    const kinds = (['send', 'mark-read', 'media', 'other'] as const).filter((action) => struckBy({ action }, action));
    expect(kinds).toEqual(['media', 'other']);
  });

  test.each<[Given, Partial<StruckDelivery>, Partial<StruckDelivery>]>([
    [{ of: ['status'] }, { carries: 'status' }, {}],
    [{ match: { users: ['1'] } }, { user: '1' }, { user: '2' }],
    [{ match: { status: 'read' }, of: ['status'] }, { carries: 'status', status: 'read' }, { status: 'sent' }],
    [{ match: { number: '100' } }, { phoneNumberId: '100' }, { phoneNumberId: '200' }],
    [
      { match: { field: 'account_update' }, of: ['event'] },
      { carries: 'event', field: 'account_update' },
      { carries: 'event', field: 'flows' },
    ],
  ])('deliveries: %j', (given, struck, spared) => {
    const { board } = stage([planned({ probability: 1, ...given }, 'webhook.duplicate')]);
    expect(board.strikeDelivery({ carries: 'message', ...struck }, 'a')).toHaveLength(1);
    expect(board.strikeDelivery({ carries: 'message', ...spared }, 'b')).toEqual([]);
  });

  test.each<[Given, RegExp]>([
    [{ every: 0 }, />=1/],
    [{ every: 1.5 }, /int/],
    [{ first: 0 }, />=1/],
    [{ match: { user: '1' } }, /Unrecognized key: "user"/],
    [{ match: { users: [] } }, />=1/],
    [{ match: { share: 2 } }, /<=1/],
    [{ on: ['sends'] }, /expected one of/],
    [{ for: '5' }, /expected a duration/],
  ])('%j is refused', (given, problem) => {
    expect(faults['graph.reset'].parameters.safeParse(given).error?.issues[0]?.message).toMatch(problem);
  });
});

describe('when', () => {
  /** Seconds of the first ten in which calls are struck. */
  async function seconds(given: Given) {
    const { clock, struckBy } = stage([planned(given)]);
    const struck: number[] = [];
    for (let second = 0; second < 10; second++) {
      if (struckBy(send(), `send/${second}`)) struck.push(second);
      await clock.advance(1_000);
    }
    return struck;
  }

  test.each<[Given, number[]]>([
    [{ after: '7s' }, [7, 8, 9]],
    [{ for: '3s' }, [0, 1, 2]],
    [{ after: '2s', for: '3s' }, [2, 3, 4]],
    [{ for: 0 }, []],
  ])('%j', async (given, expected) => {
    expect(await seconds(given)).toEqual(expected);
  });

  test('a fault that stays active goes on counting, one that comes back begins anew', async () => {
    const { clock, board, struckBy } = stage([planned({ for: '3s', first: 2 })]);
    expect(struckBy(send(), 'a')).toBeDefined();
    await clock.advance(1_000);
    board.activate(bringIntoPlay([planned({ for: '3s', first: 2 }), planned({}, 'graph.hang', 2)]));
    expect(struckBy(send(), 'b')).toBe('graph.reset#1');
    expect(struckBy(send(), 'c')).toBe('graph.hang#2');
    board.activate([]);
    board.activate(bringIntoPlay([planned({ for: '3s', first: 2 })]));
    expect([struckBy(send(), 'd'), struckBy(send(), 'e'), struckBy(send(), 'f')]).toEqual([
      'graph.reset#1',
      'graph.reset#1',
      undefined,
    ]);
  });

  test('what depends on time counts from when the fault begins, not from when it was switched on', async () => {
    const plan = planned({ after: '5s', resets: '2s', slow: '2s', done: 0 }, 'graph.failover');
    const { clock, board } = stage([plan]);
    const seen: string[] = [];
    for (let second = 0; second < 11; second++) {
      const { decisive, delayMs } = board.strikeCall(send(), `send/${second}`);
      seen.push(decisive ? 'reset' : delayMs > 0 ? 'slow' : 'well');
      await clock.advance(1_000);
    }
    expect(seen.join(' ')).toBe('well well well well well reset reset slow slow well well');
  });
});

describe('the same seed decides the same', () => {
  const plans = [
    planned({ probability: 0.2 }),
    planned({ probability: 0.5, median: '1s', p95: '3s' }, 'graph.latency', 2),
    planned({ probability: 0.3, moment: 'before-effect' }, 'graph.error', 3),
  ];
  const keys = Array.from({ length: 500 }, (_, n) => `send/${n}/1`);
  const decide = (order: readonly string[], seed = 1, active = plans) => {
    const { board } = stage(active, seed);
    return new Map(order.map((key) => [key, board.strikeCall(send(), key)]));
  };

  test('in whatever order calls come', () => {
    expect(decide(keys.toReversed())).toEqual(decide(keys));
    expect(decide(keys, 2)).not.toEqual(decide(keys));
  });

  test('whatever else is active', () => {
    const alone = decide(keys, 1, plans.slice(0, 1));
    const together = decide(keys);
    for (const key of keys)
      expect(together.get(key)?.decisive?.fault === 'graph.reset#1').toBe(alone.get(key)?.decisive !== undefined);
  });
});

describe('several at once', () => {
  test('delays add up, the earliest end decides, and of one moment the first on the board', () => {
    const { board } = stage([
      planned({ value: '1s' }, 'graph.latency', 1),
      planned({ what: 'broken-json' }, 'graph.garbage', 2),
      planned({ moment: 'before-effect' }, 'graph.error', 3),
      planned({ moment: 'before-effect' }, 'graph.reset', 4),
      planned({ value: '2s' }, 'graph.latency', 5),
    ]);
    expect(board.strikeCall(send(), 'a')).toMatchObject({
      delayMs: 3_000,
      delayedBy: ['graph.latency#1', 'graph.latency#5'],
      decisive: { fault: 'graph.error#3', moment: 'before-effect' },
    });
  });
});
