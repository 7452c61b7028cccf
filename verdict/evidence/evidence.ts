/**
 * A history, indexed once for all checks: what was delivered, what was called, which attempts are one send, whom they
 * answer, what is normal. Built in linear time (but for sorting) and independent of the order of the lines.
 */
import type { History, HistoryHeader } from '../../core/history.js';
import type { WaId, Wamid } from '../../core/ids.js';
import type { Observation, Observed } from '../../core/observations.js';
import type { Call } from './calls.js';
import { campaignFinder } from './campaigns.js';
import { markClean } from './clean.js';
import { type Crash, findCrashes, findDowntimes } from './downtimes.js';
import { buildInbox, type Inbox } from './inbound.js';
import { gatherIncidents, type Incidents } from './incidents.js';
import { learnNormal, type Normals } from './normal.js';
import { ascribe } from './replies.js';
import { buildSends, callsOf, type Send } from './sends.js';
import { buildTimeline, type Span, type Timeline, withPatience } from './timeline.js';
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
  /** Senders of messages that nobody wrote: forged ones, and those that faults made up. No user of the run. */
  readonly decoys: ReadonlySet<WaId>;
  /** What befell the subject and the platform. */
  readonly incidents: Incidents;
  /** Kills of the subject by a fault. */
  readonly crashes: readonly Crash[];
  /** When the subject could not act, through no doing of its own. */
  readonly downtimes: readonly Span[];
}

export function buildEvidence(history: History): Evidence {
  const observations = inOrder(history.observations);
  const played = buildTimeline({ ...history, observations });
  const inbox = buildInbox(observations);
  const calls = callsOf(observations);
  const incidents = gatherIncidents(observations);
  const readers = { findTokens: createTokenFinder(inbox.byMessage.values()), isCampaign: campaignFinder(incidents) };
  const sends = buildSends(calls, inbox, readers);
  const normals = learnNormal(history.header, played, inbox, sends.all);
  const timeline = withPatience(played, normals.replyMs);
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
  const decoys = decoysOf(inbox);
  const { header } = history;
  const crashes = findCrashes(incidents);
  const downtimes = findDowntimes(header, incidents, { readyAt: answersIn(inbox), endMs: timeline.endMs });
  return {
    header,
    timeline,
    ...inbox,
    calls,
    sends: sends.all,
    normals,
    handshakes,
    failedAt,
    decoys,
    incidents,
    crashes,
    downtimes,
  };
}

function decoysOf({ forged, deliveries, byMessage, byUser }: Inbox): Set<WaId> {
  const madeUp = deliveries.filter(({ sent }) => sent.carries === 'message' && !byMessage.has(sent.message));
  return new Set([...forged, ...madeUp].map(({ sent }) => sent.user).filter((user) => !byUser.has(user)));
}

/** Instants at which the subject was seen to answer a delivery. */
function answersIn({ deliveries }: Inbox): number[] {
  const times: number[] = [];
  for (const { answered } of deliveries) if (answered?.status !== undefined) times.push(answered.at);
  return times.sort((a, b) => a - b);
}

/** Files are written in order; what was put together by hand may not be. */
function inOrder(observations: readonly Observation[]): readonly Observation[] {
  const sorted = observations.every(({ id }, index) => index === 0 || (observations[index - 1]?.id ?? 0) <= id);
  return sorted ? observations : [...observations].sort((a, b) => a.id - b.id);
}
