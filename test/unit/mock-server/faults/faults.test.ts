import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../core/random.js';
import { faults, findFault } from '../../../../mock-server/faults/catalogue.js';
import type { CallAction, WebhookDisturbance } from '../../../../mock-server/faults/fault.js';
import { createSelector, selectionOf } from '../../../../mock-server/faults/selection.js';

/** Parses as a scenario does and gives the fault ready to strike, or what is wrong with the parameters. */
function plan(name: keyof typeof faults, given: Record<string, unknown>) {
  const parsed = faults[name].parameters.safeParse(given);
  if (!parsed.success) return { problems: parsed.error.issues.map((issue) => issue.message) };
  const parameters = parsed.data as Record<string, unknown>;
  return { parameters, fault: faults[name].create({ id: `${name}#1`, name, parameters }) };
}

/** The fault has just begun. */
const START = { elapsedMs: 0, chance: createRandom(1).fork('fault') };

function strikeCall(name: keyof typeof faults, given: Record<string, unknown>, action: CallAction, seed = 1) {
  const { fault, parameters = {} } = plan(name, given);
  if (fault?.side !== 'graph') throw new Error(`${name} does not strike calls`);
  const random = createRandom(1).fork(`call/${seed}`);
  const selector = createSelector(selectionOf(parameters), createRandom(1));
  return selector.selectsCall({ action }, 0, random) ? fault.strike({ action }, random, START) : undefined;
}

const copiesOf = (strike: WebhookDisturbance | undefined) => (strike?.kind === 'copies' ? strike.afterMs : undefined);

function strikeDelivery(given: Record<string, unknown>, carries: 'message' | 'status', seed = 1) {
  const { fault, parameters = {} } = plan('webhook.duplicate', given);
  if (fault?.side !== 'webhook') throw new Error('webhook.duplicate does not strike deliveries');
  const random = createRandom(1).fork(`call/${seed}`);
  const selector = createSelector(selectionOf(parameters), createRandom(1));
  return selector.selectsDelivery({ carries }, 0, random) ? fault.strike({ carries }, random) : undefined;
}

const SEEDS = Array.from({ length: 10_000 }, (_, n) => n);

/** What faults of a family may act on; one of Graph may act on the platform behind it. */
const ACTS_ON: Readonly<Record<string, readonly string[]>> = {
  graph: ['graph', 'platform'],
  webhook: ['webhook', 'platform', 'graph'],
  token: ['platform'],
  version: ['platform'],
  template: ['platform'],
  number: ['platform'],
  subject: ['subject'],
};

describe('the catalogue', () => {
  test('knows every fault by its own name, and no other', () => {
    for (const [name, entry] of Object.entries(faults)) {
      expect(findFault(name)).toBe(entry);
      expect(entry.name).toBe(name);
      expect(ACTS_ON[name.split('.')[0] ?? '']).toContain(entry.side);
      expect(entry.summary).toMatch(/^[A-Z].*\.$/);
      expect(entry.models).toMatch(/^\S.*\.$/);
    }
    for (const name of ['graph.eror', 'toString', '__proto__', '']) expect(findFault(name)).toBeUndefined();
  });

  test.each(Object.keys(faults) as (keyof typeof faults)[])(
    '%s works without any parameter and refuses unknown ones',
    (name) => {
      expect(plan(name, {}).fault?.side).toBe(faults[name].side);
      expect(plan(name, { probabilty: 0.5 }).problems).toEqual(['Unrecognized key: "probabilty"']);
      expect(plan(name, { after: 'soon' }).problems).toEqual(['expected a duration such as 250ms, 30s, 5m']);
    },
  );

  const chosen = (Object.keys(faults) as (keyof typeof faults)[]).filter((name) =>
    ['graph', 'webhook'].includes(faults[name].side),
  );
  test.each(chosen)('%s takes a probability', (name) => {
    expect(plan(name, { probability: 1.5 }).problems).toHaveLength(1);
    expect(plan(name, { probability: -0.1 }).problems).toHaveLength(1);
  });

  test.each([
    'graph.latency',
    'graph.error',
    'graph.lost-answer',
    'graph.outage',
    'graph.reset',
    'graph.hang',
  ] as const)('%s strikes about as often as its probability says', (name) => {
    const struck = SEEDS.filter(
      (seed) => strikeCall(name, { probability: 0.3, on: ['send'] }, 'send', seed) !== undefined,
    );
    expect(Math.abs(struck.length / SEEDS.length - 0.3)).toBeLessThan(0.015);
    expect(strikeCall(name, { probability: 0, on: ['send'] }, 'send')).toBeUndefined();
  });
});

