/**
 * Reply buttons: 1 to 3, ids to 256 and titles to 20 characters, both unique; body to 1,024. The refusals of counts,
 * titles and twins are as observed (131009 with these details), those of ids assumed.
 */
import type { GraphError } from '../../../errors/graph-error.js';
import { object, string } from '../../parameters.js';
import { invalid, missing } from '../message-type.js';
import { action, EVERY_HEADER, hasTwins, type InteractiveKind, listOf, refuseCount } from './kind.js';

interface Reply {
  readonly id?: string;
  readonly title?: string;
}
interface Button {
  readonly type?: string;
  readonly reply?: Reply;
}

/** An id and a title of limited lengths. */
export function refuseReply({ id, title }: Reply, maxId: number): GraphError | undefined {
  if (!id) return missing('Button reply id is missing');
  if (id.length > maxId) return invalid(`Button id length invalid. Min length: 1, Max length: ${maxId}`);
  if (!title || title.length > 20) return invalid('Button title length invalid. Min length: 1, Max length: 20');
  return undefined;
}

/** No two of one id or of one title. */
export function refuseTwins(replies: readonly Reply[]): GraphError | undefined {
  if (hasTwins(replies.map(({ id }) => id))) return invalid('Duplicate button id');
  return hasTwins(replies.map(({ title }) => title)) ? invalid('Duplicate button title') : undefined;
}

const buttonsOf = ({ buttons = [] }: { readonly buttons?: unknown }) => buttons as readonly Button[];

export const button: InteractiveKind = {
  headers: EVERY_HEADER,
  action: action({ buttons: listOf({ type: string(), reply: object({ id: string(), title: string() }) }) }),
  refuse(content) {
    const buttons = buttonsOf(content);
    const count = refuseCount(buttons.length, { of: 'buttons', min: 1, max: 3 });
    if (count) return count;
    for (const { type, reply } of buttons) {
      if (type !== undefined && type !== 'reply') return invalid('Button type is invalid. Supported types: reply');
      const refusal = refuseReply(reply ?? {}, 256);
      if (refusal) return refusal;
    }
    return refuseTwins(buttons.map(({ reply }) => reply ?? {}));
  },
  words: (content) => buttonsOf(content).map(({ reply }) => reply?.title),
};
