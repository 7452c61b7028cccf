/**
 * What a conversation script is: the lines that a user says one after another, each of one type of message. Text is there
 * in many languages. Files are named by their kind only: whoever delivers the message makes them. It does not model
 * users who react to what they were answered.
 */
import type { Random } from '../../core/random.js';
import type { User } from '../users/create-users.js';
import { compose, type InboundMessage, type LineContent } from './compose.js';

export { carriesToken, type InboundMessage } from './compose.js';

/** Milliseconds, both included. */
export interface Gap {
  readonly minMs: number;
  readonly maxMs: number;
}

interface LineFrame {
  /** Which line of which script: `greeting/1`. The messages of one step are alike. */
  readonly step: string;
  /** Written so long after the line before, without waiting for an answer; absent: after an answer to it. */
  readonly follows?: Gap | undefined;
}

export type ScriptLine = LineFrame & LineContent;
export type TextLine = LineFrame & Extract<LineContent, { type: 'text' }>;

export interface Script {
  /** One line about what the users want. */
  readonly about: string;
  /** At most 32. */
  readonly lines: readonly [ScriptLine, ...ScriptLine[]];
  /** At least so many of the lines are said, from the first on; how many, chance decides. Default: all. */
  readonly least?: number | undefined;
  /** Instead of all lines one conversation says these, by their places; conversations take turns. */
  readonly turns?: readonly (readonly number[])[] | undefined;
}

/** What a user says in the course of one conversation, by the lines' places in the script. */
export function linesOfTurn({ lines, least = lines.length, turns }: Script, turn: number, random: Random): number[] {
  const own = turns?.[turn % turns.length];
  if (own) return [...own];
  const count = least < lines.length ? random.integer(least, lines.length) : lines.length;
  return Array.from({ length: count }, (_, place) => place);
}

export interface LineDetails {
  readonly user: User;
  readonly random: Random;
  /** Stands in the message and in no other. */
  readonly token: string;
  /** Id of the message that the user wrote last, in this conversation. */
  readonly lastWritten?: string | undefined;
  /** Id of the message that the business sent last. */
  readonly lastReceived?: string | undefined;
}

/** One message of this line: a variant drawn by chance, with the user's name and the token filled in. */
export function composeLine(line: ScriptLine, { user, random, ...rest }: LineDetails): InboundMessage {
  return compose(line, { name: user.name, random, ...rest });
}
