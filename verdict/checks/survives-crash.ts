/**
 * Does a subject that is killed in mid-work (kill -9) and started again lose nothing that it had acknowledged, and do nothing
 * twice? At risk is a message that was acknowledged and not answered when the process died, and a recipient of a campaign
 * whom it had not reached. What is at risk must be done once the process is back; what was done before must not be done
 * again.
 *
 * Allowed is the one case that no local memory can decide: a send that was accepted so shortly before the death that the
 * subject could not note it (`evidence/downtimes.ts`), or that was still open then. Doing it again is at-least-once
 * within that window, not doing it at-most-once; both are honest. What was never acknowledged is Meta's to bring again.
 */
import { z } from 'zod';
import type { Check } from '../check.js';
import { type Call, isAmbiguousEffect } from '../evidence/calls.js';
import { type CampaignSend, campaignSends } from '../evidence/campaigns.js';
import { type Crash, isCrashAmbiguous } from '../evidence/downtimes.js';
import type { Evidence } from '../evidence/evidence.js';
import { createFates } from '../evidence/fate.js';
import { acknowledgedAt, type Inbound } from '../evidence/inbound.js';
import { isRecent } from '../evidence/timeline.js';
import { failed, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, instants, phone, short } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(3).describe('fewest messages or recipients that were at risk when it was killed'),
});
type Parameters = z.infer<typeof parameters>;

export const survivesCrash: Check<Parameters> = {
  name: 'survives-crash',
  summary: 'after kill -9 and restart nothing acknowledged is lost and nothing doubles',
  area: 'recovery',
  provokedBy: ['subject.kill'],
  parameters,
  judge(evidence, { minimum }) {
    const crashes = evidence.crashes.filter(({ restartedAt }) => restartedAt !== undefined);
    if (crashes.length === 0) {
      return undecided(
        'no crash',
        'The subject was not killed and started again: it must be started by waproof (--exec).',
      );
    }
    const tally = tallyOf(evidence, crashes);
    const { lost, doubled, open, atRisk } = tally;
    const figure = `${lost.length} lost, ${doubled.length} doubled of ${atRisk} at risk in ${count(crashes.length, 'kill')}`;
    if (lost.length + doubled.length > 0) {
      const parts = [
        ...(lost.length > 0
          ? [`${lost.length} that it had taken on ${lost.length === 1 ? 'was' : 'were'} never done`]
          : []),
        ...(doubled.length > 0 ? [`${doubled.length} ${doubled.length === 1 ? 'was' : 'were'} done twice`] : []),
      ];
      return failed(
        figure,
        `Killed in mid-work and started again, the subject did not come back whole: ${parts.join('; ')}. Write a message to disk before acknowledging it, note its answer when it was accepted, and take up after a start what is not noted.`,
        [...lost, ...doubled],
      );
    }
    if (atRisk < minimum) {
      return undecided(
        figure,
        `Only ${count(atRisk, 'message')} ${atRisk === 1 ? 'was' : 'were'} acknowledged and not yet answered when the process was killed; ${minimum} are needed to judge.`,
      );
    }
    if (open.length > 0) return undecided(figure, 'The run ended before everything at risk could be done.', open);
    return passed(
      figure,
      `All ${atRisk} that were at risk in ${count(crashes.length, 'kill')} were done, and nothing was done twice.`,
    );
  },
};

interface Tally {
  atRisk: number;
  readonly lost: Finding[];
  readonly doubled: Finding[];
  readonly open: Finding[];
}

function tallyOf(evidence: Evidence, crashes: readonly Crash[]): Tally {
  const tally: Tally = { atRisk: 0, lost: [], doubled: [], open: [] };
  const fates = createFates(evidence);
  for (const inbound of evidence.byMessage.values()) {
    const { effects } = inbound;
    const normal = evidence.normals.of(inbound);
    if (!normal || normal.most === 0) continue;
    const doubles = doublesOf(effects, normal.most, { evidence, crashes });
    if (doubles) tally.doubled.push(doubledFinding(inbound, effects, doubles));
    const crash = crashes.find(({ at }) => isPending(inbound, at, normal.least));
    if (!crash) continue;
    const fate = fates.of(inbound);
    if (fate === 'excused' || fate === 'unacknowledged') continue;
    tally.atRisk++;
    if (fate === 'missing') tally.lost.push(lostFinding(inbound, crash));
    else if (fate === 'open') tally.open.push(lostFinding(inbound, crash));
  }
  const sends = campaignSends(evidence);
  const isOver = evidence.timeline.complete && !sends.some(({ reached }) => isRecentIn(reached, evidence));
  for (const send of sends) addRecipient(tally, send, { evidence, crashes, isOver });
  return tally;
}

