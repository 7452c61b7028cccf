/**
 * Does every answer go to the user whose message it answers? A send that names a message must go to its author; one that
 * names none may go only to someone who wrote before, or whom a campaign named; and no text may quote the token of another
 * user. Decoys are left to `verifies-signature`. Not seen: two users' answers swapped by a subject that names and quotes nothing.
 */
import { z } from 'zod';
import type { WaId } from '../../core/ids.js';
import type { Check } from '../check.js';
import type { Evidence } from '../evidence/evidence.js';
import type { Inbound } from '../evidence/inbound.js';
import type { Send } from '../evidence/sends.js';
import { failed, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, phone, short } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(10).describe('fewest sends to judge'),
});
type Parameters = z.infer<typeof parameters>;

export const rightRecipient: Check<Parameters> = {
  name: 'right-recipient',
  summary: 'every answer goes to the user whose message it answers',
  area: 'security',
  parameters,
  judge(evidence, { minimum }) {
    const firstWrote = firstContacts(evidence);
    const sends = evidence.sends.filter((send) => !evidence.decoys.has(send.to));
    const astray = sends.flatMap((send) => mistakeOf(send, evidence, firstWrote));
    const figure = `${astray.length} of ${count(sends.length, 'send')}`;
    if (sends.length < minimum) {
      return undecided(figure, `Only ${count(sends.length, 'send')} can be judged; ${minimum} are needed.`);
    }
    if (astray.length === 0) return passed(figure, 'Every send went to the user whose message it answers.');
    return failed(
      figure,
      `${astray.length} of ${sends.length} sends went to the wrong user. Take the recipient from the message being answered and carry it with the job; a variable shared between requests, or a fixed number, mixes users up.`,
      astray,
    );
  },
};

/** When each user wrote, or was named by a campaign, or came beside the load with a message of a fault's making. */
function firstContacts(evidence: Evidence): Map<WaId, number> {
  const first = new Map<WaId, number>();
  for (const { users, triggeredAt } of evidence.incidents.campaigns)
    for (const user of users) first.set(user, Math.min(triggeredAt, first.get(user) ?? triggeredAt));
  for (const { sent } of evidence.deliveries)
    if (sent.carries === 'message' && !first.has(sent.user)) first.set(sent.user, sent.at);
  for (const { wrote } of evidence.byMessage.values()) {
    first.set(wrote.user, Math.min(wrote.at, first.get(wrote.user) ?? wrote.at));
  }
  return first;
}

function mistakeOf(send: Send, evidence: Evidence, firstWrote: ReadonlyMap<WaId, number>): Finding[] {
  const call = send.attempts[0];
  if (!call) return [];
  const sent = `a send at ${instant(call.receivedAt)} to ${phone(send.to)}`;
  const answered = send.answers === undefined ? undefined : evidence.byMessage.get(send.answers);
  if (answered && answered.wrote.user !== send.to) return [astray(`${sent} answers`, answered, call.id)];
  const foreign = send.quotes.find((inbound) => inbound.wrote.user !== send.to);
  if (foreign) return [astray(`${sent} quotes`, foreign, call.id)];
  if (answered || (firstWrote.get(send.to) ?? Number.POSITIVE_INFINITY) <= call.receivedAt) return [];
  return [{ sentence: `${sent} went to someone who had not written ${cite([call.id])}`, evidence: [call.id] }];
}

function astray(start: string, { wrote }: Inbound, id: number): Finding {
  const evidence = [wrote.id, id];
  return {
    sentence: `${start} inbound ${short(wrote.message)}, which ${phone(wrote.user)} wrote ${cite(evidence)}`,
    evidence,
  };
}
