/** A user opens the chat: what was delivered and not read yet is read now. Of messages that are still in the log. */
import { phoneNumberId, type WaId, waId, wamid } from '../../core/ids.js';
import type { Recorder } from '../../core/recorder.js';
import type { LoggedMessage } from '../world/message-log.js';
import type { World } from '../world/world.js';
import type { Dispatcher } from './dispatcher.js';

export interface ReadDeps {
  readonly world: World;
  readonly recorder: Recorder;
  readonly dispatcher: Pick<Dispatcher, 'status'>;
}

export const isRead = (entry: LoggedMessage | undefined): boolean =>
  entry?.statuses.some(({ status }) => status === 'read') ?? false;

/** Whether a message is delivered, and unread. */
const isUnread = (entry: LoggedMessage): boolean =>
  entry.statuses.some(({ status }) => status === 'delivered') && !isRead(entry);

/** Gives how many messages were read. */
export function readMessages({ world, recorder, dispatcher }: ReadDeps, number: string, user: WaId): number {
  let count = 0;
  for (const entry of world.messages.all()) {
    if (entry.to !== user || entry.phoneNumberId !== number || entry.type === 'reaction' || !isUnread(entry)) continue;
    const reachedAt = world.now();
    const [message, status] = [wamid(entry.message), 'read' as const];
    count++;
    recorder.record({ kind: 'status.reached', message, user: waId(user), status });
    world.messages.reach(entry.id, status, reachedAt);
    world.tallies.count(status, entry, reachedAt);
    const { callbackData } = entry;
    dispatcher.status({ phoneNumberId: phoneNumberId(number), user, message, status, reachedAt, callbackData });
  }
  return count;
}
