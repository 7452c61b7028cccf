/**
 * Resumable uploads: sessions that take a file in as many pieces as it needs, and the files that they became. A handle
 * names such a file where a profile picture or a template's sample is wanted. How long sessions and handles live is
 * assumed.
 */
import { defineCollection } from './collection.js';
import type { World } from './world.js';

const DAY_MS = 24 * 3_600_000;
export const SESSION_MS = DAY_MS;
export const HANDLE_MS = 30 * DAY_MS;

export interface FilePiece {
  readonly blob: string;
  readonly sizeBytes: number;
}

export interface UploadSession {
  /** As in its path, without `upload:` and `?sig=`. */
  readonly id: string;
  readonly signature: string;
  readonly appId: string;
  readonly fileName: string;
  readonly fileType: string;
  readonly fileLength: number;
  /** What has come so far, in order. */
  readonly parts: readonly FilePiece[];
  /** Of the whole file, once it is whole. */
  readonly handle?: string;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

export const uploadSessions = defineCollection<UploadSession>({ name: 'uploadSessions', limit: 1_000 });

/** A file that has come whole. */
export interface UploadedAsset {
  readonly id: string;
  readonly handle: string;
  readonly fileName: string;
  readonly fileType: string;
  readonly sizeBytes: number;
  readonly parts: readonly FilePiece[];
  /** Until when the handle is taken; the file itself stays. Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

export const uploadedAssets = defineCollection<UploadedAsset>({
  name: 'uploadedAssets',
  firstId: 710_000_000_000_001,
  limit: 1_000,
});

/** How many bytes of a session have come. */
export const receivedBytes = ({ parts }: Pick<UploadSession, 'parts'>): number =>
  parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

/** The session of an id, unless its time is over. */
export function findSession(world: World, id: string): UploadSession | undefined {
  const found = world.of(uploadSessions).get(id);
  return found && found.expiresAt > world.now() ? found : undefined;
}

/** Forgets sessions whose time is over. */
export function forgetExpiredSessions(world: World): void {
  const all = world.of(uploadSessions);
  for (const { id, expiresAt } of all.all()) if (expiresAt <= world.now()) all.remove(id);
}

/** The file behind a handle, unless the handle's time is over. White space around a handle is nothing. */
export const findAsset = (world: World, handle: string): UploadedAsset | undefined =>
  world
    .of(uploadedAssets)
    .all()
    .find((asset) => asset.handle === handle.trim() && asset.expiresAt > world.now());
