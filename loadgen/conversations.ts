/**
 * Users in conversation. A user says a line, and those that follow it without an answer; waits for as many answers as
 * were written, thinks, says the next line; goes away after the answers to the last line, or when patience runs out. It
 * does not look at what is answered.
 */
import type { Cancel, Clock } from '../core/clock.js';
import type { WaId } from '../core/ids.js';
import type { Random } from '../core/random.js';
import { carriesToken, composeLine, type InboundMessage, linesOfTurn, type Script } from './scripts/script.js';
import { createToken } from './token.js';
import { createMover, type User } from './users/create-users.js';

/** One message of a user, now to be delivered. */
export interface WrittenLine {
  readonly user: User;
  readonly message: InboundMessage;
  readonly step: string;
  /** Absent where the type of message carries no text. */
  readonly token?: string | undefined;
  /** When it should have been written, in ms; not later than now. */
  readonly due: number;
  /** Index of the load that it belongs to. */
  readonly load: number;
}

export interface Conversation {
  /** Number within the run, from 0. */
  readonly number: number;
  /** Index of the load, and the conversation's number within it, from 0. */
  readonly load: number;
  readonly turn: number;
  readonly user: User;
  readonly script: Script;
  readonly random: Random;
  /** Called once, when the user goes away. */
  readonly onEnd: () => void;
}

export interface Conversations {
  /** The user says the first line now; it was due at `dueMs`. */
  begin(conversation: Conversation, dueMs: number): void;
  /** The subject answered this user; without effect while the user waits for no answer. @param message its id. */
  replied(user: WaId, message?: string): void;
  /** How many go on. */
  count(): number;
  /** Ends them all, without calling `onEnd`. */
  stop(): void;
}

export interface ConversationOptions {
  readonly clock: Clock;
  /** Milliseconds on the scale on which lines are due. */
  readonly now: () => number;
  /** Gives the message's id. */
  readonly write: (line: WrittenLine) => string | undefined;
  readonly thinkMs: number;
  readonly patienceMs: number;
}

/** A conversation that goes on. `to-write`: a line that follows without an answer comes in a moment. */
interface Talk {
  readonly conversation: Conversation;
  /** Places of the lines to be said. */
  readonly lines: readonly number[];
  state: 'to-write' | 'for-answer' | 'to-think';
  /** How many of the lines were said. */
  said: number;
  /** Messages without an answer. */
  open: number;
  lastWritten: string | undefined;
  lastReceived: string | undefined;
  cancel: Cancel;
}

export function createConversations({ clock, now, write, thinkMs, patienceMs }: ConversationOptions): Conversations {
  const talks = new Map<WaId, Talk>();

  const lineAt = ({ conversation, lines }: Talk, index: number) => {
    const place = lines[index];
    return place === undefined ? undefined : conversation.script.lines[place];
  };

  function writeNext(talk: Talk, due: number): void {
    const { number, user, random, load } = talk.conversation;
    const place = talk.lines[talk.said] ?? 0;
    const line = lineAt(talk, talk.said++);
    if (!line) return;
    const token = createToken(number, place, random);
    const message = composeLine(line, { ...talk, user, random, token });
    talk.open++;
    const id = write({
      // The platform's own message is about somebody who never writes: whoever believes it must not lose this user.
      user: line.type === 'system' ? createMover(number) : user,
      message,
      step: line.step,
      ...(carriesToken(line) && { token }),
      due,
      load,
    });
    if (id !== undefined) talk.lastWritten = id;
  }

  /** Says the next line and what follows it without an answer, then waits. */
  function say(talk: Talk, due: number): void {
    talk.state = 'to-write';
    writeNext(talk, due);
    const { follows } = lineAt(talk, talk.said) ?? {};
    if (!follows) return awaitAnswers(talk);
    const { random } = talk.conversation;
    const gapMs = follows.maxMs === 0 ? 0 : random.integer(follows.minMs, follows.maxMs);
    if (gapMs === 0) return say(talk, due);
    const nextDue = due + gapMs;
    talk.cancel = clock.schedule(nextDue - now(), () => say(talk, nextDue));
  }

  function awaitAnswers(talk: Talk): void {
    if (talk.open === 0) return goOn(talk);
    talk.state = 'for-answer';
    talk.cancel = clock.schedule(patienceMs, () => end(talk));
  }

  function goOn(talk: Talk): void {
    const { random } = talk.conversation;
    if (talk.said >= talk.lines.length) return end(talk);
    const waitMs = random.exponential(thinkMs);
    const due = now() + waitMs;
    talk.state = 'to-think';
    talk.cancel = clock.schedule(waitMs, () => say(talk, due));
  }

  function end({ conversation: { user, onEnd } }: Talk): void {
    talks.delete(user.waId);
    onEnd();
  }

  return {
    begin(conversation, dueMs) {
      const { user, script, turn, random } = conversation;
      const talk: Talk = {
        conversation,
        lines: linesOfTurn(script, turn, random),
        state: 'to-write',
        said: 0,
        open: 0,
        lastWritten: undefined,
        lastReceived: undefined,
        cancel: () => {},
      };
      talks.set(user.waId, talk);
      say(talk, dueMs);
    },
    replied(user, message) {
      const talk = talks.get(user);
      if (!talk || talk.state === 'to-think') return;
      if (message !== undefined) talk.lastReceived = message;
      if (talk.open > 0) talk.open--;
      if (talk.state === 'to-write' || talk.open > 0) return;
      talk.cancel();
      goOn(talk);
    },
    count: () => talks.size,
    stop() {
      for (const { cancel } of talks.values()) cancel();
      talks.clear();
    },
  };
}
