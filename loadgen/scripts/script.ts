/**
 * What a conversation script is: the lines that a user says one after another, each in many languages. A line says one
 * type of message; so far that is text, and an image or a button will be another member of `ScriptLine`.
 */
import type { Random } from '../../core/random.js';
import type { User } from '../users/create-users.js';

/** A message in the form in which Meta's webhook carries it, without id, time and sender. */
export interface InboundMessage {
  readonly type: 'text';
  readonly text: { readonly body: string };
}

export interface TextLine {
  /** Which line of which script: `greeting/1`. The messages of one step are alike. */
  readonly step: string;
  readonly type: 'text';
  /** `{token}` must occur in each of them; `{name}` may. */
  readonly bodies: readonly string[];
}

export type ScriptLine = TextLine;

export interface Script {
  /** One line about what the users want. */
  readonly about: string;
  readonly lines: readonly [ScriptLine, ...ScriptLine[]];
}

export interface LineDetails {
  readonly user: User;
  readonly random: Random;
  /** Stands in the message and in no other. */
  readonly token: string;
}

/** One message of this line: a variant drawn by chance, with the user's name and the token filled in. */
export function composeLine(line: ScriptLine, { user, random, token }: LineDetails): InboundMessage {
  // Functions as replacements: in a plain replacement string, a `$&` in a name would be interpreted.
  const body = random
    .pick(line.bodies)
    .replace('{name}', () => user.name)
    .replace('{token}', () => token);
  return { type: 'text', text: { body } };
}
