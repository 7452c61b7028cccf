/**
 * What Meta serves from hosts that are not Graph: the bytes of media, to whoever has a token and an address that Graph
 * gave in the last five minutes; and uploaded pictures and samples, to everybody. Refusals are answered as 401 and 404.
 */
import { type GraphError, graphError } from '../../errors/graph-error.js';
import { findMedia } from '../../world/media.js';
import { uploadedAssets } from '../../world/uploads.js';
import type { World } from '../../world/world.js';
import {
  type BytesEffect,
  type CallFacts,
  type Decision,
  type GraphRequest,
  type Operation,
  OTHER_CALL,
  refuse,
} from '../operation.js';
import { mediaHash, URL_SECONDS } from './file-urls.js';

/** The host says no more than that (recorded); the words are assumed. */
const gone = (what: string): GraphError => graphError(100, { status: 404, message: `(#100) ${what}` });

const give = (effect: Omit<BytesEffect, 'kind'>): Decision => ({
  effect: { kind: 'bytes', ...effect },
  facts: OTHER_CALL,
});

function download({ parameters }: GraphRequest, world: World): Decision {
  const { mid, ext, hash } = parameters;
  if (typeof mid !== 'string' || typeof ext !== 'string' || hash !== mediaHash(world.credentials.appSecret, mid, ext))
    return refuse(gone('The URL is not one that Graph gave.'));
  const now = world.now() / 1_000;
  if (Number(ext) <= now || Number(ext) > now + URL_SECONDS + 1) return refuse(gone('The URL has expired.'));
  const found = findMedia(world, mid);
  if (!found) return refuse(gone('The media does not exist any more.'));
  const { blob, sizeBytes, mimeType, fileName } = found;
  return give({ parts: [{ blob, sizeBytes }], mimeType, fileName, sizeBytes });
}

function show({ ids }: GraphRequest, world: World): Decision {
  const [, id = ''] = /^(\d+)_n\.\w+$/.exec(ids['file-name'] ?? '') ?? [];
  const asset = world.of(uploadedAssets).get(id);
  if (!asset) return refuse(gone('There is no such file.'));
  const { parts, sizeBytes, fileType, fileName } = asset;
  return give({ parts, mimeType: fileType, fileName, sizeBytes });
}

const mediaFacts = ({ mid }: GraphRequest['parameters']): CallFacts => ({
  action: 'media',
  media: typeof mid === 'string' ? mid : undefined,
});

const operation = (
  route: string,
  summary: string,
  needs: NonNullable<Operation['needs']>,
  decide: Operation['decide'],
  test = 'test/conformance/media.test.ts',
): Operation => ({ route, about: { summary, source: 'recorded', test }, needs, decide });

const ofMedia = (route: string, summary: string): Operation => ({
  ...operation(route, summary, 'any', download),
  facts: mediaFacts,
});

const ATTACHMENTS = '/whatsapp_business/attachments';
const SHOWN = '/v/{folder}/{file-name}';
const uploads = 'test/conformance/uploads.test.ts';

export const downloadOperations: readonly Operation[] = [
  ofMedia(`GET ${ATTACHMENTS}`, 'The bytes of media, or a range of them.'),
  ofMedia(`HEAD ${ATTACHMENTS}`, 'The headers of a download.'),
  operation(`GET ${SHOWN}`, "A profile picture, or a template's sample.", 'none', show, uploads),
  operation(`HEAD ${SHOWN}`, 'The headers of a picture.', 'none', show, uploads),
];

/** Whether an operation is not Graph's, and its answers carry none of Graph's headers. */
export const isDownload = (it: Operation | undefined): boolean => it !== undefined && downloadOperations.includes(it);