describe('which calls are struck', () => {
  test.each<[keyof typeof faults, CallAction[]]>([
    ['graph.latency', ['send', 'mark-read', 'media', 'other']],
    ['graph.error', ['send']],
    ['graph.lost-answer', ['send']],
    ['graph.reset', ['send']],
    ['graph.hang', ['send']],
    ['graph.dribble', ['send']],
    ['graph.truncate', ['send']],
    ['graph.garbage', ['send']],
    ['graph.failover', ['send', 'mark-read', 'media', 'other']],
    ['graph.outage', ['send', 'mark-read', 'media', 'other']],
  ])('%s by default: %j', (name, struck) => {
    const actions: CallAction[] = ['send', 'mark-read', 'media', 'other'];
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
    expect(strikeCall('graph.error', given, 'send')).toMatchObject({
      moment: 'before-effect',
      ending: { kind: 'error', error },
    });
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
    expect(strikeCall('graph.lost-answer', {}, 'send')).toEqual({
      kind: 'end',
      moment: 'after-effect',
      ending: { kind: 'reset' },
    });
    expect(strikeCall('graph.lost-answer', { how: 'hang' }, 'send')).toMatchObject({ ending: { kind: 'silence' } });
  });

  test('an outage is a 503 with code 2, another 5xx, or a reset without any effect', () => {
    expect(strikeCall('graph.outage', {}, 'other')).toMatchObject({
      moment: 'arrival',
      ending: { kind: 'error', error: { code: 2, status: 503, isTransient: true, definite: false } },
    });
    expect(strikeCall('graph.outage', { as: 'http-500' }, 'send')).toMatchObject({
      ending: { error: { status: 500 } },
    });
    expect(strikeCall('graph.outage', { as: 'reset' }, 'send')).toMatchObject({ ending: { kind: 'reset' } });
    expect(plan('graph.outage', { as: 'http-429' }).problems).toEqual(['expected reset or http-500 to http-599']);
  });
});

describe('how calls end', () => {
  test.each<[keyof typeof faults, Record<string, unknown>, string, Record<string, unknown>]>([
    ['graph.reset', {}, 'arrival', { kind: 'reset' }],
    ['graph.reset', { moment: 'after-effect' }, 'after-effect', { kind: 'reset' }],
    ['graph.hang', {}, 'arrival', { kind: 'silence', ms: 60_000 }],
    ['graph.hang', { lasting: '5s', moment: 'before-effect' }, 'before-effect', { kind: 'silence', ms: 5_000 }],
    ['graph.lost-answer', { how: 'close' }, 'after-effect', { kind: 'close' }],
    ['graph.dribble', {}, 'after-effect', { kind: 'dribble', bytesPerSecond: 20 }],
    ['graph.truncate', { share: 0.9 }, 'after-effect', { kind: 'truncate', share: 0.9 }],
    ['graph.garbage', {}, 'before-effect', { kind: 'garbage', what: 'html', status: 502 }],
    ['graph.garbage', { what: 'empty', status: 503 }, 'before-effect', { kind: 'garbage', status: 503 }],
    ['graph.garbage', { what: 'broken-json' }, 'after-effect', { kind: 'garbage', status: 200 }],
    ['graph.garbage', { what: 'wrong-length', moment: 'arrival' }, 'arrival', { kind: 'garbage', status: 200 }],
    ['graph.error', { moment: 'after-effect' }, 'after-effect', { kind: 'error' }],
    ['graph.outage', { moment: 'after-effect' }, 'after-effect', { kind: 'error' }],
  ])('%s %j: %s %j', (name, given, moment, ending) => {
    expect(strikeCall(name, given, 'send')).toMatchObject({ kind: 'end', moment, ending });
  });

  test.each<[keyof typeof faults, Record<string, unknown>, string]>([
    ['graph.hang', { lasting: 0 }, 'expected a duration above 0, of at most 600000 ms'],
    ['graph.hang', { lasting: '1h' }, 'expected a duration above 0, of at most 600000 ms'],
    ['graph.garbage', { status: 404 }, 'expected 200 or 500 to 599'],
    ['graph.dribble', { rate: 0 }, 'Too small: expected number to be >=0.1'],
    ['graph.truncate', { share: 1 }, 'Too big: expected number to be <=0.999'],
  ])('%s %j: %s', (name, given, problem) => {
    expect(plan(name, given).problems).toEqual([problem]);
  });

  test.each([{ code: 130429 }, { code: 131026 }, { as: 'http-429' }, { code: 190 }])(
    'graph.error %j after the effect would be a lie',
    (given) => {
      expect(plan('graph.error', { ...given, moment: 'after-effect' }).problems).toEqual([
        expect.stringMatching(/^after-effect needs an error that leaves open whether the call was done/),
      ]);
      expect(plan('graph.error', { ...given, moment: 'arrival' }).problems).toBeUndefined();
    },
  );
});

