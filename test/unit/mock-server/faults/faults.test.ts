import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../core/random.js';
import { faults, findFault } from '../../../../mock-server/faults/catalogue.js';
import type { CallAction } from '../../../../mock-server/faults/fault.js';

/** Parses as a scenario does and gives the fault ready to strike, or what is wrong with the parameters. */
function plan(name: keyof typeof faults, given: Record<string, unknown>) {
  const parsed = faults[name].parameters.safeParse(given);
  if (!parsed.success) return { problems: parsed.error.issues.map((issue) => issue.message) };
  const parameters = parsed.data as Record<string, unknown>;
  return { parameters, fault: faults[name].create({ id: `${name}#1`, name, parameters }) };
}

function strikeCall(name: keyof typeof faults, given: Record<string, unknown>, action: CallAction, seed = 1) {
  const { fault } = plan(name, given);
  if (fault?.side !== 'graph') throw new Error(`${name} does not strike calls`);
  return fault.strike({ action }, createRandom(1).fork(`call/${seed}`));
}

function strikeDelivery(given: Record<string, unknown>, carries: 'message' | 'status', seed = 1) {
  const { fault } = plan('webhook.duplicate', given);
  if (fault?.side !== 'webhook') throw new Error('webhook.duplicate does not strike deliveries');
  return fault.strike({ carries }, createRandom(1).fork(`call/${seed}`));
}

const SEEDS = Array.from({ length: 10_000 }, (_, n) => n);

describe('the catalogue', () => {
  test('knows every fault by its own name, and no other', () => {
    for (const [name, entry] of Object.entries(faults)) {
      expect(findFault(name)).toBe(entry);
      expect(entry.name).toBe(name);
      expect(entry.side).toBe(name.split('.')[0]);
      expect(entry.summary).toMatch(/^[A-Z].*\.$/);
    }
    for (const name of ['graph.eror', 'toString', '__proto__', '']) expect(findFault(name)).toBeUndefined();
  });

  test.each(Object.keys(faults) as (keyof typeof faults)[])(
    '%s works without any parameter and refuses unknown ones',
    (name) => {
      expect(plan(name, {}).fault?.side).toBe(faults[name].side);
      expect(plan(name, { probabilty: 0.5 }).problems).toEqual(['Unrecognized key: "probabilty"']);
      expect(plan(name, { probability: 1.5 }).problems).toHaveLength(1);
      expect(plan(name, { probability: -0.1 }).problems).toHaveLength(1);
    },
  );

  test.each(['graph.latency', 'graph.error', 'graph.lost-answer', 'graph.outage'] as const)(
    '%s strikes about as often as its probability says',
    (name) => {
      const struck = SEEDS.filter(
        (seed) => strikeCall(name, { probability: 0.3, on: ['send'] }, 'send', seed) !== undefined,
      );
      expect(Math.abs(struck.length / SEEDS.length - 0.3)).toBeLessThan(0.015);
      expect(strikeCall(name, { probability: 0, on: ['send'] }, 'send')).toBeUndefined();
    },
  );
});

describe('which calls are struck', () => {
  test.each<[keyof typeof faults, CallAction[]]>([
    ['graph.latency', ['send', 'mark-read', 'other']],
    ['graph.error', ['send']],
    ['graph.lost-answer', ['send']],
    ['graph.outage', ['send', 'mark-read', 'other']],
  ])('%s by default: %j', (name, struck) => {
    const actions: CallAction[] = ['send', 'mark-read', 'other'];
    expect(actions.filter((action) => strikeCall(name, {}, action) !== undefined)).toEqual(struck);
    expect(actions.filter((action) => strikeCall(name, { on: ['mark-read'] }, action))).toEqual(['mark-read']);
    expect(plan(name, { on: [] }).problems).toHaveLength(1);
    expect(plan(name, { on: ['delete'] }).problems).toHaveLength(1);
  });
});

