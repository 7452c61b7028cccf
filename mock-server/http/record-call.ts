/** What the history keeps of a Graph call, at its end. */
import { phoneNumberId } from '../../core/ids.js';
import type { GraphCall } from '../../core/observations.js';
import type { Recorder } from '../../core/recorder.js';
import { observedError } from '../errors/graph-error.js';
import { strikersOf, UNDISTURBED } from '../faults/board.js';
import type { Call, Outcome } from './call.js';
import { saidRegainMs } from './charged-usage.js';

/** A dribbled answer is Graph's own, late. */
const isInjected = ({ strikes: { decisive } }: Outcome): boolean =>
  decisive !== undefined && decisive.ending.kind !== 'dribble';

/** @param fate whether the answer reached the caller. */
export function recordCall(recorder: Recorder, call: Call, outcome: Outcome, fate: GraphCall['answer']): void {
  const { routed, method, receivedAt, connection, replacedBy } = call;
  const { answer, strikes, facts } = outcome;
  const { error, message, status, effect } = answer;
  const isUnknown = fate === 'lost' || (error !== undefined && !error.definite);
  // One literal of a fixed shape, undefined members and all: they cost nothing here and are not written to the file.
  recorder.record({
    kind: 'graph.call',
    receivedAt,
    method,
    route: outcome.route ?? routed.route,
    action: facts?.action ?? 'other',
    version: routed.version,
    phoneNumberId: routed.phoneNumberId === '' ? undefined : phoneNumberId(routed.phoneNumberId),
    to: facts?.to,
    type: facts?.type,
    answers: facts?.answers,
    callbackData: facts?.callbackData,
    digest: facts?.digest,
    text: facts?.text,
    userId: facts?.userId,
    media: facts?.media,
    connection,
    message,
    status,
    error: error && observedError(error),
    retryAfterMs: error?.retryAfterSeconds === undefined ? undefined : error.retryAfterSeconds * 1_000,
    regainMs: answer.charge && saidRegainMs(answer.charge, error),
    servedBy: replacedBy,
    faults: strikes === UNDISTURBED ? [] : strikersOf(strikes),
    injected: isInjected(outcome),
    answer: fate,
    effect,
    outcome: isUnknown ? 'unknown' : error ? 'refused' : 'accepted',
    simulated: error?.simulated ?? true,
  });
}
