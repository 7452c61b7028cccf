/**
 * What samples of waits say about a subject's manner of waiting: is there a wait, does it grow, by a factor or by a fixed amount,
 * does chance spread it? Each answer is `shown`, `refuted` or `open`, and never wrong by chance more often than the limits
 * say. Timers are late, never early, and a busy machine makes some of them very late. How the limits were found, and how
 * often they are wrong for which manner, stands in docs/checks/backs-off.md; a test measures it.
 */
import { compareRanks } from './rank-test.js';
import { median, quantile, relativeSpread, SURE, wilson } from './statistics.js';

export type Opinion = 'shown' | 'refuted' | 'open';

/** Shorter than the time that a call of Meta itself takes (100 ms and more) is no wait. */
export const SHORTEST_WAIT_MS = 100;
/** A wait of this length may be a cap: what follows it need not grow. */
export const LONG_WAIT_MS = 5_000;

/** Waits of at least `SHORTEST_WAIT_MS` in more than half of the cases: shown, or refuted with 99 % confidence. */
export function waitsAtAll(waits: readonly number[]): Opinion {
  const short = waits.filter((ms) => ms < SHORTEST_WAIT_MS).length;
  if (wilson(short, waits.length, SURE).lower > 0.5) return 'refuted';
  return short < waits.length / 2 ? 'shown' : 'open';
}

/** From one wait to the next of the same send. */
export interface Step {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Growth by less is none. */
const LEAST_GROWTH = 1.2;
/** Not to grow by this much, on the whole, is to stand still. */
export const FULL_GROWTH = 1.5;

/** Are waits longer than those before, by a factor that counts? */
export function growsIn({ before, after }: Step, minimum: number): Opinion {
  if (before.length < minimum) return 'open';
  const least = compareRanks(scaled(before, LEAST_GROWTH), after);
  const full = compareRanks(scaled(before, FULL_GROWTH), after);
  if (least.z > SURE) return 'shown';
  return full.z < -SURE ? 'refuted' : 'open';
}

/** Growth in one step is enough: a first retry at once, or an early cap, leaves others without. */
export function grows(steps: readonly Step[], minimum: number): Opinion {
  const opinions = steps.map((step) => growsIn(step, minimum));
  if (opinions.includes('shown')) return 'shown';
  return opinions[0] === 'refuted' ? 'refuted' : 'open';
}

const scaled = (values: readonly number[], factor: number) => values.map((value) => value * factor);

/** Of increments that stay the same, the third is as large as the first; of those that double, four times as large. */
const SAME_INCREMENT = 1.6;
const NO_INCREMENT = 0.5;

export type Four = readonly [number, number, number, number];

/**
 * Do waits grow by a fixed amount (1, 2, 3, 4 s) instead of by a factor? `open`: they look like it, and it may be chance.
 * @param sends four consecutive waits each.
 */
export function growsLinearly(sends: readonly Four[], minimum: number): Opinion {
  if (sends.length < minimum) return 'refuted';
  const [first, second, third] = [increments(sends, 0), increments(sends, 1), increments(sends, 2)];
  const sure = [contrast(third, first, SAME_INCREMENT), -contrast(third, first, NO_INCREMENT)];
  const likely = [contrast(second, first, SAME_INCREMENT), -contrast(second, first, NO_INCREMENT)];
  if ([...sure, ...likely].some((z) => z >= 0)) return 'refuted';
  return sure.every((z) => z < -SURE) ? 'shown' : 'open';
}

const increments = (sends: readonly Four[], at: 0 | 1 | 2) =>
  sends.map((waits) => (waits[at + 1] ?? 0) - (waits[at] ?? 0));

/** Standard errors by which `later` exceeds `times` as much as `earlier`, on the mean; without any spread, infinitely many. */
function contrast(later: readonly number[], earlier: readonly number[], times: number): number {
  const values = later.map((value, index) => value - times * (earlier[index] ?? 0));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return mean === 0 ? 0 : mean / Math.sqrt(square / values.length);
}

/** The least that counts as jitter is a tenth to either side; who has that may be accused once in a thousand. */
const LEAST_JITTER = 0.1;
const FALSE_ALARM = 0.001;
const WIDEST_NARROW = 0.08;
/** From here on lateness no longer explains the spread. */
const WIDE = 0.2;
const WIDE_MS = 20;

/**
 * The relative spread (`relativeSpread`) below which so many waits show that no chance was meant. Between its tenth and its
 * middle a sample of a uniform distribution spans a share of the width that is Beta distributed; the limit is that
 * distribution's quantile, which is the same as a tail of a binomial one.
 */
export function narrowBelow(size: number): number {
  const ranks = Math.ceil(size / 2) - Math.ceil(size / 10);
  let low = 0;
  let high = 1;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (binomialTail(size, middle, ranks) > FALSE_ALARM) high = middle;
    else low = middle;
  }
  return Math.min(WIDEST_NARROW, 4 * LEAST_JITTER * low);
}

/** Chance of at least `least` successes. Beyond a thousand trials the limit has long reached its cap. */
function binomialTail(trials: number, chance: number, least: number): number {
  if (least <= 0) return 1;
  let term = (1 - chance) ** trials;
  let below = 0;
  for (let successes = 0; successes < least; successes++) {
    below += term;
    term *= ((trials - successes) / (successes + 1)) * (chance / (1 - chance));
  }
  return 1 - below;
}

const MOST_TRIALS = 200;

/** Does chance spread waits that would otherwise be alike? */
export function isSpread(waits: readonly number[]): Opinion {
  const spread = relativeSpread(waits);
  if (spread < narrowBelow(Math.min(waits.length, MOST_TRIALS))) return 'refuted';
  return spread >= WIDE && median(waits) - quantile(waits, 0.1) >= WIDE_MS ? 'shown' : 'open';
}

/** Share of the waits that must be in groups of the same opinion. */
const MOST = 0.8;

/** Groups of waits that would be alike but for chance. Retries at once are left out where there are others: they need no jitter. */
export function areSpread(groups: readonly (readonly number[])[]): Opinion {
  const real = groups.filter((waits) => median(waits) >= SHORTEST_WAIT_MS);
  const judged = (real.length > 0 ? real : groups).map((waits) => ({ size: waits.length, opinion: isSpread(waits) }));
  const sizeOf = (opinion?: Opinion) =>
    judged.reduce((sum, group) => sum + (opinion === undefined || group.opinion === opinion ? group.size : 0), 0);
  const all = sizeOf();
  if (all === 0) return 'open';
  if (sizeOf('shown') > all / 2) return 'shown';
  return sizeOf('refuted') >= MOST * all && sizeOf('shown') === 0 ? 'refuted' : 'open';
}
