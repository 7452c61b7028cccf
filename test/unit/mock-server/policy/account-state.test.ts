import { describe, expect, test } from 'vitest';
import { type Restriction, wabas } from '../../../../mock-server/world/accounts.js';
import { defaultCredentials } from '../../../../mock-server/world/world.js';
import { createReachingWorld, HOUR, type ReachingWorld, UTILITY } from './reaching-world.js';
import { user } from './ruled-world.js';

function restrict({ world }: ReachingWorld, restriction: Restriction | undefined): void {
  world.of(wabas).update(defaultCredentials.wabaId, { restriction });
}

const states: readonly [Restriction['state'], answer: string, begin: string][] = [
  ['restricted', 'ok', 'refused 368'],
  ['locked', 'refused 131031', 'refused 131031'],
  ['banned', 'refused 131031', 'refused 131031'],
];

describe.each(states)('a %s account', (state, answer, begin) => {
  test('sends what it may, until it is forgiven', () => {
    const reaching = createReachingWorld();
    const { fate, objector, wrote } = reaching;
    wrote();
    restrict(reaching, { state });
    expect([fate(), fate(UTILITY), fate({ ...UTILITY, to: user(1) })]).toEqual([answer, answer, begin]);
    expect(objector({ ...UTILITY, to: user(1) })).toBe('account-state');
    restrict(reaching, undefined);
    expect([fate(), fate({ ...UTILITY, to: user(1) })]).toEqual(['ok', 'ok']);
  });

  test('is free again when its time is over', async () => {
    const reaching = createReachingWorld();
    restrict(reaching, { state, until: reaching.world.now() + HOUR });
    await reaching.clock.advance(HOUR - 1);
    expect(reaching.fate(UTILITY)).toBe(begin);
    await reaching.clock.advance(1);
    expect(reaching.fate(UTILITY)).toBe('ok');
  });
});
