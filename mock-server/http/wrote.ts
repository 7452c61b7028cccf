/** What the history says of a message that a user wrote: its text, its file, and how the business sees who wrote it. */
import type { PhoneNumberId, WaId } from '../../core/ids.js';
import { portfolioOf, userIdOf } from '../world/bsuid.js';
import { areThereNames, showsNumber } from '../world/user-names.js';
import type { World } from '../world/world.js';

const LONGEST_TEXT = 200;

interface Content {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** Text, or the words that come with a file or an order; and the id of the file. */
export function contentWrote(content: Content): { readonly text?: string; readonly media?: string } {
  const inner = content[content.type];
  if (typeof inner !== 'object' || inner === null) return {};
  const { body, caption, text = body ?? caption, id, mime_type: mimeType } = inner as Readonly<Record<string, unknown>>;
  return {
    ...(content.type !== 'system' && typeof text === 'string' && { text: text.slice(0, LONGEST_TEXT) }),
    ...(typeof id === 'string' && mimeType !== undefined && { media: id }),
  };
}

/** The business-scoped id, when webhooks show that and no phone number. */
export function hiddenBehind(world: World, phoneNumberId: PhoneNumberId, user: WaId): string | undefined {
  if (!areThereNames(world)) return undefined;
  const portfolio = portfolioOf(world, phoneNumberId);
  return showsNumber(world, { phoneNumberId, portfolio, user }) ? undefined : userIdOf(portfolio, user);
}
