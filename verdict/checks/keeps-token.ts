/**
 * After 190 (the token is dead), do calls stop until there is a new token, and is that used then? Going on with a dead
 * token does nothing but draw attention; but what must be done is renewing it, not giving up for good. Probes are free. A
 * subject that stops and never takes the new token up is not accused: perhaps it would be started anew with it. A
 * passing 5xx is no dead token: a subject that falls silent for good after one is.
 */
import { z } from 'zod';
import { duration, rate } from '../../core/durations.js';
import type { Check } from '../check.js';
import type { Call } from '../evidence/calls.js';
import type { Evidence } from '../evidence/evidence.js';
import { isWithin, lengthOf } from '../evidence/graph-trouble.js';
import { loadEndOf, offeredIn } from '../evidence/offered.js';
import type { Span } from '../evidence/timeline.js';
import { failed, passed, undecided } from '../judgement.js';
import { SURE, wilson } from '../statistics.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, instants, percent, span } from '../wording.js';

const parameters = z.strictObject({
  within: duration.prefault('1s').describe('time after the first 190 in which calls must stop'),
  renewal: duration.prefault('10s').describe('time after a new token was issued in which it must be in use'),
  probes: rate.prefault('1/s').describe('calls with the dead token that are always free, as probes'),
  share: z
    .number()
    .positive()
    .default(0.33)
    .describe('most further calls, as a share of the sends asked for meanwhile'),
  minimum: z.int().positive().default(12).describe('fewest sends asked for while the token was dead'),
});
type Parameters = z.infer<typeof parameters>;

const DEAD_TOKEN = 190;
/**
 * After a 5xx, whoever does not call for so long although there is work has stopped for good: breakers stay open for half a
 * minute or a minute unless told otherwise (opossum 30 s, resilience4j 60 s).
 */
const SILENCE_MS = 60_000;
/** Work that was in flight when the subject gave up may still begin a call. */
const LAST_WORDS_MS = 1_000;

/** The token was dead, as far as the subject could know. */
interface Death {
  readonly span: Span;
  readonly issuedAt: number | undefined;
  /** Refused with 190 while it was dead. */
  readonly calls: readonly Call[];
  readonly counted: number;
  readonly offered: number;
}

export const keepsToken: Check<Parameters> = {
  name: 'keeps-token',
  summary: 'after 190 calls stop until there is a new token, which is then used',
  area: 'recovery',
  provokedBy: ['token.expire'],
  parameters,
  judge(evidence, limits) {
    const silenced = silencedBy(evidence, limits.minimum);
    if (silenced) return gaveUp(silenced);
    const refused = evidence.calls.filter(isDeadToken);
    const deaths = deathsOf(evidence, refused, limits);
    if (deaths.length === 0) {
      const expired = evidence.incidents.tokenChanges.find(({ change }) => change === 'expired');
      const why = expired ? neverDead(evidence, expired.at) : 'The token never expired in this run.';
      return undecided('no call with a dead token', why);
    }
    const calls = deaths.flatMap((death) => death.calls);
    const counted = sum(deaths, (death) => death.counted);
    const offered = sum(deaths, (death) => death.offered);
    const figure = `${count(calls.length, 'call')} with the dead token for ${count(offered, 'send')} asked for meanwhile`;
    const limit = limits.share / (1 + limits.share);
    const { lower, upper } = wilson(counted, counted + offered, SURE);
    if (offered >= limits.minimum && lower > limit) {
      return failed(
        figure,
        `After 190 the subject went on with the dead token: from ${span(limits.within)} after the first 190 on, it called at ${percent(counted / offered)} of the rate that was asked for, beyond free probes. Stop all calls of that token, keep the messages, raise an alarm, and go on when there is a new one.`,
        deaths.map(findingOf),
      );
    }
    if (offered < limits.minimum) {
      return undecided(
        figure,
        `Only ${count(offered, 'send')} ${offered === 1 ? 'was' : 'were'} asked for while the token was dead; ${limits.minimum} are needed to tell probes from other calls.`,
      );
    }
    if (upper >= limit) {
      return undecided(
        figure,
        `Calls with the dead token became fewer, but it is not sure yet: ${counted} beyond the probes for ${count(offered, 'send')} asked for. A longer time without a token decides it.`,
      );
    }
    return judgeRenewal(figure, deaths, evidence, limits);
  },
};

/** No call met the dead token: perhaps calls had stopped before, and for another reason. */
function neverDead({ calls }: Evidence, expiredAt: number): string {
  const before = calls.findLast((call) => call.simulated && call.receivedAt < expiredAt);
  const hint =
    before && before.status >= 500
      ? ` The last call before met HTTP ${before.status}, and none followed: a passing failure is no dead token.`
      : '';
  return `The token expired, but no call was made with it.${hint}`;
}

