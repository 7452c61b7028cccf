/**
 * Do the waits between attempts grow, and does chance spread them? Retrying at once keeps a struggling API down,
 * constant waits never give it room, and waits without jitter make all senders come back at the same instant. Judged are
 * clean attempts (`evidence/clean.ts`) after errors that may heal. A wait that a Retry-After dictated is left out, and
 * so is, for growth and jitter, one after an answer that never came: it holds the caller's own timeout, or its
 * waiting for a status. A wait of several seconds may be a cap; what follows it need not grow.
 */
import { z } from 'zod';
import type { Check, Judgement } from '../check.js';
import { type Call, errorName, isTransient } from '../evidence/calls.js';
import { cleanAttempts, type Send } from '../evidence/sends.js';
import { failed, passed, undecided } from '../judgement.js';
import { median, relativeSpread, wilsonUpper } from '../statistics.js';
import type { Finding } from '../verdict.js';
import { cite, count, percent, phone, span } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(8).describe('fewest sends that were tried again, and fewest pairs of waits'),
});
type Parameters = z.infer<typeof parameters>;

const SHORTEST_WAIT_MS = 100;
const LONG_WAIT_MS = 5_000;
const GROWTH = 1.5;
const NARROW = 0.05;
/** Later waits differ by caps and budgets: the first three show the manner. */
const WAITS_LOOKED_AT = 3;
const FEW = 3;

interface Wait {
  readonly ms: number;
  /** The error was answered: the wait is the subject's own decision. */
  readonly timed: boolean;
  readonly after: Call;
}

interface Retried {
  readonly send: Send;
  /** By place: the first wait first; undefined where a wait says nothing. */
  readonly waits: readonly (Wait | undefined)[];
}

export const backsOff: Check<Parameters> = {
  name: 'backs-off',
  summary: 'waits between attempts grow, with jitter, after errors that may heal',
  parameters,
  judge(evidence, { minimum }) {
    const retried = evidence.sends.map((send) => ({ send, waits: waitsOf(send) }));
    const first = retried.filter(({ waits }) => waits[0]);
    const firstWaits = first.map(({ waits }) => waits[0]?.ms ?? 0);
    if (first.length < minimum) {
      return undecided(
        count(first.length, 'retried send'),
        `Only ${count(first.length, 'send')} ${first.length === 1 ? 'was' : 'were'} tried again after an error that may heal; ${minimum} are needed to judge.`,
      );
    }
    const ratios = retried.flatMap(({ waits }) => ratiosOf(waits));
    const growing = ratios.filter(({ ratio }) => ratio >= GROWTH).length;
    const spread = jitterOf(retried, minimum);
    const grown =
      ratios.length > 0 ? `${percent(growing / ratios.length)} of ${ratios.length} waits grew` : 'no second waits';
    const figure = `first wait ${span(median(firstWaits))}, ${grown}, spread ${spread ? percent(spread.widest) : 'unknown'}`;

    if (median(firstWaits) < SHORTEST_WAIT_MS && !growsLater(retried)) return noWait(figure, first, median(firstWaits));
    if (isConstant(ratios, minimum)) return constantWait(figure, retried, growing, ratios.length);
    if (spread?.narrow) return noJitter(figure, first, spread.widest);
    const missing = missingFor(ratios.length, growing, spread !== undefined, minimum);
    if (missing) return undecided(figure, missing);
    return passed(figure, 'Waits between attempts grow and are spread by chance.');
  },
};

function waitsOf(send: Send): (Wait | undefined)[] {
  const attempts = cleanAttempts(send);
  const waits: (Wait | undefined)[] = [];
  for (let i = 0; i + 1 < attempts.length && i < WAITS_LOOKED_AT; i++) {
    const after = attempts[i];
    const next = attempts[i + 1];
    if (!after || !next || !isTransient(after)) break;
    const ms = next.receivedAt - after.at;
    const dictated = after.retryAfterMs !== undefined;
    waits.push(dictated || ms < 0 ? undefined : { ms, timed: after.answer === 'delivered', after });
  }
  return waits;
}

interface Ratio {
  readonly ratio: number;
  /** Between the first and the second wait. */
  readonly first: boolean;
}

function ratiosOf(waits: readonly (Wait | undefined)[]): Ratio[] {
  return waits.flatMap((wait, index) => {
    const next = waits[index + 1];
    if (!wait?.timed || !next?.timed || wait.ms >= LONG_WAIT_MS) return [];
    return [{ ratio: next.ms / Math.max(wait.ms, 1), first: index === 0 }];
  });
}

