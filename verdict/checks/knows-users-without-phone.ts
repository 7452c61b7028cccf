/**
 * Are users served whose webhook shows a business-scoped id (BSUID) and no phone number? Answers to them must be addressed by
 * `recipient`; an id in `to` is read as a phone number that nobody has, accepted, and never heard of again. And they
 * must not be taken for one another, as by a subject that keys its users by a phone number that is not there. Accused is
 * what clearly happens to them more often than to users with a number. Not seen: mixed-up memories that show in no answer.
 */
import { z } from 'zod';
import type { Check } from '../check.js';
import type { Call } from '../evidence/calls.js';
import type { Evidence } from '../evidence/evidence.js';
import { createFates } from '../evidence/fate.js';
import type { Inbound } from '../evidence/inbound.js';
import { NOBODY_WRITES, nobodyWrites } from '../evidence/kinds.js';
import type { Send } from '../evidence/sends.js';
import { failed, notApplicable, passed, undecided } from '../judgement.js';
import { isClearlyMore } from '../statistics.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, phone, short } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(5).describe('fewest acknowledged messages of users without a phone number'),
});
type Parameters = z.infer<typeof parameters>;

/** One accident is no manner. */
const FEWEST_CASES = 2;
const ADVICE =
  'Key users by user_id, take the phone number as a detail that may be missing, and answer with "recipient": user_id where there is none.';

export const knowsUsersWithoutPhone: Check<Parameters> = {
  name: 'knows-users-without-phone',
  summary: 'users who are known by a business-scoped id only are served, and never mixed up',
  area: 'conformance',
  parameters,
  judge(evidence, { minimum }) {
    if (nobodyWrites(evidence)) return notApplicable(NOBODY_WRITES);
    const served = servedIn(evidence);
    const { unserved, strangers } = served;
    const misread = evidence.calls.filter((call) => isMisread(call, evidence));
    const mixed = evidence.sends.flatMap((send) => mixedUp(send, evidence));
    const isUnserved =
      unserved.length >= FEWEST_CASES && isClearlyMore({ hits: unserved.length, of: strangers }, served.others);
    const figure = `${unserved.length} of ${count(strangers, 'message')} without a number not answered, ${misread.length} user ids in "to", ${mixed.length} mixed up`;
    const findings = [...mixed, ...misread.map(misreadFinding), ...(isUnserved ? unserved.map(unservedFinding) : [])];
    if (findings.length > 0) {
      const parts = [
        ...(mixed.length > 0
          ? [`${count(mixed.length, 'answer')} to a user without a phone number went to another user`]
          : []),
        ...(misread.length > 0 ? [`${count(misread.length, 'send')} had a user id in "to", where nobody gets it`] : []),
        ...(isUnserved ? [`${unserved.length} of ${count(strangers, 'message')} of such users got no answer`] : []),
      ];
      return failed(figure, `${parts.join('; ')}. ${ADVICE}`, findings);
    }
    if (strangers < minimum) {
      return undecided(
        figure,
        `Only ${count(strangers, 'message')} of users without a phone number can be judged; ${minimum} are needed.`,
      );
    }
    if (unserved.length > 0) {
      return undecided(
        figure,
        'Some users without a phone number got no answer, but not clearly more often than others.',
        unserved.map(unservedFinding),
      );
    }
    return passed(figure, `All ${strangers} messages of users without a phone number were answered to the right user.`);
  },
};

/** Messages that can be judged, and those that were left without an answer or never acknowledged. */
function servedIn(evidence: Evidence) {
  const fates = createFates(evidence);
  const unserved: Inbound[] = [];
  const others = { hits: 0, of: 0 };
  let strangers = 0;
  for (const inbound of evidence.byMessage.values()) {
    const fate = fates.of(inbound);
    const isLost = fate === 'missing' || (fate === 'unacknowledged' && wasRefused(inbound));
    if (fate !== 'answered' && !isLost) continue;
    if (inbound.wrote.userId === undefined) {
      others.of++;
      if (isLost) others.hits++;
    } else {
      strangers++;
      if (isLost) unserved.push(inbound);
    }
  }
  return { unserved, strangers, others };
}

/** Every try to deliver it was answered, and never 2xx. */
const wasRefused = ({ deliveries }: Inbound) =>
  deliveries.length > 0 && deliveries.every(({ answered }) => answered?.status !== undefined);

const isMisread = ({ action, userId, to }: Call, { misread }: Evidence) =>
  action === 'send' && userId === undefined && to !== undefined && misread.has(to);

/** The send says whose message it answers, that is of a user without a number, and it went to somebody else. */
function mixedUp({ source, to, attempts }: Send, { decoys }: Evidence): Finding[] {
  const [call] = attempts;
  if (!source?.wrote.userId || !call || source.wrote.user === to || decoys.has(to)) return [];
  const evidence = [source.wrote.id, call.id];
  return [
    {
      sentence: `a send at ${instant(call.receivedAt)} to ${phone(to)} answers inbound ${short(source.wrote.message)} of ${source.wrote.userId} ${cite(evidence)}`,
      evidence,
    },
  ];
}

function misreadFinding({ id, receivedAt, to }: Call): Finding {
  return {
    sentence: `a send at ${instant(receivedAt)} had a user id in "to", read as the number ${to ?? 'of nobody'} ${cite([id])}`,
    evidence: [id],
  };
}

function unservedFinding({ wrote, deliveries, attempts }: Inbound): Finding {
  const answered = deliveries.flatMap((delivery) => (delivery.answered ? [delivery.answered.id] : []));
  const evidence = [wrote.id, ...answered, ...attempts.map(({ id }) => id)];
  return {
    sentence: `${wrote.userId ?? wrote.user} got no answer to inbound ${short(wrote.message)}, written at ${instant(wrote.at)}; ${count(attempts.length, 'attempt')} ${cite(evidence)}`,
    evidence,
  };
}
