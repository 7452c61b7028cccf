/**
 * When the answer to a send was lost, does the user get the message twice? Such a send may have happened: sending again
 * without finding out (a status webhook tells) doubles it. Judged are sends of which a second run of the job cannot
 * be the cause (`evidence/clean.ts`). For subjects that word every attempt anew, an answered message with more
 * answers than normal counts, if the subject names the message; if it names none, nothing tells that two sends are one.
 * A send that was open when a fault killed the subject is left to `survives-crash`, and one of which no status came for 10 s
 * may be sent again: nobody can wait for ever.
 */
import { z } from 'zod';
import type { Wamid } from '../../core/ids.js';
import type { Check } from '../check.js';
import { type Call, isAmbiguousEffect } from '../evidence/calls.js';
import { isCrashAmbiguous } from '../evidence/downtimes.js';
import type { Evidence } from '../evidence/evidence.js';
import type { Inbound } from '../evidence/inbound.js';
import { isVaried } from '../evidence/kinds.js';
import { cleanAttempts, type Send } from '../evidence/sends.js';
import { failed, notApplicable, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, instants, percent, phone } from '../wording.js';

const parameters = z.strictObject({
  allowance: z.number().min(0).max(1).default(0).describe('share of ambiguous sends that may reach the user twice'),
  minimum: z.int().positive().default(5).describe('fewest ambiguous sends that had an effect'),
});
type Parameters = z.infer<typeof parameters>;

/** A send whose answer was lost later than this before the end had no time to be repeated. */
const LAST_MOMENTS_MS = 3_000;
/** So long after a call without an answer a status is waited for: what this check advises, many times what one takes. */
const PATIENCE_MS = 10_000;

const NAMELESS =
  'The subject words every attempt anew and says of none what it answers: whether two sends are one and the same cannot be seen. Set context.message_id or biz_opaque_callback_data.';

interface Ambiguous {
  readonly send: Send;
  readonly attempt: Call;
  /** What reached the user again. */
  readonly again: readonly Call[];
}

export const sendsOnce: Check<Parameters> = {
  name: 'sends-once',
  summary: 'no user receives a message twice because the answer to a send was lost',
  area: 'idempotency',
  provokedBy: ['graph.lost-answer'],
  parameters,
  judge(evidence, { allowance, minimum }) {
    const sends = isVaried(evidence) ? evidence.sends.filter(({ source }) => source) : evidence.sends;
    if (sends.length === 0 && evidence.sends.length > 0) return notApplicable(NAMELESS);
    const told = firstStatuses(evidence);
    const cases = sends
      .flatMap((send) => ambiguousIn(send, evidence))
      .filter(({ attempt, again }) => couldKnow(attempt, again, told));
    const judged = cases.filter(
      ({ attempt, again }) => again.length > 0 || attempt.at <= evidence.timeline.endMs - LAST_MOMENTS_MS,
    );
    const doubled = judged.filter(({ again }) => again.length > 0);
    const reworded = rewordedIn(evidence, doubled, told);
    const total = doubled.length + reworded.length;
    const figure = `${total} of ${count(judged.length, 'ambiguous send')}`;
    if (judged.length < minimum) {
      return undecided(
        figure,
        `Only ${count(judged.length, 'send')} had an effect while the answer was lost; ${minimum} are needed to judge.`,
      );
    }
    if (total <= judged.length * allowance) {
      const allowed = total > 0 ? ` (allowed: ${percent(allowance)})` : '';
      return passed(figure, `Lost answers led to ${total === 0 ? 'no' : total} doubled messages${allowed}.`);
    }
    return failed(
      figure,
      `${total} of ${count(judged.length, 'send')} whose answer was lost reached the user twice. A reset or a timeout does not mean that nothing was sent: set biz_opaque_callback_data and wait for the status webhook that carries it before sending again.`,
      [...doubled.map(({ send, attempt, again }) => findingOf(send.to, attempt, again)), ...reworded],
    );
  },
};

/** When the subject was first told of what it had sent. */
type FirstStatuses = ReadonlyMap<Wamid, number>;

function firstStatuses({ deliveries }: Evidence): FirstStatuses {
  const told = new Map<Wamid, number>();
  for (const { sent } of deliveries)
    if (sent.carries === 'status' && !told.has(sent.message)) told.set(sent.message, sent.at);
  return told;
}

/** Whether a status had told of the message before it was sent again, or would have, had it been waited for. */
function couldKnow(lost: Call, [repeat]: readonly Call[], told: FirstStatuses): boolean {
  if (!repeat || repeat.receivedAt - lost.receivedAt < PATIENCE_MS) return true;
  const toldAt = lost.message === undefined ? undefined : told.get(lost.message);
  return toldAt !== undefined && toldAt < repeat.receivedAt;
}

function ambiguousIn(send: Send, { failedAt, crashes }: Evidence): Ambiguous[] {
  const attempts = cleanAttempts(send);
  const index = attempts.findIndex(isAmbiguousEffect);
  const attempt = attempts[index];
  if (!attempt || isCrashAmbiguous(attempt, crashes)) return [];
  // What follows the clean attempts may be a second run of the job: neither proof nor the absence of one.
  const reached = (call: Call) => call.effect && (call.message === undefined || !failedAt.has(call.message));
  const again = reached(attempt) ? attempts.slice(index + 1).filter(reached) : [];
  return again.length === 0 && attempts.length < send.attempts.length ? [] : [{ send, attempt, again }];
}

/** Messages delivered once that had more answers than normal, with other words, after a lost Graph answer. */
function rewordedIn(evidence: Evidence, doubled: readonly Ambiguous[], told: FirstStatuses): Finding[] {
  const known = new Set<Inbound | undefined>(doubled.map(({ send }) => send.source));
  const named = new Set(
    evidence.sends.flatMap(({ source, answers }) => (source && answers !== undefined ? [source] : [])),
  );
  return [...named].flatMap((inbound) => {
    const normal = evidence.normals.of(inbound);
    if (known.has(inbound) || inbound.deliveries.length !== 1 || !normal || normal.least !== normal.most) return [];
    const { effects } = inbound;
    const lost = effects.slice(0, -1).find(isAmbiguousEffect);
    if (!lost || effects.length <= normal.most) return [];
    const again = effects.filter((call) => call.receivedAt > lost.receivedAt);
    return again.length > 0 && couldKnow(lost, again, told) ? [findingOf(inbound.wrote.user, lost, again)] : [];
  });
}

function findingOf(user: Send['to'], attempt: Call, again: readonly Call[]): Finding {
  const evidence = [attempt.id, ...again.map((call) => call.id)];
  return {
    sentence: `user ${phone(user)} received the same message ${again.length + 1} times: the answer to the send at ${instant(attempt.receivedAt)} was lost, and it was sent again at ${instants(again.map((call) => call.receivedAt))} ${cite(evidence)}`,
    evidence,
  };
}
