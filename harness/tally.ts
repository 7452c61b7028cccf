/**
 * Counts what a run is doing, for its progress, for the question whether it has come to rest, and for the question
 * whether the subject works at all. A reader of observations like any other: it never judges.
 */
import type { WaId, Wamid } from '../core/ids.js';
import type { Observation } from '../core/observations.js';

export interface Tally {
  readonly observe: (observation: Observation) => void;
  readonly counts: Counts;
  /** Inbound messages for which an answer may still come. */
  unanswered(): number;
  /** When the last Graph call was seen, in ms since recording began. */
  lastCallAt(): number;
}

export interface Counts {
  inbound: number;
  replies: number;
  errors: number;
  /** Attempts to deliver a message, and those answered with 2xx. */
  deliveries: number;
  acknowledged: number;
  refusedStatus: number | undefined;
}

export function createTally(): Tally {
  const counts: Counts = {
    inbound: 0,
    replies: 0,
    errors: 0,
    deliveries: 0,
    acknowledged: 0,
    refusedStatus: undefined,
  };
  /** What each user still waits for, oldest first. */
  const waiting = new Map<WaId, Set<Wamid>>();
  let unanswered = 0;
  let lastCallAt = 0;

  function answer(user: WaId, message: Wamid | undefined): void {
    const open = waiting.get(user);
    if (!open) return;
    const [oldest] = open;
    const answered = message !== undefined && open.has(message) ? message : message === undefined ? oldest : undefined;
    if (answered === undefined || !open.delete(answered)) return;
    unanswered--;
    if (open.size === 0) waiting.delete(user);
  }

  return {
    counts,
    unanswered: () => unanswered,
    lastCallAt: () => lastCallAt,
    observe(observation) {
      switch (observation.kind) {
        case 'user.wrote': {
          counts.inbound++;
          unanswered++;
          const open = waiting.get(observation.user);
          if (open) open.add(observation.message);
          else waiting.set(observation.user, new Set([observation.message]));
          return;
        }
        case 'webhook.answered': {
          if (observation.carries !== 'message' || observation.signature !== 'valid') return;
          // A fault lost it on the way: the subject was not asked.
          if (observation.problem === 'lost') return;
          counts.deliveries++;
          const isDone = observation.status !== undefined && observation.status >= 200 && observation.status < 300;
          if (isDone) counts.acknowledged++;
          else counts.refusedStatus = observation.status;
          return;
        }
        case 'graph.call': {
          lastCallAt = observation.at;
          if (observation.error) counts.errors++;
          if (observation.action !== 'send' || observation.to === undefined) return;
          if (observation.effect) counts.replies++;
          // A refusal that cannot heal is an end as well: nobody waits for that answer any more.
          const isOver = observation.effect || (observation.error && observation.error.retry !== 'backoff');
          if (isOver) answer(observation.to, observation.answers);
          return;
        }
        default:
          return;
      }
    },
  };
}
