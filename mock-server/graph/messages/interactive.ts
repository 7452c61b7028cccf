/**
 * Reply buttons: 1 to 3, ids to 256 and titles to 20 characters, both unique; body to 1,024. The refusals are as
 * observed (131009 with these details). The other interactive types are not simulated yet.
 */
import { contentError, type GraphError, notSimulated } from '../../errors/graph-error.js';
import type { Content } from './content.js';

interface Button {
  readonly type?: unknown;
  readonly reply?: { readonly id?: unknown; readonly title?: unknown };
}

const invalid = (details: string): GraphError => contentError(131009, details);

function refuseButton({ type, reply }: Button): GraphError | undefined {
  if (type !== undefined && type !== 'reply') return invalid('Button type is invalid. Supported types: reply');
  const { id, title } = reply ?? {};
  if (typeof id !== 'string' || id === '') return contentError(131008, 'Button reply id is missing');
  if (id.length > 256) return invalid('Button id length invalid. Min length: 1, Max length: 256');
  if (typeof title !== 'string' || title === '' || title.length > 20)
    return invalid('Button title length invalid. Min length: 1, Max length: 20');
  return undefined;
}

export function refuseButtons(content: Content): GraphError | undefined {
  const { type, action, body } = content as {
    type: string;
    action: { buttons?: unknown };
    body?: { text: string };
  };
  if (type !== 'button') return notSimulated(`interactive messages of type "${type}"`);
  if (body === undefined) return contentError(131008, 'Interactive message body is missing');
  if (body.text.length > 1_024) return invalid('Body text length invalid. Min length: 1, Max length: 1024');
  const buttons = Array.isArray(action.buttons) ? (action.buttons as Button[]) : [];
  if (buttons.length < 1 || buttons.length > 3)
    return invalid('Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3');
  for (const button of buttons) {
    const refusal = refuseButton(button ?? {});
    if (refusal) return refusal;
  }
  if (new Set(buttons.map((button) => button.reply?.id)).size < buttons.length) return invalid('Duplicate button id');
  if (new Set(buttons.map((button) => button.reply?.title)).size < buttons.length)
    return invalid('Duplicate button title');
  return undefined;
}
