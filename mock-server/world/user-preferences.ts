/** Users who want no more marketing messages of a business (its portfolio). Whoever is not here wants them. */
import { defineCollection } from './collection.js';
import type { World } from './world.js';

export interface UserPreference {
  /** `<portfolio>/<user>` */
  readonly id: string;
  /** Wall time in milliseconds. */
  readonly stoppedAt: number;
}

export const userPreferences = defineCollection<UserPreference>({ name: 'userPreferences', limit: 200_000 });

export const preferenceOf = (portfolio: string, user: string): string => `${portfolio}/${user}`;

export function wantsNoMarketing(world: World, portfolio: string, user: string): boolean {
  const all = world.of(userPreferences);
  return all.size > 0 && all.get(preferenceOf(portfolio, user)) !== undefined;
}
