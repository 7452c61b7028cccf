/**
 * Samples of media headers: a caller names them by the handle of a resumable upload, and reads back an address that
 * serves the file. A handle that nobody made is kept under an address of Meta's network, at which nothing is served.
 */
import { findAsset, uploadedAssets } from '../../world/uploads.js';
import type { World } from '../../world/world.js';
import { publicUrl } from '../media/file-urls.js';
import type { GraphRequest } from '../operation.js';
import { fromJson } from '../parameters.js';

type Parameters = GraphRequest['parameters'];

/** The parameters of a template, with the addresses of known samples in the place of their handles. */
export function withSamples({ parameters, address }: GraphRequest, world: World): Parameters {
  if (world.of(uploadedAssets).size === 0 || parameters.components === undefined) return parameters;

  const shown = (handle: unknown): unknown => {
    const asset = typeof handle === 'string' ? findAsset(world, handle) : undefined;
    return asset ? publicUrl(address(), asset, 'sample') : handle;
  };
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        name === 'header_handle' && Array.isArray(member) ? member.map(shown) : replace(member),
      ]),
    );
  };
  return { ...parameters, components: replace(fromJson(parameters.components)) };
}
