/**
 * What is counted within seconds, minutes and an hour: messages by number, bursts by number and user, Graph calls by who
 * pays for them, users reached by portfolios that wait for more throughput. It is worth nothing an hour later, so it is
 * not kept beyond the process, but for the day's users (assumed: nobody restarts a mock to see an upgrade). Bounded: of
 * too many, what was begun longest ago is counted anew.
 */
import { createBoundedMap } from '../../core/bounded-map.js';
import { createMovingCount, type MovingCount } from './moving-count.js';
import { createMovingSet, type MovingSet } from './moving-set.js';
import { createPairs, type Pairs } from './pairs.js';

export interface Rates {
  /** Messages of a number in the last second, in and out. */
  messages(phoneNumberId: string): MovingCount;
  readonly pairs: Pairs;
  /** Graph calls of the last hour. @param payer whose budget they are on. */
  calls(payer: string): MovingCount;
  /** Users whom a portfolio reached in the last 24 hours outside of windows. */
  reached(portfolio: string): MovingSet;
  reset(): void;
}

const SECOND = { stepMs: 10, steps: 100 };
/** A minute more than an hour: a call counts for a whole hour, wherever in its minute it came. */
const HOUR = { stepMs: 60_000, steps: 61 };
const DAY_MS = 86_400_000;
const NUMBERS_KEPT = 10_000;
const PAYERS_KEPT = 10_000;
/** Of up to 100,000 users each. */
const PORTFOLIOS_KEPT = 10;

/** The entry under a key, made when it is asked for first. */
function keeping<Value>(limit: number, make: () => Value): (key: string) => Value {
  const entries = createBoundedMap<string, Value>(limit);
  return (key) => {
    const known = entries.get(key);
    if (known !== undefined) return known;
    const fresh = make();
    entries.set(key, fresh);
    return fresh;
  };
}

const fresh = () => ({
  messages: keeping(NUMBERS_KEPT, () => createMovingCount(SECOND.stepMs, SECOND.steps)),
  pairs: createPairs(),
  calls: keeping(PAYERS_KEPT, () => createMovingCount(HOUR.stepMs, HOUR.steps)),
  reached: keeping(PORTFOLIOS_KEPT, () => createMovingSet(DAY_MS)),
});

export function createRates(): Rates {
  let now = fresh();
  return {
    messages: (phoneNumberId) => now.messages(phoneNumberId),
    get pairs() {
      return now.pairs;
    },
    calls: (payer) => now.calls(payer),
    reached: (portfolio) => now.reached(portfolio),
    reset() {
      now = fresh();
    },
  };
}