/** Acknowledged by then, and its answer not yet complete. */
function isPending(inbound: Inbound, at: number, wanted: number): boolean {
  const since = acknowledgedAt(inbound);
  return since !== undefined && since <= at && inbound.effects.filter((call) => call.at <= at).length < wanted;
}

interface Deaths {
  readonly evidence: Evidence;
  readonly crashes: readonly Crash[];
}

/** Was something of it sent in the last moments of the run? Then it was still going on. */
function isRecentIn(reached: readonly Call[], { timeline }: Evidence): boolean {
  const last = reached.at(-1);
  return last !== undefined && isRecent(timeline, last.receivedAt);
}

/** The crash after which more was done than is normal, of what had been done before it. */
function doublesOf(effects: readonly Call[], most: number, { evidence, crashes }: Deaths): Crash | undefined {
  const lasting = effects.filter(({ message }) => message === undefined || !evidence.failedAt.has(message));
  const explained = lasting.slice(0, -1).filter((call) => isAmbiguousEffect(call) || isCrashAmbiguous(call, crashes));
  if (lasting.length - explained.length <= most) return undefined;
  const last = lasting.at(-1);
  return crashes.find(({ at }) => lasting.some((call) => call.at <= at) && last !== undefined && last.receivedAt > at);
}

function addRecipient(tally: Tally, send: CampaignSend, deaths: Deaths & { readonly isOver: boolean }): void {
  const { triggeredAt, reached, refused } = send;
  const crash = deaths.crashes.find(({ at }) => triggeredAt <= at && !reached.some((call) => call.at <= at));
  const doubles = doublesOf(reached, 1, deaths);
  if (doubles) tally.doubled.push(twiceFinding(send, doubles));
  if (!crash || (reached.length === 0 && refused)) return;
  tally.atRisk++;
  if (reached.length > 0) return;
  (deaths.isOver ? tally.lost : tally.open).push(unreachedFinding(send, crash));
}

function lostFinding({ wrote, deliveries, attempts }: Inbound, crash: Crash): Finding {
  const acknowledged = deliveries.flatMap(({ answered }) => (answered ? [answered.id] : []));
  const evidence = [wrote.id, ...acknowledged, crash.id, ...attempts.map(({ id }) => id)];
  return {
    sentence: `${phone(wrote.user)} got no answer: inbound ${short(wrote.message)} was acknowledged before the process was killed at ${instant(crash.at)} ${cite(evidence)}`,
    evidence,
  };
}

function doubledFinding({ wrote }: Inbound, effects: readonly Call[], crash: Crash): Finding {
  const evidence = [wrote.id, crash.id, ...effects.map(({ id }) => id)];
  return {
    sentence: `${phone(wrote.user)} got answers to inbound ${short(wrote.message)} at ${instants(effects.map(({ at }) => at))}, before and after the kill at ${instant(crash.at)} ${cite(evidence)}`,
    evidence,
  };
}

function unreachedFinding({ campaign, user, trigger }: CampaignSend, crash: Crash): Finding {
  const evidence = [trigger, crash.id];
  return {
    sentence: `${phone(user)} never got ${campaign}, which was taken on before the kill at ${instant(crash.at)} ${cite(evidence)}`,
    evidence,
  };
}

function twiceFinding({ campaign, user, trigger, reached }: CampaignSend, crash: Crash): Finding {
  const evidence = [trigger, crash.id, ...reached.map(({ id }) => id)];
  return {
    sentence: `${phone(user)} got ${campaign} at ${instants(reached.map(({ at }) => at))}, before and after the kill at ${instant(crash.at)} ${cite(evidence)}`,
    evidence,
  };
}