describe('graph.failover', () => {
  const at = (elapsedMs: number, given: Record<string, unknown>, seed: number) => {
    const { fault } = plan('graph.failover', given);
    return fault?.side === 'graph'
      ? fault.strike({ action: 'send' }, createRandom(1).fork(`call/${seed}`), { elapsedMs, chance: createRandom(1) })
      : undefined;
  };

  test('a share of the calls that are reset had taken effect', () => {
    const moments = SEEDS.slice(0, 4_000).map((seed) => {
      const strike = at(100, { done: 0.1 }, seed);
      return strike?.kind === 'end' ? strike.moment : undefined;
    });
    expect(new Set(moments)).toEqual(new Set(['arrival', 'after-effect']));
    const done = moments.filter((moment) => moment === 'after-effect').length;
    // Standard deviation 0.0047: four of them.
    expect(Math.abs(done / moments.length - 0.1)).toBeLessThan(0.019);
  });

  test('then calls are slow around the median that it names, then not struck any more', () => {
    const delays = SEEDS.slice(0, 2_000).flatMap((seed) => {
      const strike = at(6_000, { latency: '1s' }, seed);
      return strike?.kind === 'delay' ? strike.ms : [];
    });
    expect(delays).toHaveLength(2_000);
    const middle = delays.sort((a, b) => a - b)[1_000] ?? 0;
    expect(Math.abs(middle - 1_000)).toBeLessThan(100);
    expect(at(20_000, {}, 1)).toBeUndefined();
  });
});

describe('webhook.duplicate', () => {
  const copies = (given: Record<string, unknown>) =>
    SEEDS.flatMap((seed) => copiesOf(strikeDelivery(given, 'message', seed))?.length ?? []);

  test('strikes about as often as its probability says, and every number of copies comes about equally often', () => {
    const counts = copies({ probability: 0.33, copies: '1..3' });
    expect(Math.abs(counts.length / SEEDS.length - 0.33)).toBeLessThan(0.015);
    for (const number of [1, 2, 3])
      expect(Math.abs(counts.filter((count) => count === number).length / counts.length - 1 / 3)).toBeLessThan(0.04);
  });

  test('the copies come within the time, in order, spread over it', () => {
    const strikes = SEEDS.slice(0, 2_000).map((seed) =>
      copiesOf(strikeDelivery({ probability: 1, copies: 3, within: '5s' }, 'status', seed)),
    );
    const instants = strikes.flatMap((strike) => strike ?? []);
    expect(instants).toHaveLength(6_000);
    expect(Math.min(...instants)).toBeLessThan(50);
    expect(Math.max(...instants)).toBeGreaterThan(4_950);
    expect(Math.max(...instants)).toBeLessThanOrEqual(5_000);
    for (const strike of strikes) expect(strike).toEqual(strike?.toSorted((a, b) => a - b));
  });

  test('within 0 they come at the same instant', () => {
    expect(strikeDelivery({ probability: 1, copies: 2, within: 0 }, 'message')).toEqual({
      kind: 'copies',
      afterMs: [0, 0],
    });
  });

  test('only what it is told to repeat is repeated', () => {
    expect(strikeDelivery({ probability: 1, of: ['status'] }, 'message')).toBeUndefined();
    expect(strikeDelivery({ probability: 1, of: ['status'] }, 'status')?.kind).toBe('copies');
  });

  test.each([0, '0..3', '3..1', '1..21', 1.5, '1-3', 'many', '', -1])('copies: %j is refused', (given) => {
    expect(plan('webhook.duplicate', { copies: given }).problems).toEqual([
      'expected a whole number or a range such as 1..3, from 1 to 20',
    ]);
  });
});
