/**
 * Does a campaign stop when its template can no longer be sent? The subject knows as soon as it acknowledged the event that the
 * template was paused or disabled, or was refused with 132015 or 132016; or when several sends in a row were refused for
 * what cannot heal (132000, 132001, …). After a grace for what is under way, sends of this template must cease until it is
 * approved again; a probe now and then is fine. Each further call counts against the quality of the number.
 *
 * Evidence is a campaign in full flow: with no sends shortly before, nothing shows that there was something to stop.
 * Flagged templates may still be sent.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { Check } from '../check.js';
import { type Call, errorName } from '../evidence/calls.js';
import { templateOf } from '../evidence/campaigns.js';
import type { Evidence } from '../evidence/evidence.js';
import { type EventDelivery, isSuccess } from '../evidence/inbound.js';
import { failed, notApplicable, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, span } from '../wording.js';

const parameters = z.strictObject({
  grace: duration.prefault('5s').describe('time in which sends may still go out after the subject knew'),
  minimum: z
    .int()
    .positive()
    .default(5)
    .describe('fewest sends of the template in the time of the grace before it knew'),
});
type Parameters = z.infer<typeof parameters>;

const GONE: ReadonlySet<string> = new Set([
  'PAUSED',
  'DISABLED',
  'REJECTED',
  'PENDING_DELETION',
  'DELETED',
  'ARCHIVED',
]);
const BACK: ReadonlySet<string> = new Set(['APPROVED', 'REINSTATED', 'UNPAUSED']);
const STATUS_FIELD = 'message_template_status_update';
/** The template is paused, or disabled for good. */
const STOPPED: ReadonlySet<number> = new Set([132_015, 132_016]);
/** The template is not there, or its parameters are wrong: one recipient's data may be at fault, a series of them is not. */
const WRONG: ReadonlySet<number> = new Set([132_000, 132_001, 132_005, 132_007, 132_012, 132_018]);
const SERIES = 5;
/** A look whether it is back: so many, and one more for each further 10 s. */
const PROBES = 3;
const PROBE_EVERY_MS = 10_000;

export const stopsCampaign: Check<Parameters> = {
  name: 'stops-campaign',
  summary: 'when a template is paused, disabled or refused, its sends stop',
  area: 'recovery',
  provokedBy: ['template.pause'],
  parameters,
  judge(evidence, { grace, minimum }) {
    if (evidence.header.campaigns?.length && evidence.header.expects.campaign === false) {
      return notApplicable('The subject has no API over which a campaign could be started.');
    }
    const calls = sendsByTemplate(evidence);
    if (calls.size === 0) return notApplicable('The subject sends no templates.');
    const stops = [...calls].flatMap(([template, own]) => stopsOf(template, own, evidence, grace));
    const judged = stops.filter(({ before, late }) => late.length > 0 || before >= minimum);
    const heedless = judged.filter(({ late, allowed }) => late.length > allowed);
    const figure = `${heedless.length} of ${count(judged.length, 'stop')} ignored`;
    if (heedless.length > 0) {
      const sent = heedless.reduce((sum, { late }) => sum + late.length, 0);
      return failed(
        figure,
        `${count(sent, 'send')} of a template went out more than ${span(grace)} after the subject knew that it cannot be sent. Subscribe to ${STATUS_FIELD}, stop the campaign at 132015, 132016 or a series of refusals, and go on when the template is approved again.`,
        heedless.map((stop) => findingOf(stop, grace)),
      );
    }
    if (judged.length === 0) {
      return undecided(
        figure,
        stops.length === 0
          ? 'No template became unusable while it was being sent.'
          : `Fewer than ${minimum} sends of the template came shortly before it became unusable: nothing shows that there was more to send.`,
      );
    }
    return passed(figure, `Sends stopped within ${span(grace)} each time that a template became unusable.`);
  },
};

/** The subject knew that a template could not be sent. */
interface Stop {
  readonly template: string;
  readonly at: number;
  readonly why: string;
  /** Ids of the observations that told it. */
  readonly by: readonly number[];
  /** Sends within the grace before. */
  readonly before: number;
  /** Sends after the grace, and how many of them may be probes. */
  readonly late: readonly Call[];
  readonly allowed: number;
}

interface Word {
  readonly at: number;
  readonly why: string;
  readonly by: readonly number[];
}

function sendsByTemplate({ calls }: Evidence): Map<string, Call[]> {
  const byTemplate = new Map<string, Call[]>();
  for (const call of calls) {
    const template = call.action === 'send' ? templateOf(call) : undefined;
    if (template === undefined) continue;
    const list = byTemplate.get(template);
    if (list) list.push(call);
    else byTemplate.set(template, [call]);
  }
  return byTemplate;
}

/** One for each time that it became unusable. */
function stopsOf(template: string, calls: readonly Call[], evidence: Evidence, graceMs: number): Stop[] {
  const events = evidence.events.filter(({ sent }) => sent.field === STATUS_FIELD && sent.about === template);
  const back = events.filter(isBack).map(({ sent }) => sent.at);
  const words = [...wordsOfEvents(events), ...wordsOfRefusals(calls)].sort((a, b) => a.at - b.at);
  const stops: Stop[] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const { at, why, by } of words) {
    if (at < until) continue;
    until = back.find((time) => time > at) ?? Number.POSITIVE_INFINITY;
    const end = until;
    const late = calls.filter(({ receivedAt }) => receivedAt > at + graceMs && receivedAt < end);
    const before = calls.filter(({ receivedAt }) => receivedAt > at - graceMs && receivedAt <= at).length;
    const lasting = Math.min(end, evidence.timeline.endMs) - at;
    stops.push({ template, at, why, by, before, late, allowed: PROBES + Math.floor(lasting / PROBE_EVERY_MS) });
  }
  return stops;
}

const isBack = ({ sent }: EventDelivery) => BACK.has(sent.event ?? '');

function wordsOfEvents(events: readonly EventDelivery[]): Word[] {
  return events.flatMap(({ sent, answered }) => {
    if (!GONE.has(sent.event ?? '') || !answered || !isSuccess(answered.status)) return [];
    return [{ at: answered.at, why: `the event ${sent.event}`, by: [sent.id, answered.id] }];
  });
}

function wordsOfRefusals(calls: readonly Call[]): Word[] {
  const words: Word[] = [];
  let series: Call[] = [];
  for (const call of calls) {
    const code = call.answer === 'delivered' ? (call.error?.code ?? 0) : 0;
    if (call.outcome === 'accepted') series = [];
    if (STOPPED.has(code)) words.push({ at: call.at, why: errorName(call), by: [call.id] });
    if (!WRONG.has(code)) continue;
    series.push(call);
    if (series.length >= SERIES) {
      words.push({ at: call.at, why: `${SERIES} times ${errorName(call)}`, by: series.map(({ id }) => id) });
      series = [];
    }
  }
  return words;
}

function findingOf({ template, at, why, by, late }: Stop, graceMs: number): Finding {
  const evidence = [...by, ...late.map(({ id }) => id)];
  return {
    sentence: `template ${template} was known to be unusable at ${instant(at)} (${why}); ${count(late.length, 'send')} of it came later than ${span(graceMs)} after that, the last at ${instant(late.at(-1)?.receivedAt ?? at)} ${cite(evidence)}`,
    evidence,
  };
}
