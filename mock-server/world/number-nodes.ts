/**
 * Nodes that show a side of a number under an id of their own: its bot, its business profile, and the number as the
 * account sees it. They hold nothing themselves; a fresh mock has one of each for its first number.
 */
import { type CollectionSpec, defineCollection } from './collection.js';
import type { NodeKind } from './nodes.js';

export interface NumberNode {
  readonly id: string;
  readonly phoneNumberId: string;
}

const ofNumbers = (name: string, kind: NodeKind, id: string): CollectionSpec<NumberNode> =>
  defineCollection<NumberNode>({
    name,
    kind,
    limit: 10_000,
    initial: ({ phoneNumberId }) => [{ id, phoneNumberId }],
  });

export const bots = ofNumbers('bots', 'bot', '710000000000001');
export const businessProfiles = ofNumbers('businessProfiles', 'business-profile', '720000000000001');
export const accountNumbers = ofNumbers('accountNumbers', 'account-number', '730000000000001');
