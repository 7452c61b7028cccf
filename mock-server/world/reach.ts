/**
 * Whom portfolios reached outside of customer service windows: what messaging limits are counted by. Users that a
 * portfolio without a limit reaches are not counted. Bounded: of more than 1,000 portfolios the one that was counted
 * for longest ago is forgotten; a portfolio's own users are bounded by its limit, which is asked before they are added.
 */
import { createBoundedMap } from '../../core/bounded-map.js';
import { createChanges, type Store } from './changes.js';
import { createMovingSet, type MovingSet } from './moving-set.js';

/** What was reached by one portfolio. */
interface PortfolioReach {
  /** In the last 24 hours. */
  readonly day: MovingSet;
  /** In the last 30 days; asked for only while the portfolio's limit is the lowest. */
  readonly month: MovingSet;
}

export interface Reach {
  /** @param now wall time in milliseconds. */
  add(portfolio: string, user: string, now: number): void;
  /** Whether the user was reached in the last 24 hours. */
  has(portfolio: string, user: string, now: number): boolean;
  inDay(portfolio: string, now: number): number;
  inMonth(portfolio: string, now: number): number;
  reset(): void;
  readonly store: Store;
}

const DAY_MS = 86_400_000;
const PORTFOLIOS_KEPT = 1_000;
/** More of them than any rule asks for are not kept for a month. */
const MONTH_KEPT = 10_000;
const STORE = 'reach';

function splitKey(key: string): readonly [portfolio: string, user: string] {
  const at = key.lastIndexOf('/');
  return [key.slice(0, at), key.slice(at + 1)];
}

export function createReach(changes = createChanges()): Reach {
  let all = createBoundedMap<string, PortfolioReach>(PORTFOLIOS_KEPT);

  function reachOf(portfolio: string): PortfolioReach {
    const known = all.get(portfolio);
    if (known) return known;
    const fresh = { day: createMovingSet(DAY_MS), month: createMovingSet(30 * DAY_MS, MONTH_KEPT) };
    all.set(portfolio, fresh);
    return fresh;
  }

  function add(portfolio: string, user: string, now: number): void {
    const { day, month } = reachOf(portfolio);
    day.add(user, now);
    month.add(user, now);
  }

  function* entries(): Iterable<readonly [string, number]> {
    for (const [portfolio, { day, month }] of all.entries()) {
      for (const [user, at] of month.entries()) yield [`${portfolio}/${user}`, at];
      for (const [user, at] of day.entries()) if (month.at(user) !== at) yield [`${portfolio}/${user}`, at];
    }
  }

  const clear = () => {
    all = createBoundedMap(PORTFOLIOS_KEPT);
  };

  return {
    add(portfolio, user, now) {
      add(portfolio, user, now);
      changes.listener?.put(STORE, `${portfolio}/${user}`, now);
    },
    has: (portfolio, user, now) => reachOf(portfolio).day.has(user, now),
    inDay: (portfolio, now) => reachOf(portfolio).day.size(now),
    inMonth: (portfolio, now) => reachOf(portfolio).month.size(now),
    reset() {
      clear();
      changes.listener?.replace();
    },
    store: {
      name: STORE,
      entries,
      read(key) {
        const [portfolio, user] = splitKey(key);
        const reach = all.get(portfolio);
        return reach?.day.at(user) ?? reach?.month.at(user);
      },
      fits: (key, value) => key.includes('/') && typeof value === 'number',
      restore(key, value) {
        if (typeof value === 'number') add(...splitKey(key), value);
      },
      clear,
    },
  };
}
