/**
 * Is a send that was refused for good left alone? Errors such as 100, 131026, 132001 or 190 do not heal by sending the
 * same again; Meta counts such calls, and they hide the cause. Another content after a refusal (a plain text in place of a
 * template) is not the same send. After an error that the user's writing heals, sending again is right once the user wrote.
 */
import { z } from 'zod';
import type { Check } from '../check.js';
import { type Call, errorName, isPermanent } from '../evidence/calls.js';
import type { Evidence } from '../evidence/evidence.js';
import { latestDelivery } from '../evidence/inbound.js';
import { cleanAttempts, type Send } from '../evidence/sends.js';
import { failed, passed, undecided } from '../judgement.js';
import { cite, count, instant, phone, span, were } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(3).describe('fewest sends that were refused for good'),
});
type Parameters = z.infer<typeof parameters>;

/** A refusal in the last moments of the run leaves no time to show what follows. */
const LAST_MOMENTS_MS = 2_000;

interface Refused {
  readonly send: Send;
  readonly refusal: Call;
  readonly later: readonly Call[];
}

export const givesUpOnPermanent: Check<Parameters> = {
  name: 'gives-up-on-permanent',
  summary: 'a send that was refused for good is not sent again',
  area: 'backoff',
  parameters,
  judge(evidence, { minimum }) {
    const refused = evidence.sends
      .flatMap((send) => refusedIn(send, evidence))
      .filter(({ refusal, later }) => later.length > 0 || refusal.at <= evidence.timeline.endMs - LAST_MOMENTS_MS);
    const repeated = refused.filter(({ later }) => later.length > 0);
    const figure = `${repeated.length} of ${count(refused.length, 'permanent refusal')}`;
    if (refused.length < minimum) {
      return undecided(
        figure,
        `Only ${count(refused.length, 'send')} ${were(refused.length)} refused with an error that sending again cannot heal; ${minimum} are needed to judge.`,
      );
    }
    if (repeated.length === 0) return passed(figure, 'What was refused for good was not sent again.');
    return failed(
      figure,
      `${repeated.length} of ${count(refused.length, 'send')} refused for good ${were(repeated.length)} sent again. Tell errors apart by their code: retry throttling and failures on Meta's side, report the others and stop.`,
      repeated.map(findingOf),
    );
  },
};

function refusedIn(send: Send, evidence: Evidence): Refused[] {
  const attempts = cleanAttempts(send);
  const index = attempts.findIndex(isPermanent);
  const refusal = attempts[index];
  if (!refusal) return [];
  const later = attempts.slice(index + 1);
  // What follows the clean attempts may be a second run of the job: it shows nothing.
  if (later.length === 0 && attempts.length < send.attempts.length) return [];
  const next = later[0];
  if (next && refusal.error?.retry === 'after-window' && wroteBetween(send, refusal.at, next.receivedAt, evidence)) {
    return [{ send, refusal, later: [] }];
  }
  return [{ send, refusal, later }];
}

function wroteBetween(send: Send, from: number, to: number, { byUser }: Evidence): boolean {
  const own = byUser.get(send.to);
  return own !== undefined && latestDelivery(own, to) > latestDelivery(own, from);
}

function findingOf({ send, refusal, later }: Refused) {
  const evidence = [refusal.id, ...later.map((call) => call.id)];
  const wait = span((later[0]?.receivedAt ?? refusal.at) - refusal.at);
  return {
    sentence: `a send to ${phone(send.to)} was refused at ${instant(refusal.at)} with ${errorName(refusal)} and sent again ${count(later.length, 'time')}, first after ${wait} ${cite(evidence)}`,
    evidence,
  };
}
