/**
 * Is an attachment fetched in the end, though looking it up or downloading it failed at first (503, an expired URL, half of
 * the bytes)? Judged are messages with media of which a call failed: in the end a download must have arrived whole, and the
 * message must have its answer. The URL of a look-up is valid for five minutes: after a failed download the media
 * is looked up again. A message that the subject refuses to acknowledge in the meantime must be handled when it is delivered
 * again: a mark "seen" that was set before the work was done keeps it out for good.
 *
 * Not judged: a subject that never fetches media, and media whose look-up was refused for good.
 */
import { z } from 'zod';
import type { Check } from '../check.js';
import { type Call, errorName, isPermanent } from '../evidence/calls.js';
import type { Evidence } from '../evidence/evidence.js';
import { createFates, type Fate, nextTryBy } from '../evidence/fate.js';
import { acknowledgedAt, type Inbound, isSuccess } from '../evidence/inbound.js';
import { wasYoung } from '../evidence/timeline.js';
import { failed, notApplicable, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, phone, short } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(3).describe('fewest messages whose media could not be fetched at first'),
});
type Parameters = z.infer<typeof parameters>;

export const recoversMedia: Check<Parameters> = {
  name: 'recovers-media',
  summary: 'media that could not be fetched at first are fetched in the end, and the message is answered',
  area: 'recovery',
  parameters,
  judge(evidence, { minimum }) {
    const carriers = [...evidence.byMessage.values()].filter(({ wrote }) => wrote.media !== undefined);
    if (carriers.length === 0) return notApplicable('Nobody sends media in this scenario.');
    const calls = callsByMedia(evidence);
    if (![...calls.values()].some((own) => own.some(isDownload))) return withoutFetching(carriers);
    const troubled = troubledIn(carriers, calls, evidence);
    const lost = troubled.filter(({ state }) => state === 'not fetched' || state === 'not answered');
    const open = troubled.filter(({ state }) => state === 'open');
    const figure = `${lost.length} of ${count(troubled.length, 'message')} with media that failed at first`;
    if (lost.length > 0) {
      const unfetched = lost.filter(({ state }) => state === 'not fetched').length;
      return failed(
        figure,
        `${count(lost.length, 'message')} with media ${lost.length === 1 ? 'was' : 'were'} not recovered: ${unfetched} never fetched whole, ${lost.length - unfetched} fetched and not answered. Retry the look-up and the download, look the media up anew when its URL fails, and mark a message as done only when it is.`,
        lost.map(findingOf),
      );
    }
    if (troubled.length < minimum) {
      return undecided(
        figure,
        `Only ${count(troubled.length, 'message')} had media that could not be fetched at first; ${minimum} are needed to judge.`,
      );
    }
    if (open.length > 0)
      return undecided(figure, 'The run ended while media were still being fetched.', open.map(findingOf));
    return passed(figure, `All media that could not be fetched at first (${troubled.length}) were fetched in the end.`);
  },
};

function withoutFetching(carriers: readonly Inbound[]) {
  const taken = carriers.filter((inbound) => acknowledgedAt(inbound) !== undefined).length;
  if (taken > 0)
    return notApplicable(`The subject fetches no media: ${count(taken, 'message')} with media, and no download.`);
  return undecided('no message with media acknowledged', 'No message with media was acknowledged.');
}

type State = 'recovered' | 'not fetched' | 'not answered' | 'open';

interface Troubled {
  readonly inbound: Inbound;
  readonly calls: readonly Call[];
  readonly failures: readonly Call[];
  readonly state: State;
}

function callsByMedia({ calls }: Evidence): Map<string, Call[]> {
  const byMedia = new Map<string, Call[]>();
  for (const call of calls) {
    if (call.action !== 'media' || call.media === undefined) continue;
    const list = byMedia.get(call.media);
    if (list) list.push(call);
    else byMedia.set(call.media, [call]);
  }
  return byMedia;
}

/** A look-up gives the URL; only what comes from there are the bytes. */
const isDownload = ({ route, method }: Call) => method === 'GET' && route.includes('/whatsapp_business/attachments');
const isWhole = (call: Call) => isSuccess(call.status) && call.answer === 'delivered';

function troubledIn(
  carriers: readonly Inbound[],
  byMedia: ReadonlyMap<string, Call[]>,
  evidence: Evidence,
): Troubled[] {
  const fates = createFates(evidence);
  return carriers.flatMap((inbound) => {
    const calls = byMedia.get(inbound.wrote.media ?? '') ?? [];
    const failures = calls.filter((call) => !isWhole(call));
    if (failures.length === 0) return [];
    // For good: not a URL that has expired, which a new look-up heals.
    if (failures.some((call) => call.injected && isPermanent(call) && !isDownload(call))) return [];
    const last = calls.at(-1);
    const isFetched = calls.some((call) => isDownload(call) && isWhole(call));
    const { timeline } = evidence;
    const isOpen = last !== undefined && (wasYoung(timeline, last.at) || nextTryBy(calls) > timeline.endMs);
    return [{ inbound, calls, failures, state: stateOf(isFetched, isOpen, fates.of(inbound)) }];
  });
}

function stateOf(isFetched: boolean, isOpen: boolean, fate: Fate): State {
  if (!isFetched) return isOpen ? 'open' : 'not fetched';
  if (fate === 'missing' || fate === 'late') return 'not answered';
  return fate === 'open' ? 'open' : 'recovered';
}

function findingOf({ inbound, calls, failures, state }: Troubled): Finding {
  const { wrote } = inbound;
  const evidence = [wrote.id, ...calls.map(({ id }) => id)];
  const last = failures.at(-1);
  return {
    sentence: `the ${wrote.type} of ${phone(wrote.user)} (${short(wrote.message)}): ${state} after ${count(calls.length, 'call')}, ${failures.length} of which failed, the last at ${instant(last?.receivedAt ?? wrote.at)} with ${last ? errorName(last) : 'nothing'} ${cite(evidence)}`,
    evidence,
  };
}