describe('graph.error', () => {
  test.each([
    [{}, { code: 131000, status: 500, message: '(#131000) Something went wrong', retry: 'backoff', definite: false }],
    [
      { code: 130429 },
      { code: 130429, status: 400, details: 'Rate limit hit', retry: 'backoff', definite: true, simulated: true },
    ],
    [{ code: 131026 }, { code: 131026, status: 400, retry: 'never', definite: true }],
    [
      { code: 190, subcode: 463 },
      { code: 190, subcode: 463, status: 401, title: 'Expired' },
    ],
    [{ as: 'http-429' }, { code: 4, status: 429, retry: 'backoff', definite: true }],
    [
      { as: 'http-429', retryAfter: '2s' },
      { code: 4, status: 429, retryAfterSeconds: 2 },
    ],
    [{ as: 'http-429', retryAfter: '1500ms' }, { retryAfterSeconds: 2 }],
    [{ as: 'http-503' }, { code: 2, status: 503, retry: 'backoff', definite: false }],
    [
      { as: 'http-502', code: 131026 },
      { code: 131026, status: 502, retry: 'backoff', definite: false },
    ],
  ])('%j gives %j', (given, error) => {
    expect(strikeCall('graph.error', given, 'send')).toMatchObject({ kind: 'refuse', error });
  });

  test.each([
    [{ code: 999_999 }, 'expected a code of Meta’s table of errors'],
    [{ as: 'http-404' }, 'expected graph, http-429 or http-500 to http-599'],
    [{ as: '503' }, 'expected graph, http-429 or http-500 to http-599'],
    [{ retryAfter: 5 }, 'expected a duration such as 250ms, 30s, 5m'],
  ])('%j is refused', (given, problem) => {
    expect(plan('graph.error', given).problems).toEqual([problem]);
  });
});

describe('graph.lost-answer and graph.outage', () => {
  test('an answer is lost by a reset, or by silence', () => {
    expect(strikeCall('graph.lost-answer', {}, 'send')).toEqual({ kind: 'lose', how: 'reset' });
    expect(strikeCall('graph.lost-answer', { how: 'hang' }, 'send')).toEqual({ kind: 'lose', how: 'hang' });
  });

  test('an outage is a 503 with code 2, another 5xx, or a reset without any effect', () => {
    expect(strikeCall('graph.outage', {}, 'other')).toMatchObject({
      kind: 'refuse',
      error: { code: 2, status: 503, isTransient: true, definite: false },
    });
    expect(strikeCall('graph.outage', { as: 'http-500' }, 'send')).toMatchObject({ error: { status: 500 } });
    expect(strikeCall('graph.outage', { as: 'reset' }, 'send')).toEqual({ kind: 'cut' });
    expect(plan('graph.outage', { as: 'http-429' }).problems).toEqual(['expected reset or http-500 to http-599']);
  });
});

describe('webhook.duplicate', () => {
  const copies = (given: Record<string, unknown>) =>
    SEEDS.flatMap((seed) => strikeDelivery(given, 'message', seed)?.afterMs.length ?? []);

  test('strikes about as often as its probability says, and every number of copies comes about equally often', () => {
    const counts = copies({ probability: 0.33, copies: '1..3' });
    expect(Math.abs(counts.length / SEEDS.length - 0.33)).toBeLessThan(0.015);
    for (const number of [1, 2, 3])
      expect(Math.abs(counts.filter((count) => count === number).length / counts.length - 1 / 3)).toBeLessThan(0.04);
  });

  test('the copies come within the time, in order, spread over it', () => {
    const strikes = SEEDS.slice(0, 2_000).map((seed) =>
      strikeDelivery({ probability: 1, copies: 3, within: '5s' }, 'status', seed),
    );
    const instants = strikes.flatMap((strike) => strike?.afterMs ?? []);
    expect(instants).toHaveLength(6_000);
    expect(Math.min(...instants)).toBeLessThan(50);
    expect(Math.max(...instants)).toBeGreaterThan(4_950);
    expect(Math.max(...instants)).toBeLessThanOrEqual(5_000);
    for (const strike of strikes) expect(strike?.afterMs).toEqual(strike?.afterMs.toSorted((a, b) => a - b));
  });

  test('within 0 they come at the same instant', () => {
    expect(strikeDelivery({ probability: 1, copies: 2, within: 0 }, 'message')).toEqual({
      kind: 'duplicate',
      afterMs: [0, 0],
    });
  });

  test('only what it is told to repeat is repeated', () => {
    expect(strikeDelivery({ probability: 1, of: ['status'] }, 'message')).toBeUndefined();
    expect(strikeDelivery({ probability: 1, of: ['status'] }, 'status')?.kind).toBe('duplicate');
  });

  test.each([0, '0..3', '3..1', '1..21', 1.5, '1-3', 'many', '', -1])('copies: %j is refused', (given) => {
    expect(plan('webhook.duplicate', { copies: given }).problems).toEqual([
      'expected a whole number or a range such as 1..3, from 1 to 20',
    ]);
  });
});
