/**
 * Do the waits between attempts grow, and does chance spread them? Retrying at once keeps a struggling API down,
 * constant waits never give it room, and waits without jitter make all senders come back at the same instant. Judged are
 * clean attempts (`evidence/clean.ts`) after errors that may heal, without waits that the reply, a rule or an open breaker dictated. For growth
 * and jitter, a wait after an answer that never came is left out: it holds the caller's own timeout, or its waiting for a status.
 */
import { z } from 'zod';
import {
  areSpread,
  type Four,
  FULL_GROWTH,
  grows,
  growsLinearly,
  LONG_WAIT_MS,
  type Opinion,
  SHORTEST_WAIT_MS,
  type Step,
  waitsAtAll,
} from '../backoff-manner.js';
import type { Check, Judgement } from '../check.js';
import { errorName } from '../evidence/calls.js';
import { type Retried, retriedOf, type Wait } from '../evidence/waits.js';
import { failed, passed, undecided } from '../judgement.js';
import { median, relativeSpread } from '../statistics.js';
import type { Finding } from '../verdict.js';
import { cite, count, percent, phone, span, were } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().min(8).default(8).describe('fewest sends that were tried again, and fewest pairs of waits'),
});
type Parameters = z.infer<typeof parameters>;

const FEW = 3;

export const backsOff: Check<Parameters> = {
  name: 'backs-off',
  summary: 'waits between attempts grow, with jitter, after errors that may heal',
  area: 'backoff',
  parameters,
  judge(evidence, { minimum }) {
    const retried = retriedOf(evidence);
    const first = retried.filter(({ waits }) => waits[0]);
    const firstWaits = first.map(({ waits }) => waits[0]?.ms ?? 0);
    if (first.length < minimum) {
      return undecided(
        count(first.length, 'retried send'),
        `Only ${count(first.length, 'send')} ${were(first.length)} tried again after an error that may heal; ${minimum} are needed to judge.`,
      );
    }
    const steps = [stepAt(retried, 0, minimum), stepAt(retried, 1, minimum)];
    const groups = groupsOf(retried, minimum);
    const figure = figureOf(firstWaits, steps, groups);
    if (waitsAtAll(firstWaits) === 'refuted' && !growsLater(retried)) return noWait(figure, first, median(firstWaits));
    const growth = grows(steps, minimum);
    if (growth === 'refuted') return constantWait(figure, retried, steps);
    const linear = growsLinearly(fours(retried), minimum);
    if (linear === 'shown') return linearWait(figure, retried);
    const jitter = areSpread(groups);
    if (jitter === 'refuted') return noJitter(figure, first, Math.max(...groups.map(relativeSpread)));
    const missing = missingFor(steps, groups, { growth, linear, jitter, minimum });
    if (missing) return undecided(figure, missing);
    return passed(figure, 'Waits between attempts grow and are spread by chance.');
  },
};

function figureOf(
  firstWaits: readonly number[],
  steps: readonly Step[],
  groups: readonly (readonly number[])[],
): string {
  const pairs = steps.flatMap(({ before, after }) => before.map((ms, index) => (after[index] ?? 0) / Math.max(ms, 1)));
  const grown = pairs.filter((ratio) => ratio >= FULL_GROWTH).length;
  const growth =
    pairs.length > 0 ? `${percent(grown / pairs.length)} of ${pairs.length} waits grew` : 'no second waits';
  const spread = groups.length > 0 ? percent(Math.max(...groups.map(relativeSpread))) : 'unknown';
  return `first wait ${span(median(firstWaits))}, ${growth}, spread ${spread}`;
}

/** Pairs of waits that follow one another; where enough met the same error twice, those alone, as errors may have paces of their own. */
function stepAt(retried: readonly Retried[], index: number, minimum: number): Step {
  const pairs = retried.flatMap(({ waits }) => {
    const before = waits[index];
    const after = waits[index + 1];
    return before?.timed && after?.timed && before.ms < LONG_WAIT_MS ? [{ before, after }] : [];
  });
  const alike = pairs.filter(({ before, after }) => errorName(before.after) === errorName(after.after));
  const used = alike.length >= minimum ? alike : pairs;
  return { before: used.map(({ before }) => before.ms), after: used.map(({ after }) => after.ms) };
}

