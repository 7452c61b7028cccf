/**
 * Does the subject write freely only to users who wrote in the last 24 hours? Who is told that a window is closed (131047, at
 * once or by a failed status) must not send free-form messages to that user until the user writes again: templates
 * only. Judged is what follows the word, not the message that brought it: where the platform's time is moved, a
 * subject cannot know beforehand. After a refusal by chance (the fault `graph.error`) only the same message is held
 * against it. Not seen: a subject that could have known and sent once to each user all the same.
 */
import { z } from 'zod';
import type { WaId } from '../../core/ids.js';
import type { Check } from '../check.js';
import type { Call } from '../evidence/calls.js';
import type { Evidence } from '../evidence/evidence.js';
import { firstDelivery, isSuccess } from '../evidence/inbound.js';
import { WINDOW_CLOSED } from '../evidence/windows.js';
import { failed, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, phone, span } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(3).describe('fewest times that the subject was told of a closed window'),
});
type Parameters = z.infer<typeof parameters>;

/** What was already on its way, in queues and sockets of a busy machine, when the word came. */
const UNDER_WAY_MS = 2_000;

export const keepsWindow: Check<Parameters> = {
  name: 'keeps-window',
  summary: 'outside the 24-hour window only templates are sent',
  area: 'conformance',
  parameters,
  judge(evidence, { minimum }) {
    const told = toldIn(evidence);
    const cases = told.filter(({ at, again }) => again.length > 0 || at <= evidence.timeline.endMs - UNDER_WAY_MS);
    const broken = cases.filter(({ again }) => again.length > 0);
    const figure = `${broken.length} of ${count(cases.length, 'closed window')}`;
    if (broken.length > 0) {
      return failed(
        figure,
        `To ${count(broken.length, 'user')} free-form messages went out again after the word that the 24-hour window was closed (131047). Note for each user when they last wrote; outside the window send a template, or hold the message until the user writes.`,
        broken.map(findingOf),
      );
    }
    if (cases.length < minimum) {
      return undecided(
        figure,
        `Only ${count(cases.length, 'time')} was the subject told that a window is closed; ${minimum} are needed to judge.`,
      );
    }
    return passed(figure, `Nothing free-form went to any of ${count(cases.length, 'user')} whose window was closed.`);
  },
};

/** The subject was told that the window of this user is closed. */
interface Told {
  readonly user: WaId;
  readonly at: number;
  /** Ids of the observations that told it. */
  readonly by: readonly number[];
  /** Free-form sends that followed before the user wrote again. */
  readonly again: readonly Call[];
}

interface Word {
  readonly user: WaId;
  readonly at: number;
  readonly by: readonly number[];
  /** The send that failed: what is the same and comes later is that send, made again. */
  readonly about: Call | undefined;
}

function toldIn(evidence: Evidence): Told[] {
  const byUser = new Map<WaId, Word[]>();
  for (const word of [...refusals(evidence), ...failedStatuses(evidence)]) {
    const words = byUser.get(word.user);
    if (words) words.push(word);
    else byUser.set(word.user, [word]);
  }
  if (byUser.size === 0) return [];
  const sends = freeFormSends(evidence, byUser);
  return [...byUser].map(([user, words]) => {
    words.sort((a, b) => a.at - b.at);
    const [first] = words;
    const again = (sends.get(user) ?? []).filter((call) => words.some((word) => followsWord(call, word, evidence)));
    return { user, at: first?.at ?? 0, by: first?.by ?? [], again };
  });
}

function refusals({ calls, misread }: Evidence): Word[] {
  return calls.flatMap((call) => {
    if (call.action !== 'send' || call.to === undefined) return [];
    if (call.error?.code !== WINDOW_CLOSED || call.answer !== 'delivered' || call.outcome !== 'refused') return [];
    return [{ user: misread.get(call.to) ?? call.to, at: call.at, by: [call.id], about: call }];
  });
}

/** Failed statuses that the subject acknowledged. */
function failedStatuses({ incidents, deliveries, calls }: Evidence): Word[] {
  const closed = new Map(
    incidents.failures
      .filter(({ error }) => error?.code === WINDOW_CLOSED)
      .map((failure) => [failure.message, failure]),
  );
  if (closed.size === 0) return [];
  const about = new Map(
    calls.filter(({ message }) => message && closed.has(message)).map((call) => [call.message, call]),
  );
  return deliveries.flatMap(({ sent, answered }) => {
    const failure = sent.status === 'failed' ? closed.get(sent.message) : undefined;
    if (!failure || !answered || !isSuccess(answered.status)) return [];
    return [{ user: failure.user, at: answered.at, by: [failure.id, sent.id], about: about.get(sent.message) }];
  });
}

function freeFormSends({ sends }: Evidence, users: ReadonlyMap<WaId, unknown>): Map<WaId, Call[]> {
  const calls = new Map<WaId, Call[]>();
  for (const { to, attempts } of sends) {
    if (!users.has(to)) continue;
    const own = calls.get(to) ?? [];
    own.push(...attempts.filter(({ type }) => type !== 'template'));
    calls.set(to, own);
  }
  return calls;
}

function followsWord(call: Call, { at, user, about }: Word, { byUser }: Evidence): boolean {
  const isSame = about !== undefined && isAgain(call, about);
  // Refused by chance and not by the rule: by what a subject knows of this user, other messages may well be in time.
  if (about?.injected && !isSame) return false;
  if (call.receivedAt < at + (isSame ? 0 : UNDER_WAY_MS)) return false;
  // What the user wrote after the send that failed has opened the window, also if the word of it came later.
  const since = about?.receivedAt ?? at;
  const own = byUser.get(user)?.inbound ?? [];
  return !own.some((inbound) => inbound.wrote.at > since && firstDelivery(inbound) <= call.receivedAt);
}

/** The same content with the same mark. Without a mark, two messages of a user may have been answered with the same words. */
function isAgain(call: Call, about: Call): boolean {
  const isMarked = call.answers !== undefined || call.callbackData !== undefined;
  const isAlike = call.answers === about.answers && call.callbackData === about.callbackData;
  return call !== about && isMarked && isAlike && call.digest === about.digest;
}

function findingOf({ user, at, by, again }: Told): Finding {
  const evidence = [...by, ...again.map(({ id }) => id)];
  return {
    sentence: `for ${phone(user)} the window was known to be closed at ${instant(at)}; ${count(again.length, 'free-form send')} followed, the first after ${span((again[0]?.receivedAt ?? at) - at)} ${cite(evidence)}`,
    evidence,
  };
}
