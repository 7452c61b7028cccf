/**
 * Does a send that was told when to come again wait until then? The time is that of `Retry-After` or, where it is longer,
 * of the usage headers (`estimated_time_to_regain_access`), counted from the answer; judged are clean attempts
 * (`evidence/clean.ts`) of the same send; where a budget of management calls is used up, the next call of that route.
 * Waiting longer is always right. Not judged: whether other sends pause too. `Retry-After` comes from proxies in front, which
 * answer one request; Meta says of none of its throttles of sends until when they last.
 */
import { z } from 'zod';
import type { Check } from '../check.js';
import { type Call, errorName, mayHaveCrossed } from '../evidence/calls.js';
import type { Evidence } from '../evidence/evidence.js';
import { cleanAttempts } from '../evidence/sends.js';
import { failed, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, phone, span, were } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(3).describe('fewest calls that were made again after a reply that named a time'),
});
type Parameters = z.infer<typeof parameters>;

/**
 * A timer may fire a millisecond early by another clock, and the answer may leave waproof this long before it is
 * stamped when the machine is busy. Whoever ignores the time comes many times this too early.
 */
const GRANULARITY_MS = 50;
/** Calls that send nothing have no identity: this long after the reply, another worker may not know of it yet. */
const SPREADING_MS = 1_000;
/** Refusals of one route that wait for the next call. */
const MOST_OPEN = 50;

interface Told {
  readonly reply: Call;
  readonly namedMs: number;
  /** The call after it; absent: none was made. */
  readonly next: Call | undefined;
}

export const honoursRetryAfter: Check<Parameters> = {
  name: 'honours-retry-after',
  summary: 'nothing is tried again before the time that the reply named',
  area: 'backoff',
  parameters,
  judge(evidence, { minimum }) {
    const told = [...toldToSends(evidence), ...toldToOthers(evidence)];
    const again = told.filter(({ next }) => next);
    const early = again.filter((one) => earlyByMs(one) > GRANULARITY_MS).sort((a, b) => earlyByMs(b) - earlyByMs(a));
    const figure = `${early.length} of ${again.length} too early`;
    if (again.length < minimum) {
      const left = told.length - again.length;
      const others = left > 0 ? ` ${count(left, 'call')} more ${were(left)} told and never made again.` : '';
      return undecided(
        figure,
        `Only ${count(again.length, 'call')} ${were(again.length)} made again after a reply that named a time; ${minimum} are needed to judge.${others}`,
      );
    }
    if (early.length === 0) return passed(figure, 'Nothing was tried again before the time that the reply named.');
    return failed(
      figure,
      `${early.length} of ${count(again.length, 'call')} came again before the time that the reply named. Take the larger of Retry-After and your own wait, and add jitter on top of it, never below.`,
      early.map(findingOf),
    );
  },
};

const earlyByMs = ({ reply, namedMs, next }: Told) => (next ? reply.at + namedMs - next.receivedAt : 0);

/** Undefined when the reply named no time, or nobody got the reply. */
function namedIn({ retryAfterMs = 0, regainMs = 0, answer, outcome }: Call): number | undefined {
  const named = Math.max(retryAfterMs, regainMs);
  return named > 0 && answer === 'delivered' && outcome !== 'accepted' ? named : undefined;
}

function toldToSends({ sends }: Evidence): Told[] {
  return sends.flatMap((send) => {
    const attempts = cleanAttempts(send);
    return attempts.flatMap((reply, index) => {
      const namedMs = namedIn(reply);
      const next = attempts[index + 1];
      if (namedMs === undefined || (next && mayHaveCrossed(reply, next))) return [];
      // What follows the clean attempts may be a second run of the job: it shows nothing.
      return !next && send.attempts.length > attempts.length ? [] : [{ reply, namedMs, next }];
    });
  });
}

/** A budget that is used up binds every call that is put on it: the refusal, and the next call of that route. */
function toldToOthers({ calls }: Evidence): Told[] {
  const waiting = new Map<string, Told[]>();
  const told: Told[] = [];
  for (const call of calls) {
    if (call.action !== 'other' || !call.simulated) continue;
    const key = `${call.phoneNumberId ?? ''} ${call.route}`;
    const open = waiting.get(key) ?? [];
    for (const one of open) if (call.receivedAt > one.reply.at + SPREADING_MS) told.push({ ...one, next: call });
    const still = open.filter(({ reply }) => call.receivedAt <= reply.at + SPREADING_MS);
    const { regainMs = 0 } = call;
    const isRefused = regainMs > 0 && namedIn(call) !== undefined;
    if (isRefused && still.length < MOST_OPEN) still.push({ reply: call, namedMs: regainMs, next: undefined });
    waiting.set(key, still);
  }
  return [...told, ...[...waiting.values()].flat()];
}

function findingOf(told: Told): Finding {
  const { reply, namedMs, next } = told;
  const evidence = [reply.id, ...(next ? [next.id] : [])];
  const what = reply.action === 'send' && reply.to !== undefined ? `a send to ${phone(reply.to)}` : reply.route;
  const after = span((next?.receivedAt ?? reply.at) - reply.at);
  return {
    sentence: `${what} met ${errorName(reply)} at ${instant(reply.at)}, was told to wait ${span(namedMs)} and came again after ${after} ${cite(evidence)}`,
    evidence,
  };
}