const isDeadToken = ({ error, simulated }: Call) => simulated && error?.code === DEAD_TOKEN;

function deathsOf(evidence: Evidence, refused: readonly Call[], { within, probes }: Parameters): Death[] {
  const { tokenChanges } = evidence.incidents;
  return tokenChanges.flatMap(({ change, at }, index) => {
    if (change !== 'expired') return [];
    const issuedAt = tokenChanges[index + 1]?.at;
    const until = Math.min(issuedAt ?? Number.POSITIVE_INFINITY, loadEndOf(evidence));
    const known = refused.find((call) => call.at >= at && call.answer === 'delivered')?.at;
    if (known === undefined || known > until) return [];
    const dead = { fromMs: Math.min(known + within, until), toMs: until };
    const calls = refused.filter(({ receivedAt }) => isWithin(dead, receivedAt));
    const counted = Math.max(0, calls.length - Math.ceil((probes * lengthOf(dead)) / 1_000));
    return [{ span: dead, issuedAt, calls, counted, offered: offeredIn(evidence, dead) }];
  });
}

/** Calls stopped; was the new token taken up? */
function judgeRenewal(
  figure: string,
  deaths: readonly Death[],
  evidence: Evidence,
  { renewal, probes, share }: Parameters,
) {
  const { calls } = evidence;
  const stopped = 'After 190 calls stopped';
  const issues = deaths.flatMap(({ issuedAt }) => issuedAt ?? []);
  const last = issues.at(-1);
  if (last === undefined) {
    return undecided(
      figure,
      `${stopped}. No new token was issued in this run: whether it would be used cannot be told.`,
    );
  }
  const used = calls.find((call) => call.receivedAt >= last && call.outcome === 'accepted');
  if (used) {
    return passed(
      figure,
      `${stopped}, and ${span(used.receivedAt - last)} after a new token was issued it was in use.`,
    );
  }
  const after = { fromMs: last + renewal, toMs: loadEndOf(evidence) };
  const dead = calls.filter((call) => isDeadToken(call) && isWithin(after, call.receivedAt));
  const free = Math.ceil((probes * Math.max(0, lengthOf(after))) / 1_000);
  const offered = offeredIn(evidence, after);
  const { lower } = wilson(Math.max(0, dead.length - free), Math.max(0, dead.length - free) + offered, SURE);
  if (lower > share / (1 + share)) {
    return failed(
      figure,
      `More than ${span(renewal)} after a new token was issued, the subject still calls with the dead one (${count(dead.length, 'call')}). Read the token anew when it is refused, from where it is renewed.`,
      [
        {
          sentence: `calls with the dead token at ${instants(dead.map((call) => call.receivedAt))}`,
          evidence: dead.map(({ id }) => id),
        },
      ],
    );
  }
  return undecided(
    figure,
    `${stopped}, which is right. The new token was never used: perhaps the subject must be started anew to read it, and then nothing is wrong; perhaps it never would.`,
  );
}

/** An injected 5xx after which no call began, where much work came after the trouble was over. */
function silencedBy(evidence: Evidence, minimum: number): Call | undefined {
  const { calls, timeline, incidents } = evidence;
  const begun = calls.findLast((call) => call.simulated)?.receivedAt ?? 0;
  const last = calls.findLast(
    ({ injected, status, answer, at }) =>
      injected && status >= 500 && answer === 'delivered' && at + LAST_WORDS_MS >= begun,
  );
  if (!last) return undefined;
  const calmFrom = timeline.troubles.reduce((latest, { toMs }) => Math.max(latest, toMs), last.at);
  const silence = { fromMs: calmFrom + SILENCE_MS, toMs: timeline.endMs };
  const isGone = incidents.exits.some(({ at }) => at > last.at);
  return !isGone && offeredIn(evidence, silence) >= minimum ? last : undefined;
}

function gaveUp(last: Call) {
  return failed(
    'silent after a passing failure',
    `After HTTP ${last.status} at ${instant(last.at)} the subject never called again, although messages came on long after the trouble was over. Only 190 says that the token is dead; a 5xx passes.`,
    [
      {
        sentence: `the call at ${instant(last.receivedAt)}, after which none began, met HTTP ${last.status} ${cite([last.id])}`,
        evidence: [last.id],
      },
    ],
  );
}

const sum = (deaths: readonly Death[], of: (death: Death) => number) =>
  deaths.reduce((total, death) => total + of(death), 0);

function findingOf({ span: dead, calls }: Death): Finding {
  const evidence = calls.map(({ id }) => id);
  return {
    sentence: `while the token was known to be dead, from ${instant(dead.fromMs)} to ${instant(dead.toMs)}, ${count(calls.length, 'call')} came with it, at ${instants(calls.map(({ receivedAt }) => receivedAt))} ${cite(evidence)}`,
    evidence,
  };
}
