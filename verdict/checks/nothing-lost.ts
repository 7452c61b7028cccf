/**
 * Does every message that the subject acknowledged get its answer, at the latest after the trouble? `evidence/fate.ts` says
 * what counts as an answer and what is excused. What was never acknowledged is Meta's to deliver again: it is reported,
 * not judged. Steps that are normally left without an answer are not judged either; `evidence/replies.ts` names the blind
 * spots for subjects that do not say what they answer.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { Check } from '../check.js';
import { type Call, errorName } from '../evidence/calls.js';
import type { Evidence } from '../evidence/evidence.js';
import { createFates } from '../evidence/fate.js';
import { acknowledgedAt, type Inbound } from '../evidence/inbound.js';
import { NOBODY_WRITES, nobodyWrites } from '../evidence/kinds.js';
import { failed, notApplicable, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, phone, short, span, were } from '../wording.js';

const parameters = z.strictObject({
  within: duration
    .optional()
    .describe('time for the answer, from the acknowledgement or the end of the trouble it fell into; default: the run'),
  minimum: z.int().positive().default(10).describe('fewest acknowledged messages to judge'),
});
type Parameters = z.infer<typeof parameters>;

type Judged = 'answered' | 'late' | 'missing' | 'open';

export const nothingLost: Check<Parameters> = {
  name: 'nothing-lost',
  summary: 'every acknowledged message gets its answer, at the latest after the trouble ended',
  area: 'recovery',
  parameters,
  judge(evidence, { within = Number.POSITIVE_INFINITY, minimum }) {
    if (nobodyWrites(evidence)) return notApplicable(NOBODY_WRITES);
    const tally = tallyOf(evidence, within);
    const lost = [...tally.missing, ...tally.late];
    const total = lost.length + tally.answered.length + tally.open.length;
    const figure = `${lost.length} of ${count(total, 'message')}`;
    const notJudged = describeNotJudged(tally);
    if (total < minimum) return undecided(figure, missingEvidence(evidence, total, minimum) + notJudged);
    if (lost.length > 0) {
      return failed(
        figure,
        `${lost.length} of ${total} acknowledged messages ${were(lost.length)} ${tally.missing.length > 0 ? 'never answered' : `answered later than ${span(within)}`}. Once acknowledged, a message is not delivered again: keep it in a durable queue until its answer was accepted, and retry transient errors.${notJudged}`,
        describe(tally.missing, 'got no answer', evidence).concat(describe(tally.late, 'got a late answer', evidence)),
      );
    }
    if (tally.open.length > 0) {
      return undecided(
        `${tally.open.length} of ${total} open`,
        `The run ended while ${count(tally.open.length, 'message')} ${were(tally.open.length)} still waiting for an answer; nothing else was lost.${notJudged}`,
        describe(tally.open, 'got no answer yet', evidence),
      );
    }
    return passed(figure, `Every acknowledged message that is owed an answer got it.${notJudged}`);
  },
};

interface Tally extends Record<Judged, Inbound[]> {
  unacknowledged: number;
  /** Acknowledged, and of a step of which no answer is known to be normal. */
  unexpected: number;
}

function tallyOf(evidence: Evidence, within: number): Tally {
  const tally: Tally = { answered: [], late: [], missing: [], open: [], unacknowledged: 0, unexpected: 0 };
  const fates = createFates(evidence);
  for (const inbound of evidence.byMessage.values()) {
    const fate = fates.of(inbound, within);
    if (fate === 'unacknowledged') tally.unacknowledged++;
    else if (fate !== 'excused') tally[fate].push(inbound);
    else if (!evidence.normals.of(inbound)?.least) tally.unexpected++;
  }
  return tally;
}

function describeNotJudged({ unacknowledged, unexpected }: Tally): string {
  const never = `${count(unacknowledged, 'message')} ${were(unacknowledged)} never acknowledged and ${were(unacknowledged)} not judged.`;
  const others = `${count(unexpected, 'message')} ${were(unexpected)} not judged: in the calm opening, what was written at the same place got no answer or was too little to know.`;
  return `${unacknowledged > 0 ? ` ${never}` : ''}${unexpected > 0 ? ` ${others}` : ''}`;
}

function missingEvidence({ normals, byMessage }: Evidence, judged: number, minimum: number): string {
  if (byMessage.size >= minimum && !normals.answers) {
    return 'It is not known how many answers are normal: the calm opening showed none. Give it more messages, or state expects.replies.';
  }
  return `Only ${count(judged, 'acknowledged message')} can be judged; ${minimum} are needed.`;
}

function describe(messages: readonly Inbound[], what: string, { calls }: Evidence): Finding[] {
  if (messages.length === 0) return [];
  const marks = new Map<string, Call[]>(messages.map(({ wrote }) => [wrote.message, []]));
  for (const call of calls) if (call.action === 'mark-read') marks.get(call.answers ?? '')?.push(call);
  return messages.map((inbound) => findingOf(inbound, what, marks.get(inbound.wrote.message) ?? []));
}

function findingOf(inbound: Inbound, what: string, marks: readonly Call[]): Finding {
  const { wrote, deliveries, attempts } = inbound;
  const acknowledged = deliveries.flatMap(({ answered }) => (answered ? [answered.id] : []));
  const tried = attempts.length > 0 ? attempts : marks;
  const evidence = [wrote.id, ...acknowledged, ...tried.map((call) => call.id)];
  const since = instant(acknowledgedAt(inbound) ?? wrote.at);
  return {
    sentence: `user ${phone(wrote.user)} ${what}: inbound ${short(wrote.message)} was acknowledged at ${since}; ${efforts(attempts, marks)} ${cite(evidence)}`,
    evidence,
  };
}

function efforts(attempts: readonly Call[], marks: readonly Call[]): string {
  const tried = attempts.at(-1) ?? marks.at(-1);
  if (!tried) return 'no attempt to answer was seen';
  const what =
    attempts.length > 0
      ? `${count(attempts.length, 'attempt')} to answer`
      : `no attempt to answer, only ${count(marks.length, 'attempt')} to mark it as read`;
  const outcome = tried.outcome === 'accepted' ? 'accepted' : errorName(tried);
  return `${what}, the last at ${instant(tried.receivedAt)} (${outcome})`;
}
