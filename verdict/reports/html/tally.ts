/**
 * Walks a history once and sorts what a report draws and counts: load, deliveries, calls, latencies. It judges
 * nothing; where the checks reason about whose answer is whose, this takes the first effect that could be it.
 */
import type { WaId, Wamid } from '../../../core/ids.js';
import type { GraphCall, MessageSent, Observation } from '../../../core/observations.js';

export const DELIVERIES = ['message', 'duplicate', 'retry', 'status', 'forged'] as const;
export type DeliveryClass = (typeof DELIVERIES)[number];

export const CALLS = ['accepted', 'injected', 'own', 'unsimulated', 'lost'] as const;
export type CallClass = (typeof CALLS)[number];

/** What a tally tells its reader, each as it is met. Instants are milliseconds of the run. */
export interface TallyReader {
  due(ms: number): void;
  written(ms: number): void;
  delivery(ms: number, kind: DeliveryClass): void;
  /** A valid delivery was answered, or not (then `ok` is false and `tookMs` is how long was waited). */
  acknowledged(ms: number, tookMs: number, about: { ok: boolean; carries: 'message' | 'status' }): void;
  call(ms: number, kind: CallClass): void;
  /** A message got its first answer: when it was due, and how long that took. */
  reply(dueMs: number, tookMs: number): void;
  /** No answer to this message until the end. */
  unanswered(dueMs: number): void;
  fault(id: string): void;
}

function classifyDelivery(sent: MessageSent): DeliveryClass {
  if (sent.signature !== 'valid') return 'forged';
  if (sent.attempt > 1) return 'retry';
  if (sent.duplicateOf !== undefined) return 'duplicate';
  return sent.carries;
}

function classifyCall(call: GraphCall): CallClass {
  if (call.answer === 'lost') return 'lost';
  if (!call.simulated) return 'unsimulated';
  if (call.outcome === 'accepted') return 'accepted';
  return call.injected ? 'injected' : 'own';
}

interface Waiting {
  readonly message: Wamid;
  readonly due: number;
}

/** Whose answer is it: of the message that it names, or else of the user's oldest message without one. */
function createReplies() {
  const byUser = new Map<WaId, Waiting[]>();
  const users = new Map<Wamid, WaId>();
  return {
    wrote(user: WaId, waiting: Waiting) {
      users.set(waiting.message, user);
      const list = byUser.get(user);
      if (list) list.push(waiting);
      else byUser.set(user, [waiting]);
    },
    answered({ to, answers }: GraphCall): Waiting | undefined {
      const known = answers === undefined ? undefined : users.get(answers);
      const user = known ?? to;
      const list = user === undefined ? undefined : byUser.get(user);
      const index = known === undefined ? 0 : (list?.findIndex(({ message }) => message === answers) ?? -1);
      return index < 0 ? undefined : list?.splice(index, 1)[0];
    },
    left: () => [...byUser.values()].flat(),
  };
}

export function tally(observations: readonly Observation[], reader: TallyReader): void {
  const replies = createReplies();
  for (const observation of observations) {
    switch (observation.kind) {
      case 'user.wrote':
        reader.due(observation.due);
        reader.written(observation.at);
        replies.wrote(observation.user, { message: observation.message, due: observation.due });
        break;
      case 'arrival.dropped':
        reader.due(observation.due);
        break;
      case 'webhook.sent':
        // The charts are of the conversation; other events are in the list of observations only.
        if (observation.carries !== 'event') reader.delivery(observation.at, classifyDelivery(observation));
        if (observation.fault !== undefined) reader.fault(observation.fault);
        break;
      case 'webhook.answered': {
        const { at, ms, status = 0, signature, carries, problem } = observation;
        if (signature === 'valid' && carries !== 'event' && problem !== 'lost')
          reader.acknowledged(at - ms, ms, { ok: status >= 200 && status < 300, carries });
        break;
      }
      case 'graph.call': {
        reader.call(observation.at, classifyCall(observation));
        for (const id of observation.faults) reader.fault(id);
        const answered = observation.action === 'send' && observation.effect && replies.answered(observation);
        if (answered) reader.reply(answered.due, observation.at - answered.due);
        break;
      }
    }
  }
  for (const { due } of replies.left()) reader.unanswered(due);
}