/** An immediate first retry is fine if the waits after it are real ones. */
function growsLater(retried: readonly Retried[]): boolean {
  const later = retried.flatMap(({ waits }) => {
    const own = waits.slice(1).flatMap((wait) => (wait ? [wait.ms] : []));
    return own.length > 0 ? [Math.max(...own)] : [];
  });
  return later.length >= FEW && median(later) >= SHORTEST_WAIT_MS;
}

/** Sends with four waits of their own, none of them long enough to be a cap. */
function fours(retried: readonly Retried[]): Four[] {
  const isOwn = (wait: Wait | undefined): wait is Wait => wait?.timed === true && wait.ms < LONG_WAIT_MS;
  return retried.flatMap(({ waits: [a, b, c, d] }): Four[] =>
    isOwn(a) && isOwn(b) && isOwn(c) && isOwn(d) ? [[a.ms, b.ms, c.ms, d.ms]] : [],
  );
}

/** Waits of the same place after the same error are alike but for chance; subjects may treat errors differently. */
function groupsOf(retried: readonly Retried[], minimum: number): number[][] {
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
  return large.length === 0 && firsts.length >= minimum ? [firsts] : large;
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

function constantWait(figure: string, retried: readonly Retried[], steps: readonly Step[]): Judgement {
  const pairs = steps.flatMap(({ before, after }) => before.map((ms, index) => (after[index] ?? 0) / Math.max(ms, 1)));
  const growing = pairs.filter((ratio) => ratio >= FULL_GROWTH).length;
  const several = retried.filter(({ waits: [first, second] }) => first && second);
  return failed(
    figure,
    `Constant wait: only ${growing} of ${pairs.length} waits were at least ${FULL_GROWTH} times as long as the one before. Make each wait about twice as long as the last, up to a cap, with random jitter.`,
    several.map(findingOf),
  );
}

function linearWait(figure: string, retried: readonly Retried[]): Judgement {
  const several = retried.filter(({ waits }) => waits.filter((wait) => wait?.timed).length > FEW);
  return failed(
    figure,
    `Linear wait: each wait is longer than the one before by the same amount, so that a long outage is called nearly as often as a short one. Multiply the wait by two each time instead of adding to it, up to a cap.`,
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

function missingFor(
  [step]: readonly Step[],
  groups: readonly (readonly number[])[],
  { growth, linear, jitter, minimum }: { growth: Opinion; linear: Opinion; jitter: Opinion; minimum: number },
): string | undefined {
  const pairs = step?.before.length ?? 0;
  if (growth === 'open' && pairs < minimum) {
    return `There is a wait before retrying, but whether it grows cannot be told: only ${count(pairs, 'pair')} of consecutive waits, ${minimum} are needed.`;
  }
  if (growth === 'open') {
    return `Whether waits grow cannot be told from ${count(pairs, 'pair')} of consecutive waits: they look neither constant nor growing beyond chance. More of them decide it.`;
  }
  if (linear === 'open') return 'Waits grow, but whether by a factor or by a fixed amount cannot be told yet.';
  if (groups.length === 0) {
    return `Waits grow, but whether chance spreads them cannot be told from fewer than ${minimum} sends.`;
  }
  return jitter === 'shown'
    ? undefined
    : 'Waits grow, but they differ so little that late timers may explain it: whether chance spreads them cannot be told.';
}

function shortestFirst(retried: readonly Retried[]): Finding[] {
  return [...retried].sort((a, b) => (a.waits[0]?.ms ?? 0) - (b.waits[0]?.ms ?? 0)).map(findingOf);
}

function findingOf({ send, waits }: Retried): Finding {
  const attempts = send.attempts.slice(0, waits.length + 1);
  const evidence = attempts.map((call) => call.id);
  const first = attempts[0];
  const listed = waits.map((wait) => (wait ? span(wait.ms) : 'a wait not its own')).join(', ');
  return {
    sentence: `a send to ${phone(send.to)} met ${first ? errorName(first) : 'an error'} and was tried again after ${listed} ${cite(evidence)}`,
    evidence,
  };
}