/** An immediate first retry is fine if the waits after it are real ones. */
function growsLater(retried: readonly Retried[]): boolean {
  const later = retried.flatMap(({ waits }) => {
    const own = waits.slice(1).flatMap((wait) => (wait ? [wait.ms] : []));
    return own.length > 0 ? [Math.max(...own)] : [];
  });
  return later.length >= FEW && median(later) >= SHORTEST_WAIT_MS;
}

/** Growth from the first wait to the second is enough: what comes after may be a cap. */
function isConstant(ratios: readonly Ratio[], minimum: number): boolean {
  if (ratios.length < minimum) return false;
  const grown = (some: readonly Ratio[]) => some.filter(({ ratio }) => ratio >= GROWTH).length;
  const first = ratios.filter((ratio) => ratio.first);
  if (first.length > 0 && grown(first) / first.length >= 0.5) return false;
  return wilsonUpper(grown(ratios), ratios.length) < 0.5;
}

interface Jitter {
  readonly narrow: boolean;
  /** Relative width of the widest group. */
  readonly widest: number;
}

/** Waits of the same place after the same error are alike but for chance; subjects may treat errors differently. */
function jitterOf(retried: readonly Retried[], minimum: number): Jitter | undefined {
  const groups = new Map<string, number[]>();
  const firsts: number[] = [];
  for (const { waits } of retried) {
    const [first, second] = waits;
    if (!first?.timed) continue;
    firsts.push(first.ms);
    add(groups, `1 ${errorName(first.after)}`, first.ms);
    // Which error came first may set the pace, so only sends that met the same error twice are comparable.
    if (second?.timed && errorName(second.after) === errorName(first.after)) {
      add(groups, `2 ${errorName(first.after)}`, second.ms);
    }
  }
  const large = [...groups.values()].filter((waits) => waits.length >= minimum);
  if (large.length === 0 && firsts.length >= minimum) large.push(firsts);
  if (large.length === 0) return undefined;
  const widest = Math.max(...large.map(relativeSpread));
  return { widest, narrow: widest < NARROW };
}

function add(groups: Map<string, number[]>, key: string, ms: number): void {
  const group = groups.get(key);
  if (group) group.push(ms);
  else groups.set(key, [ms]);
}

function noWait(figure: string, retried: readonly Retried[], wait: number): Judgement {
  return failed(
    figure,
    `No wait: sends were tried again ${span(wait)} after the error (median of ${retried.length}). Wait before each retry, exponentially longer (say 0.5 s, 1 s, 2 s, …) and with random jitter.`,
    shortestFirst(retried),
  );
}

function constantWait(figure: string, retried: readonly Retried[], growing: number, ratios: number): Judgement {
  const several = retried.filter(({ waits }) => waits.length > 1);
  return failed(
    figure,
    `Constant wait: only ${growing} of ${ratios} waits were at least ${GROWTH} times as long as the one before. Make each wait about twice as long as the last, up to a cap, with random jitter.`,
    several.map(findingOf),
  );
}

function noJitter(figure: string, retried: readonly Retried[], spread: number): Judgement {
  return failed(
    figure,
    `No jitter: the waits of different sends differ by only ${percent(spread)} of their median, so that all senders come back at the same instant. Draw each wait at random, for example between half and the whole of the exponential value.`,
    retried.map(findingOf),
  );
}

function missingFor(ratios: number, growing: number, hasSpread: boolean, minimum: number): string | undefined {
  if (ratios < minimum) {
    return `There is a wait before retrying, but whether it grows cannot be told: only ${count(ratios, 'pair')} of consecutive waits, ${minimum} are needed.`;
  }
  if (growing / ratios < 0.5) {
    return `Waits grew in only ${growing} of ${ratios} cases: too few to call it growing, too many to call it constant. A longer run decides it.`;
  }
  return hasSpread
    ? undefined
    : `Waits grow, but whether chance spreads them cannot be told from fewer than ${minimum} sends.`;
}

function shortestFirst(retried: readonly Retried[]): Finding[] {
  return [...retried].sort((a, b) => (a.waits[0]?.ms ?? 0) - (b.waits[0]?.ms ?? 0)).map(findingOf);
}

function findingOf({ send, waits }: Retried): Finding {
  const attempts = send.attempts.slice(0, waits.length + 1);
  const evidence = attempts.map((call) => call.id);
  const first = attempts[0];
  const listed = waits.map((wait) => (wait ? span(wait.ms) : 'as told')).join(', ');
  return {
    sentence: `a send to ${phone(send.to)} met ${first ? errorName(first) : 'an error'} and was tried again after ${listed} ${cite(evidence)}`,
    evidence,
  };
}
