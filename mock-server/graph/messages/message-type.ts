/** What a type of message is: its shape, WhatsApp's rules beyond the shape, and the words to show for it. */
import type { WaId } from '../../../core/ids.js';
import { contentError, type GraphError, graphError } from '../../errors/graph-error.js';
import type { PhoneNumber } from '../../world/accounts.js';
import type { World } from '../../world/world.js';
import type { Shape } from '../parameters.js';

/** What stands under the type's own key, in the declared shape. */
export type Content = Readonly<Record<string, unknown>>;

/** Between whom a message goes. */
export interface Conversation {
  readonly from: PhoneNumber;
  /** The user, or a group's chat. */
  readonly to: WaId;
}

export interface MessageType {
  readonly shape: Shape;
  /** WhatsApp's rules on content that has the right shape. */
  readonly refuse?: (content: Content, world: World, conversation: Conversation) => GraphError | undefined;
  /** What the world remembers of such a message once it is sent. */
  readonly sent?: (content: Content, world: World, conversation: Conversation) => void;
  /** Up to 200 characters for people. */
  readonly preview: (content: Content) => string | undefined;
}

/** One text, cut to 200 characters. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.slice(0, 200) : undefined;

/** The first 200 characters of what there is to read, in the order given; parts of a message are set apart by ` · `. */
export function previewOf(parts: readonly unknown[]): string | undefined {
  const texts = parts.filter((part): part is string => typeof part === 'string' && part !== '');
  return texts.length === 0 ? undefined : texts.join(' · ').slice(0, 200);
}

/** 131009: a value that breaks a rule. */
export const invalid = (details: string): GraphError => contentError(131009, details);
/** 131008: something that must be there is not. */
export const missing = (details: string): GraphError => contentError(131008, details);
/** 100 with details: how WhatsApp, unlike Graph, words a parameter that it cannot use (observed for templates). */
export const unusable = (details: string): GraphError => graphError(100, { details });

/** The first refusal among things of a kind, of which there may be as many as a body can hold. */
export function firstRefusalOf<Item>(
  items: readonly Item[],
  check: (item: Item, index: number) => GraphError | undefined,
): GraphError | undefined {
  for (const [index, item] of items.entries()) {
    const refusal = check(item, index);
    if (refusal) return refusal;
  }
  return undefined;
}

/** The first refusal of a list of checks. Later checks do not run. */
export function firstRefusal(...checks: readonly (() => GraphError | undefined)[]): GraphError | undefined {
  for (const check of checks) {
    const refusal = check();
    if (refusal) return refusal;
  }
  return undefined;
}
