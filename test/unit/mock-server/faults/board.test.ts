import { describe, expect, test } from 'vitest';
import type { PlannedFault } from '../../../../core/history.js';
import { createRandom } from '../../../../core/random.js';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import { createFaultBoard, UNDISTURBED } from '../../../../mock-server/faults/board.js';
import { bringIntoPlay, faults } from '../../../../mock-server/faults/catalogue.js';

function planned(name: keyof typeof faults, id: string, given: Record<string, unknown> = {}): PlannedFault {
  return { id, name, parameters: faults[name].parameters.parse(given) as Record<string, unknown> };
}

const slow = (id: string, ms: number) => planned('graph.latency', id, { distribution: 'constant', value: `${ms}ms` });

function boardWith(...active: PlannedFault[]) {
  const board = createFaultBoard({ random: createRandom(1), clock: createVirtualClock() });
  board.activate(bringIntoPlay(active));
  return board;
}

const send = { action: 'send' } as const;

describe('several faults at once', () => {
  test('delays add up, and each is named', () => {
    const board = boardWith(slow('latency#1', 100), slow('latency#2', 250));
    expect(board.strikeCall(send, 'a')).toEqual({ delayMs: 350, delayedBy: ['latency#1', 'latency#2'] });
  });

  test('the one that strikes earliest decides the answer, of two at the same moment the first; the delay stays', () => {
    const board = boardWith(
      planned('graph.lost-answer', 'lost#1'),
      slow('latency#2', 50),
      planned('graph.error', 'error#3', { code: 130429 }),
      planned('graph.outage', 'outage#4', { as: 'reset' }),
    );
    expect(board.strikeCall(send, 'a')).toEqual({
      delayMs: 50,
      delayedBy: ['latency#2'],
      decisive: { kind: 'end', moment: 'arrival', ending: { kind: 'reset' }, fault: 'outage#4' },
    });
  });

  test('one that does not strike leaves the decision to the next', () => {
    const board = boardWith(
      planned('graph.error', 'error#1', { probability: 0 }),
      planned('graph.outage', 'outage#2', { as: 'reset' }),
    );
    expect(board.strikeCall(send, 'a').decisive).toEqual({
      kind: 'end',
      moment: 'arrival',
      ending: { kind: 'reset' },
      fault: 'outage#2',
    });
  });

  test('copies of all of them come', () => {
    const twice = { probability: 1, copies: 1, within: 0 };
    const board = boardWith(
      planned('webhook.duplicate', 'dup#1', twice),
      planned('webhook.duplicate', 'dup#2', { ...twice, copies: 2 }),
    );
    expect(board.strikeDelivery({ carries: 'message' }, 'wamid.a')).toEqual([
      { kind: 'copies', afterMs: [0], fault: 'dup#1' },
      { kind: 'copies', afterMs: [0, 0], fault: 'dup#2' },
    ]);
  });
});

describe('activation', () => {
  test('exactly the faults named are active, and none in the end', () => {
    const board = boardWith(slow('latency#1', 100));
    const outage = planned('graph.outage', 'outage#2', { as: 'reset' });
    board.activate(bringIntoPlay([outage]));
    expect(board.active().map(({ planned: entry }) => entry)).toEqual([outage]);
    expect(board.strikeCall(send, 'a')).toEqual({
      delayMs: 0,
      delayedBy: [],
      decisive: { kind: 'end', moment: 'arrival', ending: { kind: 'reset' }, fault: 'outage#2' },
    });
    board.activate([]);
    expect(board.active()).toEqual([]);
    expect(board.strikeCall(send, 'a')).toEqual(UNDISTURBED);
    expect(board.strikeDelivery({ carries: 'message' }, 'a')).toEqual([]);
  });

  test('a fault of one side leaves the other side alone', () => {
    const board = boardWith(planned('graph.outage', 'outage#1'));
    expect(board.strikeDelivery({ carries: 'message' }, 'a')).toEqual([]);
    const other = boardWith(planned('webhook.duplicate', 'dup#1', { probability: 1 }));
    expect(other.strikeCall(send, 'a')).toEqual(UNDISTURBED);
  });
});

describe('chance', () => {
  const KEYS = Array.from({ length: 5_000 }, (_, n) => `send/1555777${n}/1`);
  const struck = (board: ReturnType<typeof boardWith>, keys: readonly string[]) =>
    keys.filter((key) => board.strikeCall(send, key).decisive !== undefined);
  const third = planned('graph.error', 'graph.error#1', { probability: 1 / 3 });

  test('the same seed decides the same way about the same call, in whatever order calls come', () => {
    const forwards = struck(boardWith(third), KEYS);
    const backwards = struck(boardWith(third), KEYS.toReversed());
    expect(backwards.toReversed()).toEqual(forwards);
  });

  test('a call that comes again meets the same decision', () => {
    const board = boardWith(third);
    expect(struck(board, KEYS)).toEqual(struck(board, KEYS));
  });

  test('another fault on the board does not change the decision', () => {
    expect(struck(boardWith(slow('latency#9', 5), third), KEYS)).toEqual(struck(boardWith(third), KEYS));
  });

  test('two faults of one kind decide independently, and so do two seeds', () => {
    const one = new Set(struck(boardWith(third), KEYS));
    const second = struck(boardWith({ ...third, id: 'graph.error#2' }), KEYS);
    expect(Math.abs(second.filter((key) => one.has(key)).length / KEYS.length - 1 / 9)).toBeLessThan(0.02);
    const otherSeed = createFaultBoard({ random: createRandom(2), clock: createVirtualClock() });
    otherSeed.activate(bringIntoPlay([third]));
    expect(Math.abs(struck(otherSeed, KEYS).filter((key) => one.has(key)).length / KEYS.length - 1 / 9)).toBeLessThan(
      0.02,
    );
  });

  test('over many calls the share is near the probability', () => {
    expect(Math.abs(struck(boardWith(third), KEYS).length / KEYS.length - 1 / 3)).toBeLessThan(0.02);
  });

  test('copies are decided by the message, not by the order of deliveries', () => {
    const half = planned('webhook.duplicate', 'dup#1', { probability: 0.5 });
    const decide = (keys: readonly string[]) => {
      const board = boardWith(half);
      return new Map(keys.map((key) => [key, board.strikeDelivery({ carries: 'message' }, key)]));
    };
    const forwards = decide(KEYS.slice(0, 500));
    expect(decide(KEYS.slice(0, 500).toReversed())).toEqual(forwards);
    expect([...forwards.values()].filter((copies) => copies.length > 0).length).toBeGreaterThan(200);
  });
});
