import { describe, expect, test } from 'vitest';
import type { PlannedPhase } from '../../../core/history.js';
import { createRandom } from '../../../core/random.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';
import { forgeryInstants, scheduleForgeries } from '../../../harness/probes.js';
import type { Plan } from '../../../harness/scenario/plan.js';
import { createUsers } from '../../../loadgen/users/create-users.js';
import type { WriteRequest } from '../../../mock-server/http/control/deps.js';
import type { Mock } from '../../../mock-server/mock.js';

const phase = (fromMs: number, toMs: number): PlannedPhase => ({ name: `${fromMs}`, fromMs, toMs, faults: [] });

const plan = (...phases: PlannedPhase[]): Plan => ({
  name: 'test',
  title: 'A test',
  about: undefined,
  seed: 1,
  loads: [],
  campaigns: [],
  durationMs: phases.at(-1)?.toMs ?? 0,
  phases,
  advances: [],
  settleMs: 0,
  webhooks: { timeoutMs: 20_000, retryMs: undefined },
  checks: [],
  expects: {},
  probes: true,
});

/** Forgeries of a plan, noted as they are delivered. */
function forging(of: Plan, seed = 1) {
  const clock = createVirtualClock();
  const forged: { at: number; signature: string; request: WriteRequest }[] = [];
  const mock = {
    forge: (request: WriteRequest, signature: string) => void forged.push({ at: clock.now(), signature, request }),
  } as unknown as Mock;
  const cancel = scheduleForgeries(clock, mock, of, createRandom(seed));
  return { clock, forged, cancel };
}

describe('instants', () => {
  test.each<[string, PlannedPhase[], number[]]>([
    [
      'spread over the calm and over the trouble',
      [phase(0, 4_000), phase(4_000, 8_000)],
      [1_000, 2_000, 3_000, 5_000, 6_000, 7_000],
    ],
    [
      'over all later phases together',
      [phase(0, 4_000), phase(4_000, 6_000), phase(6_000, 12_000)],
      [1_000, 2_000, 3_000, 6_000, 8_000, 10_000],
    ],
    ['one phase: once each', [phase(0, 8_000)], [2_000, 4_000, 6_000]],
  ])('%s', (_, phases, instants) => {
    expect(forgeryInstants(plan(...phases))).toEqual(instants);
  });

  test('never before the load or after it', () => {
    for (const instant of forgeryInstants(plan(phase(0, 100), phase(100, 200)))) {
      expect(instant).toBeGreaterThan(0);
      expect(instant).toBeLessThan(200);
    }
  });
});

describe('forgeries', () => {
  const whole = plan(phase(0, 4_000), phase(4_000, 8_000));

  test('every kind comes once while all is calm and once under trouble, each from a user of its own', async () => {
    const { clock, forged } = forging(whole);
    await clock.advance(60_000);
    expect(forged.map(({ at, signature }) => `${at} ${signature}`)).toEqual([
      '1000 missing',
      '2000 wrong-secret',
      '3000 tampered-body',
      '5000 missing',
      '6000 wrong-secret',
      '7000 tampered-body',
    ]);
    expect(new Set(forged.map(({ request }) => request.user)).size).toBe(6);
  });

  test('look like what users write, from numbers that no user has', async () => {
    const { clock, forged } = forging(whole);
    await clock.advance(60_000);
    const users = new Set<string>(createUsers(5_000, createRandom(1)).map(({ waId }) => waId));
    for (const [index, { request }] of forged.entries()) {
      expect(request.content.type).toBe('text');
      expect((request.content.text as { body: string }).body).toContain(`#FORGED-${index}`);
      expect(request.name).not.toBe('');
      expect(users.has(request.user)).toBe(false);
    }
  });

  test('are the same in every run of a seed', async () => {
    const [one, other] = [forging(whole), forging(whole)];
    await one.clock.advance(60_000);
    await other.clock.advance(60_000);
    expect(other.forged).toEqual(one.forged);
  });

  test('cease when they are cancelled', async () => {
    const { clock, forged, cancel } = forging(whole);
    await clock.advance(2_500);
    cancel();
    await clock.advance(60_000);
    expect(forged).toHaveLength(2);
    expect(clock.pending()).toBe(0);
  });
});
