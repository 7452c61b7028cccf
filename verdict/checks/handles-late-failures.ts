/**
 * A message was accepted and its status says `failed` later, with an error that sending again does not heal. Is the same
 * content left alone? 131026: the user cannot be reached this way. 131049, 130472: not now, and not within a day. Judged are messages
 * whose failed status the subject acknowledged; the user's writing again makes every answer right. Whether somebody is told of the
 * failure cannot be seen from outside.
 */
import { z } from 'zod';
import type { Wamid } from '../../core/ids.js';
import type { Observed } from '../../core/observations.js';
import type { Check } from '../check.js';
import type { Call } from '../evidence/calls.js';
import type { Evidence } from '../evidence/evidence.js';
import { isSuccess, latestDelivery } from '../evidence/inbound.js';
import { isSendAttempt, type Send } from '../evidence/sends.js';
import { failed, passed, undecided } from '../judgement.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, phone, span, were } from '../wording.js';

const parameters = z.strictObject({
  minimum: z.int().positive().default(3).describe('fewest late failures that the subject was told of'),
});
type Parameters = z.infer<typeof parameters>;

const DAY_MS = 86_400_000;

/** From when on the same may be tried again, in the platform's time since the failure. */
const AGAIN_AFTER_MS: ReadonlyMap<number, number> = new Map([
  [131026, Number.POSITIVE_INFINITY],
  [131049, DAY_MS],
  [130472, DAY_MS],
]);

/** A failure in the last moments of the run leaves no time to show what follows. */
const LAST_MOMENTS_MS = 5_000;

interface LateFailure {
  readonly failure: Observed<'status.reached'>;
  readonly original: Call;
  /** When the subject knew. */
  readonly knownAt: number;
  readonly again: readonly Call[];
}

export const handlesLateFailures: Check<Parameters> = {
  name: 'handles-late-failures',
  summary: 'what failed for good after it was accepted is not blindly sent again',
  area: 'conformance',
  provokedBy: ['graph.late-failure'],
  parameters,
  judge(evidence, { minimum }) {
    const failures = lateFailures(evidence);
    const resent = failures.filter(({ again }) => again.length > 0);
    const figure = `${resent.length} of ${count(failures.length, 'late failure')} sent again`;
    if (resent.length > 0) {
      return failed(
        figure,
        `${resent.length} of ${count(failures.length, 'message')} that failed after having been accepted ${were(resent.length)} sent again with the same content. 131026, 131049 and 130472 do not heal by sending again at once: mark the message as failed, show it to a person, and send no sooner than its rule allows.`,
        resent.map(findingOf),
      );
    }
    if (failures.length < minimum) {
      return undecided(
        figure,
        `Only ${count(failures.length, 'message')} failed with 131026, 131049 or 130472 after having been accepted, with the status acknowledged; ${minimum} are needed.`,
      );
    }
    return passed(figure, 'Messages that failed after having been accepted were not sent again.');
  },
};

function lateFailures(evidence: Evidence): LateFailure[] {
  const { calls, sends, incidents, deliveries, timeline } = evidence;
  const knownAt = new Map<Wamid, number>();
  for (const { sent, answered } of deliveries) {
    if (sent.carries !== 'status' || sent.status !== 'failed' || !answered || !isSuccess(answered.status)) continue;
    if (!knownAt.has(sent.message)) knownAt.set(sent.message, answered.at);
  }
  const failing = new Set(incidents.failures.map(({ message }) => message));
  const originals = new Map<Wamid, Call>();
  const alike = new Map<string, Call[]>();
  for (const call of calls) {
    if (!isSendAttempt(call)) continue;
    if (call.message !== undefined && failing.has(call.message)) originals.set(call.message, call);
    const same = alike.get(contentOf(call));
    if (same) same.push(call);
    else alike.set(contentOf(call), [call]);
  }
  const sendOf = new Map<Call, Send>(sends.flatMap((send) => send.attempts.map((call) => [call, send] as const)));
  return incidents.failures.flatMap((failure) => {
    const original = originals.get(failure.message);
    const known = knownAt.get(failure.message);
    if (!original || known === undefined || !AGAIN_AFTER_MS.has(failure.error?.code ?? 0)) return [];
    // Whoever never got the answer may send again for that reason.
    if (original.outcome !== 'accepted' || isVague(original, sendOf.get(original), evidence)) return [];
    const again = (alike.get(contentOf(original)) ?? []).filter(
      (call) => call.receivedAt > known && isAgain({ failure, original, knownAt: known }, call, evidence),
    );
    return again.length > 0 || known <= timeline.endMs - LAST_MOMENTS_MS
      ? [{ failure, original, knownAt: known, again }]
      : [];
  });
}

const contentOf = ({ phoneNumberId, to, digest }: Call) => `${phoneNumberId} ${to} ${digest}`;

/** A second delivery of the message, or an answer of several equal parts, explains equal content without a resend. */
function isVague(original: Call, send: Send | undefined, { byUser, normals }: Evidence): boolean {
  const own = original.to === undefined ? undefined : byUser.get(original.to);
  const cause = send?.source ?? own?.deliveries[latestDelivery(own, original.receivedAt)]?.inbound;
  return cause !== undefined && (cause.deliveries.length !== 1 || (normals.of(cause)?.repeats ?? 1) > 1);
}

/** Is `call` the same message again, sent because of the failure and too early? */
function isAgain(
  { failure, original, knownAt }: Omit<LateFailure, 'again'>,
  call: Call,
  { byUser, incidents }: Evidence,
): boolean {
  if (original.answers !== call.answers) return false;
  const own = call.to === undefined ? undefined : byUser.get(call.to);
  const wrote = own !== undefined && latestDelivery(own, call.receivedAt) > latestDelivery(own, original.receivedAt);
  if (wrote) return false;
  const skipped = incidents.advances
    .filter(({ at }) => at >= knownAt && at <= call.receivedAt)
    .reduce((sum, { byMs }) => sum + byMs, 0);
  const waited = call.receivedAt - failure.at + skipped;
  return waited < (AGAIN_AFTER_MS.get(failure.error?.code ?? 0) ?? 0);
}

function findingOf({ failure, original, knownAt, again }: LateFailure): Finding {
  const evidence = [original.id, failure.id, ...again.map(({ id }) => id)];
  const { code = 0, title = '' } = failure.error ?? {};
  return {
    sentence: `a message to ${phone(failure.user)} failed at ${instant(failure.at)} with ${code} ${title}, and the same was sent again ${count(again.length, 'time')}, first ${span((again[0]?.receivedAt ?? knownAt) - knownAt)} after the subject knew ${cite(evidence)}`,
    evidence,
  };
}
