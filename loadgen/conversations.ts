/**
 * Users in conversation. A user says a line, waits for an answer, thinks, says the next line; goes away after the
 * answer to the last line, or when patience runs out. It does not model users who write twice without an answer.
 */
import type { Cancel, Clock } from '../core/clock.js';
import type { WaId } from '../core/ids.js';
import type { Random } from '../core/random.js';
import { composeLine, type InboundMessage, type Script } from './scripts/script.js';
import { createToken } from './token.js';
import type { User } from './users/create-users.js';

/** One message of a user, now to be delivered. */
export interface WrittenLine {
  readonly user: User;
  readonly message: InboundMessage;
  readonly step: string;
  readonly token: string;
  /** When it should have been written, in ms; not later than now. */
  readonly due: number;
}

export interface Conversation {
  /** Number within the run, from 0. */
  readonly number: number;
  readonly user: User;
  readonly script: Script;
  readonly random: Random;
  /** Called once, when the user goes away. */
  readonly onEnd: () => void;
}

export interface Conversations {
  /** The user says the first line now; it was due at `dueMs`. */
  begin(conversation: Conversation, dueMs: number): void;
  /** The subject answered this user; without effect while the user waits for no answer. */
  replied(user: WaId): void;
  /** How many go on. */
  count(): number;
  /** Ends them all, without calling `onEnd`. */
  stop(): void;
}

export interface ConversationOptions {
  readonly clock: Clock;
  /** Milliseconds on the scale on which lines are due. */
  readonly now: () => number;
  readonly write: (line: WrittenLine) => void;
  readonly thinkMs: number;
  readonly patienceMs: number;
}

/** What a conversation waits for, with the timer that ends the wait. */
interface Wait {
  readonly conversation: Conversation;
  readonly state: 'for-answer' | 'to-think';
  /** Index of the line to be said next. */
  readonly next: number;
  readonly cancel: Cancel;
}

export function createConversations({ clock, now, write, thinkMs, patienceMs }: ConversationOptions): Conversations {
  const waits = new Map<WaId, Wait>();

  function say(conversation: Conversation, index: number, due: number): void {
    const { number, user, script, random } = conversation;
    const line = script.lines[index];
    if (!line) {
      end(conversation);
      return;
    }
    const token = createToken(number, index, random);
    const message = composeLine(line, { user, random, token });
    const cancel = clock.schedule(patienceMs, () => end(conversation));
    waits.set(user.waId, { conversation, state: 'for-answer', next: index + 1, cancel });
    write({ user, message, step: line.step, token, due });
  }

  function end({ user, onEnd }: Conversation): void {
    waits.delete(user.waId);
    onEnd();
  }

  return {
    begin: (conversation, dueMs) => say(conversation, 0, dueMs),
    replied(user) {
      const wait = waits.get(user);
      if (wait?.state !== 'for-answer') return;
      const { conversation, next } = wait;
      wait.cancel();
      if (next >= conversation.script.lines.length) {
        end(conversation);
        return;
      }
      const waitMs = conversation.random.exponential(thinkMs);
      const due = now() + waitMs;
      const cancel = clock.schedule(waitMs, () => say(conversation, next, due));
      waits.set(user, { conversation, state: 'to-think', next, cancel });
    },
    count: () => waits.size,
    stop() {
      for (const { cancel } of waits.values()) cancel();
      waits.clear();
    },
  };
}
