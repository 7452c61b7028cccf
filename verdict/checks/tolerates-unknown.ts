/**
 * Does the subject live with what it does not know: members, message types and webhook fields that Meta adds without notice?
 * Such a delivery must be answered 2xx like any other, a message with an unknown member must get its normal answer,
 * and what comes after must be served. Accused is only what clearly happens more often than with deliveries as usual, so
 * that a subject that is overloaded or forgetful in general is left to other checks. Of a message of an unknown type no answer
 * is asked.
 */
import { z } from 'zod';
import type { Observed } from '../../core/observations.js';
import type { Check } from '../check.js';
import { isDuring } from '../evidence/downtimes.js';
import type { Evidence } from '../evidence/evidence.js';
import { createFates } from '../evidence/fate.js';
import { acknowledgedAt, type Delivery, type EventDelivery, type Inbound, isSuccess } from '../evidence/inbound.js';
import { failed, passed, undecided } from '../judgement.js';
import { isClearlyMore, type Share } from '../statistics.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, phone, short, were } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(5).describe('fewest deliveries with something unknown in them'),
});
type Parameters = z.infer<typeof parameters>;

const UNKNOWN: ReadonlySet<string | undefined> = new Set(['unknown-member', 'unknown-type', 'unknown-event']);
/** One accident is no manner. */
const FEWEST_CASES = 2;
/** A process that dies so soon after one of the first such deliveries, having lived through many usual ones, died of it. */
const DEADLY_MS = 2_000;
const FIRST_ONES = 3;
const LIVED_THROUGH = 20;

export const toleratesUnknown: Check<Parameters> = {
  name: 'tolerates-unknown',
  summary: 'unknown members, types and fields are answered 2xx and break nothing',
  area: 'conformance',
  provokedBy: ['webhook.unknown'],
  parameters,
  judge(evidence, { minimum }) {
    const { strange, usual } = firstTries(evidence);
    const refused = strange.filter(isRefused);
    const ignored = ignoredIn(evidence);
    const killed = usual.of >= LIVED_THROUGH ? killedBy(strange, evidence) : [];
    const isRefusing =
      refused.length >= FEWEST_CASES && isClearlyMore({ hits: refused.length, of: strange.length }, usual);
    const figure = `${refused.length} of ${strange.length} refused, ${ignored.cases.length} of ${ignored.of} not answered`;
    const findings = [
      ...killed,
      ...(isRefusing ? refused.map(refusalFinding) : []),
      ...(ignored.isClear ? ignored.cases.map(ignoredFinding) : []),
    ];
    if (findings.length > 0) return failed(figure, words(killed, isRefusing ? refused : [], ignored), findings);
    if (strange.length < minimum) {
      return undecided(
        figure,
        `Only ${count(strange.length, 'delivery')} held something unknown; ${minimum} are needed.`,
      );
    }
    if (isStuckAfter(strange, evidence, minimum)) {
      return undecided(figure, 'After the first unknown delivery no message was worked on any more: see nothing-lost.');
    }
    if (refused.length > 0 || ignored.cases.length > 0) {
      return undecided(
        figure,
        'Some deliveries with something unknown fared badly, but not clearly more often than others did.',
        [...refused.map(refusalFinding), ...ignored.cases.map(ignoredFinding)],
      );
    }
    return passed(
      figure,
      `All ${strange.length} deliveries with something unknown were answered 2xx, and nothing broke.`,
    );
  },
};

type Tried = Delivery | EventDelivery;

/** How each delivery that reached a subject that could answer ended: as it first came, where it held something unknown. */
function firstTries({ deliveries, events, downtimes }: Evidence): { strange: Tried[]; usual: Share } {
  const strange: Tried[] = [];
  const usual = { hits: 0, of: 0 };
  const seen = new Set<number>();
  for (const list of [deliveries, events]) {
    for (const tried of list) {
      const { sent, answered } = tried;
      const isUnknown = UNKNOWN.has(sent.variant);
      if (answered === undefined || (!isUnknown && sent.variant !== undefined)) continue;
      if (isDuring(downtimes, sent.at, answered.at) || seen.has(sent.delivery)) continue;
      if (isUnknown) {
        seen.add(sent.delivery);
        strange.push(tried);
      } else {
        usual.of++;
        if (isRefused(tried)) usual.hits++;
      }
    }
  }
  return { strange, usual };
}

const isRefused = ({ answered }: Tried) => answered !== undefined && !isSuccess(answered.status);

interface Ignored {
  readonly cases: readonly Inbound[];
  readonly of: number;
  readonly isClear: boolean;
}

