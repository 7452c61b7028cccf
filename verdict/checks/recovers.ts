/**
 * When trouble is over, is all as before within the limit? Three things: messages that are due later are answered at the
 * calm's pace; what had piled up is worked off; and that without a thundering herd, measured by what a number may send
 * in a second. Each trouble is followed until the next one begins or the load ends. That every single message is answered is
 * for `nothing-lost`.
 */
import { z } from 'zod';
import { duration, rate } from '../../core/durations.js';
import type { Check } from '../check.js';
import type { Evidence } from '../evidence/evidence.js';
import { type Aftermath, aftermathsOf, type Delayed, paceOf } from '../evidence/recovery.js';
import { failed, passed, undecided } from '../judgement.js';
import { SURE, wilson } from '../statistics.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, phone, short, span } from '../wording.js';

const parameters = z.strictObject({
  within: duration.prefault('10s').describe('time after trouble until messages are answered at the usual pace'),
  backlog: duration.prefault('30s').describe('time after trouble until what had piled up is answered'),
  peak: rate.prefault('80/s').describe('most sends of a number in any second after trouble: Meta’s throughput'),
  share: z.number().gt(0).lt(1).default(0.1).describe('share of messages that may still be slow, or open'),
  minimum: z.int().positive().default(12).describe('fewest messages in the calm, and fewest due after the limit'),
});
type Parameters = z.infer<typeof parameters>;

export const recovers: Check<Parameters> = {
  name: 'recovers',
  summary: 'after trouble, pace and backlog are back to normal within the limits, without a thundering herd',
  area: 'recovery',
  parameters,
  judge(evidence, limits) {
    if (!evidence.timeline.calm) {
      return undecided('no calm opening', 'The scenario begins with faults: there is no calm to compare with.');
    }
    const pace = paceOf(evidence);
    if (!pace || pace.samples < limits.minimum) {
      return undecided(
        count(pace?.samples ?? 0, 'calm answer'),
        `Only ${count(pace?.samples ?? 0, 'message')} of the calm opening ${pace?.samples === 1 ? 'was' : 'were'} answered; ${limits.minimum} are needed to know the usual pace.`,
      );
    }
    const aftermaths = aftermathsOf(evidence, pace, limits);
    const judged = aftermaths.filter(({ later }) => later.length >= limits.minimum);
    const figure = figureOf(aftermaths, pace.limitMs);
    const problems = aftermaths.flatMap((aftermath) => problemsOf(aftermath, limits));
    if (problems.length > 0) {
      return failed(
        figure,
        problems.map(({ sentence }) => sentence).join(' '),
        problems.flatMap(({ findings }) => findings),
      );
    }
    if (judged.length === 0) return undecided(figure, tooEarly(evidence, limits));
    const doubtful = judged.find(({ later, backlog }) => isDoubtful(later, limits) || isDoubtful(backlog, limits));
    if (doubtful) {
      return undecided(
        figure,
        `After the trouble that ended at ${instant(doubtful.trouble.toMs)} some messages were slow or open: too many to call it recovered, too few to be sure.`,
      );
    }
    return passed(
      figure,
      `Within ${span(limits.within)} after trouble, messages were answered at the usual pace again.`,
    );
  },
};

function figureOf(aftermaths: readonly Aftermath[], limitMs: number): string {
  const later = aftermaths.flatMap((aftermath) => aftermath.later);
  const backlog = aftermaths.flatMap((aftermath) => aftermath.backlog);
  const late = (messages: readonly Delayed[]) => messages.filter(({ isLate }) => isLate).length;
  const peak = aftermaths.reduce((most, aftermath) => Math.max(most, aftermath.peak.length), 0);
  return `${late(later)} of ${later.length} later messages slower than ${span(limitMs)}, ${late(backlog)} of ${backlog.length} piled up still open, at most ${count(peak, 'send')} in a second`;
}

function tooEarly(evidence: Evidence, { within, minimum }: Parameters): string {
  return evidence.timeline.troubles.length === 0
    ? 'The run has no trouble to recover from.'
    : `Fewer than ${minimum} messages were due later than ${span(within)} after trouble had ended: the load must go on so long.`;
}

interface Problem {
  readonly sentence: string;
  readonly findings: readonly Finding[];
}

function problemsOf(aftermath: Aftermath, limits: Parameters): Problem[] {
  const { trouble, later, backlog, peak, peakLimit } = aftermath;
  const after = `After the trouble that ended at ${instant(trouble.toMs)}`;
  const slow = late(later);
  const open = late(backlog);
  const problems: Problem[] = [];
  if (later.length >= limits.minimum && isMuch(slow.length, later.length, limits)) {
    problems.push({
      sentence: `${after}, ${slow.length} of ${count(later.length, 'message')} due more than ${span(limits.within)} later were still answered slowly or not at all. Let the queue go on by itself when calls succeed again, and probe for that often enough.`,
      findings: slow.map(findingOf),
    });
  }
  if (isMuch(open.length, backlog.length, limits)) {
    problems.push({
      sentence: `${after}, ${open.length} of ${count(backlog.length, 'message')} that had piled up were not answered within ${span(limits.backlog)}. Cap the waits of retries, and work the queue off as soon as a probe succeeds.`,
      findings: open.map(findingOf),
    });
  }
  if (peak.length > peakLimit) {
    const evidence = peak.map(({ id }) => id);
    problems.push({
      sentence: `${after}, ${peak.length} sends came within a second, more than the ${Math.floor(peakLimit)} that a number may send: a thundering herd. Spread retries by jitter, and work the backlog off at a limited rate.`,
      findings: [
        {
          sentence: `${count(peak.length, 'send')} from ${instant(peak[0]?.receivedAt ?? 0)} to ${instant(peak.at(-1)?.receivedAt ?? 0)} ${cite(evidence)}`,
          evidence,
        },
      ],
    });
  }
  return problems;
}

const late = (messages: readonly Delayed[]) => messages.filter(({ isLate }) => isLate);

const isMuch = (number: number, of: number, { share }: Parameters) => wilson(number, of, SURE).lower > share;

function isDoubtful(messages: readonly Delayed[], { share }: Parameters): boolean {
  return late(messages).length > Math.max(1, share * messages.length);
}

function findingOf({ inbound, ms }: Delayed): Finding {
  const { wrote, effects } = inbound;
  const evidence = [wrote.id, ...(effects[0] ? [effects[0].id] : [])];
  const fate = ms === undefined ? 'was not answered' : `was answered after ${span(ms)}`;
  return {
    sentence: `inbound ${short(wrote.message)} of ${phone(wrote.user)}, due at ${instant(wrote.due)}, ${fate} ${cite(evidence)}`,
    evidence,
  };
}
