/**
 * Which kept files the world still refers to. An object that keeps a file names it as `blob`, or its pieces as `parts`
 * with a `blob` each; media whose time is over refer to nothing any more.
 */
import type { Collection, CollectionSpec, Identified } from './collection.js';
import { collections } from './collections.js';
import type { World } from './world.js';

interface KeepsFiles extends Identified {
  readonly blob?: unknown;
  readonly parts?: unknown;
  readonly expiresAt?: unknown;
}

function* blobsOf({ blob, parts }: KeepsFiles): Iterable<string> {
  if (typeof blob === 'string') yield blob;
  if (Array.isArray(parts))
    for (const part of parts as readonly ({ readonly blob?: unknown } | null)[])
      if (typeof part?.blob === 'string') yield part.blob;
}

export function referredBlobs(world: World): ReadonlySet<string> {
  const referred = new Set<string>();
  for (const spec of collections as readonly unknown[] as readonly CollectionSpec<KeepsFiles>[]) {
    const isMedia = spec.name === 'media';
    for (const object of (world.of(spec) as Collection<KeepsFiles>).all())
      if (!(isMedia && Number(object.expiresAt) <= world.now())) for (const blob of blobsOf(object)) referred.add(blob);
  }
  return referred;
}