/** Acknowledged messages with an unknown member that never got their answer, against those without. */
function ignoredIn(evidence: Evidence): Ignored {
  const fates = createFates(evidence);
  const cases: Inbound[] = [];
  const strange = { hits: 0, of: 0 };
  const usual = { hits: 0, of: 0 };
  for (const inbound of evidence.byMessage.values()) {
    const variants = new Set(inbound.deliveries.map(({ sent }) => sent.variant));
    const [only] = variants;
    if (variants.size !== 1 || (only !== undefined && only !== 'unknown-member')) continue;
    const fate = fates.of(inbound);
    if (fate !== 'answered' && fate !== 'missing') continue;
    const group = only === undefined ? usual : strange;
    group.of++;
    if (fate === 'answered') continue;
    group.hits++;
    if (only !== undefined) cases.push(inbound);
  }
  return { cases, of: strange.of, isClear: cases.length >= FEWEST_CASES && isClearlyMore(strange, usual) };
}

/** Deaths of the process, by no fault of ours, right after it got something unknown. */
function killedBy(strange: readonly Tried[], { incidents }: Evidence): Finding[] {
  return incidents.exits
    .filter((exit) => !exit.expected && exit.fault === undefined)
    .flatMap((exit) => {
      const before = strange.filter(({ sent }) => sent.at <= exit.at);
      const last = before.at(-1);
      const isOfIt = last && before.length <= FIRST_ONES && last.sent.at > exit.at - DEADLY_MS;
      return isOfIt ? [deathFinding(exit, last)] : [];
    });
}

/** Messages were attempted before the first strange delivery, and none of those that came after it. */
function isStuckAfter(strange: readonly Tried[], { byMessage, timeline, normals }: Evidence, minimum: number): boolean {
  const first = Math.min(...strange.map(({ sent }) => sent.at));
  if (!normals.answers || !timeline.complete) return false;
  let worked = 0;
  let left = 0;
  for (const inbound of byMessage.values()) {
    const since = acknowledgedAt(inbound);
    if (since === undefined || inbound.deliveries.some(({ sent }) => sent.variant !== undefined)) continue;
    if (since > first && inbound.attempts.length > 0) return false;
    if (since > first) left++;
    else if (inbound.attempts.length > 0) worked++;
  }
  return worked > 0 && left >= minimum;
}

function words(killed: readonly Finding[], refused: readonly Tried[], ignored: Ignored): string {
  const parts = [
    ...(killed.length > 0 ? [`the process died of it ${count(killed.length, 'time')}`] : []),
    ...(refused.length > 0
      ? [`${count(refused.length, 'delivery')} with something unknown ${were(refused.length)} not answered 2xx`]
      : []),
    ...(ignored.isClear && ignored.cases.length > 0
      ? [
          `${ignored.cases.length} of ${count(ignored.of, 'message')} with an unknown member ${were(ignored.cases.length)} never answered`,
        ]
      : []),
  ];
  const [first = '', ...more] = parts;
  const said = [first.charAt(0).toUpperCase() + first.slice(1), ...more].join('; ');
  return `${said}. Meta adds members, types and fields at any time: read what you know, ignore the rest, and answer 200 always.`;
}

const named = ({ sent }: Tried) =>
  sent.carries === 'event' ? `an event of ${sent.field}` : `${sent.carries} ${short(sent.message)}`;

function refusalFinding(tried: Tried): Finding {
  const { sent, answered } = tried;
  const evidence = answered ? [sent.id, answered.id] : [sent.id];
  const outcome = answered?.status ?? `not at all (${answered?.problem ?? 'timeout'})`;
  return {
    sentence: `${named(tried)} (${sent.variant ?? 'as usual'}), delivered at ${instant(sent.at)}, was answered ${outcome} ${cite(evidence)}`,
    evidence,
  };
}

function ignoredFinding({ wrote, deliveries }: Inbound): Finding {
  const evidence = [wrote.id, ...deliveries.map(({ sent }) => sent.id)];
  return {
    sentence: `${phone(wrote.user)} got no answer to inbound ${short(wrote.message)}, which came with an unknown member and was acknowledged ${cite(evidence)}`,
    evidence,
  };
}

function deathFinding(exit: Observed<'subject.exited'>, last: Tried): Finding {
  const evidence = [last.sent.id, exit.id];
  return {
    sentence: `the process exited at ${instant(exit.at)}, after ${named(last)} (${last.sent.variant ?? 'as usual'}) at ${instant(last.sent.at)} ${cite(evidence)}`,
    evidence,
  };
}
