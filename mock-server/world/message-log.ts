/**
 * What the numbers sent and what became of it, message by message: the newest 10,000, for the message history and for
 * analytics. The oldest is forgotten when a new one comes.
 */
import type { MessageStatus } from '../../core/observations.js';
import { type Collection, defineCollection } from './collection.js';

export interface ReachedStatus {
  readonly status: MessageStatus;
  /** Wall time in milliseconds. */
  readonly at: number;
}

/** The template that a message was sent with. */
export interface SentTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly category: string;
}

export interface LoggedMessage {
  /** Id of its entry in the message history. */
  readonly id: string;
  /** The message's own id: `wamid.…`. */
  readonly message: string;
  readonly phoneNumberId: string;
  /** Digits of the user's number. */
  readonly to: string;
  readonly type: string;
  readonly template?: SentTemplate | undefined;
  readonly callbackData?: string | undefined;
  /** Wall time in milliseconds at which the message was accepted. */
  readonly sentAt: number;
  /** In the order in which they were reached. */
  readonly statuses: readonly ReachedStatus[];
}

/** Entries that are kept. */
export const MESSAGES_LOGGED = 10_000;

export const messageLog = defineCollection<LoggedMessage>({
  name: 'messageLog',
  kind: 'message-history',
  firstId: 800_000_000_000_001,
  // The newest is entered before the oldest goes.
  limit: MESSAGES_LOGGED + 1,
});

/** Enters a message and gives the id of its entry. */
export function logMessage(log: Collection<LoggedMessage>, message: Omit<LoggedMessage, 'id' | 'statuses'>): string {
  const { id } = log.add((next) => ({ ...message, id: next, statuses: [] }));
  // Ids are counted up by one, so the oldest entry is known without looking for it: sends are many.
  if (log.size > MESSAGES_LOGGED) log.remove(String(Number(id) - MESSAGES_LOGGED));
  return id;
}

/** Enters a status that a message reached; nothing when its entry is gone by now. */
export function logStatus(log: Collection<LoggedMessage>, id: string, status: MessageStatus, at: number): void {
  const known = log.get(id);
  if (known) log.update(id, { statuses: [...known.statuses, { status, at }] });
}
