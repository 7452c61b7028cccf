/** The template that a message is sent with, as the log of messages keeps it. */
import type { SentTemplate } from '../../world/message-log.js';
import type { World } from '../../world/world.js';
import type { Content } from './message-type.js';

/**
 * @param wabaId of the account that sends.
 * @param content of a message of type template, in its declared shape.
 */
export function sentTemplateOf(wabaId: string, content: Content, world: World): SentTemplate | undefined {
  const { name, language } = content as { readonly name: string; readonly language: { readonly code: string } };
  const sent = world.templateStore.lookup(wabaId, name, language.code);
  return sent && { id: sent.id, name: sent.name, language: sent.language, category: sent.category };
}
