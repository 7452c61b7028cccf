/**
 * A history, indexed once for all checks: what was delivered, what was called, which attempts are one send, whom they
 * answer, what is normal. Built in linear time (but for sorting) and independent of the order of the lines.
 */
import type { History, HistoryHeader } from '../../core/history.js';
import type { WaId, Wamid } from '../../core/ids.js';
import type { Observation, Observed } from '../../core/observations.js';
import type { Call } from './calls.js';
import { markClean } from './clean.js';
import { buildInbox, type Inbox } from './inbound.js';
import { learnNormal, type Normals } from './normal.js';
import { ascribe } from './replies.js';
import { buildSends, callsOf, type Send } from './sends.js';
import { buildTimeline, type Timeline } from './timeline.js';
import { createTokenFinder } from './tokens.js';

export interface Evidence extends Inbox {
  readonly header: HistoryHeader;
  readonly timeline: Timeline;
  /** Every Graph call, by `receivedAt`. */
  readonly calls: readonly Call[];
  readonly sends: readonly Send[];
  readonly normals: Normals;
  readonly handshakes: readonly Observed<'handshake.answered'>[];
  /** Sent messages that did not reach the user after all, and when that became known. */
  readonly failedAt: ReadonlyMap<Wamid, number>;
  /** Senders of forged probes: nobody must write to them. */
  readonly decoys: ReadonlySet<WaId>;
}

export function buildEvidence(history: History): Evidence {
  const observations = inOrder(history.observations);
  const timeline = buildTimeline({ ...history, observations });
  const inbox = buildInbox(observations);
  const calls = callsOf(observations);
  const sends = buildSends(calls, inbox, createTokenFinder(inbox.byMessage.values()));
  const normals = learnNormal(history.header, timeline, inbox, sends.all);
  ascribe(inbox, sends.all, normals);
  markClean(sends, inbox, normals);

  const handshakes: Observed<'handshake.answered'>[] = [];
  const failedAt = new Map<Wamid, number>();
  for (const observation of observations) {
    if (observation.kind === 'handshake.answered') handshakes.push(observation);
    else if (observation.kind === 'status.reached' && observation.status === 'failed') {
      failedAt.set(observation.message, observation.at);
    }
  }
  const decoys = new Set(inbox.forged.map(({ sent }) => sent.user).filter((user) => !inbox.byUser.has(user)));
  const { header } = history;
  return { header, timeline, ...inbox, calls, sends: sends.all, normals, handshakes, failedAt, decoys };
}

/** Files are written in order; what was put together by hand may not be. */
function inOrder(observations: readonly Observation[]): readonly Observation[] {
  const sorted = observations.every(({ id }, index) => index === 0 || (observations[index - 1]?.id ?? 0) <= id);
  return sorted ? observations : [...observations].sort((a, b) => a.id - b.id);
}
