/**
 * Media that numbers sent up, and media that users sent: what Meta knows of each file, and where its bytes are. An id
 * lives 30 days when the business made it, 7 days when it came in a webhook (Meta, "Media"; 7 since October 2025).
 */
import { defineCollection } from './collection.js';
import type { World } from './world.js';

const DAY_MS = 24 * 3_600_000;
export const BUSINESS_MEDIA_MS = 30 * DAY_MS;
export const USER_MEDIA_MS = 7 * DAY_MS;

export interface Media {
  readonly id: string;
  /** The number that it was sent up for, or came to. */
  readonly phoneNumberId: string;
  /** Where the bytes are. */
  readonly blob: string;
  readonly mimeType: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly isAnimated: boolean;
  readonly origin: 'business' | 'user';
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/** Ids of 16 digits as live, below 2^53. */
export const media = defineCollection<Media>({
  name: 'media',
  kind: 'media',
  firstId: 1_037_000_000_000_001,
  limit: 10_000,
});

/** The media of an id, unless its time is over. */
export function findMedia(world: World, id: string): Media | undefined {
  const found = world.of(media).get(id);
  return found && found.expiresAt > world.now() ? found : undefined;
}

/** Forgets media whose time is over. */
export function forgetExpiredMedia(world: World): void {
  const all = world.of(media);
  for (const { id, expiresAt } of all.all()) if (expiresAt <= world.now()) all.remove(id);
}

/** Whether there is no room for more, even without what has expired. */
export const isMediaFull = (world: World): boolean =>
  world.of(media).isFull() &&
  world
    .of(media)
    .all()
    .every(({ expiresAt }) => expiresAt > world.now());

export type NewMedia = Omit<Media, 'id' | 'origin' | 'expiresAt'>;

/** Keeps new media. @throws RangeError when there is no room: ask `isMediaFull` before. */
export function addMedia(world: World, origin: Media['origin'], file: NewMedia): Media {
  if (world.of(media).isFull()) forgetExpiredMedia(world);
  const expiresAt = world.now() + (origin === 'user' ? USER_MEDIA_MS : BUSINESS_MEDIA_MS);
  return world.of(media).add((id) => ({ id, ...file, origin, expiresAt }));
}
