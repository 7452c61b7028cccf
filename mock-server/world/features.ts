/**
 * What Meta rolls out to a part of all users before everybody has it, so that an integration meets it unprepared: each a
 * share of users, from 0 to 1, always the same users for the same share. All are 0 in a fresh mock, and then there is no
 * record.
 */
import { defineCollection } from './collection.js';
import type { World } from './world.js';

export interface Features {
  readonly id: string;
  /** Users with a username of whom the business does not see the number unless it knows it (2026). */
  readonly usersWithoutNumber: number;
  /** Messages and statuses with members that no documentation has. */
  readonly unknownFields: number;
  /** Each message is followed by one of a type that no documentation has. */
  readonly unknownTypes: number;
  /** Each `delivered` is followed by a status that no documentation has. */
  readonly unknownStatuses: number;
  /** Each message is followed by a change of a field that no documentation has. */
  readonly unknownWebhooks: number;
  /** `parent_user_id` and its like, as for managed businesses. */
  readonly parentUserIds: number;
}

export type FeatureName = Exclude<keyof Features, 'id'>;

export const FEATURE_NAMES: readonly FeatureName[] = [
  'usersWithoutNumber',
  'unknownFields',
  'unknownTypes',
  'unknownStatuses',
  'unknownWebhooks',
  'parentUserIds',
];

export const NO_FEATURES: Features = {
  id: 'features',
  usersWithoutNumber: 0,
  unknownFields: 0,
  unknownTypes: 0,
  unknownStatuses: 0,
  unknownWebhooks: 0,
  parentUserIds: 0,
};

export const features = defineCollection<Features>({ name: 'features', limit: 1 });

/** A number from 0 to 1 that is always the same for a user and a feature. */
export function placeOf(user: string, feature: string): number {
  let hash = 0x811c9dc5;
  for (const text of [feature, user])
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** Whether the user has the feature. */
export function hasFeature(world: World, name: FeatureName, user: string): boolean {
  const share = world.of(features).get('features')?.[name] ?? 0;
  return share > 0 && placeOf(user, name) < share;
}
