/**
 * `POST /{phone-number-id}/media`, `GET` and `DELETE /{media-id}`. Bytes are kept as they come: neither their content nor
 * their codecs are looked at, only what the caller says that they are. What media a message takes: media-rules.ts.
 */
import { type GraphError, graphError, notSimulated, parameterError } from '../../errors/graph-error.js';
import { numbers, type PhoneNumber } from '../../world/accounts.js';
import { addMedia, isMediaFull, type Media, media } from '../../world/media.js';
import type { World } from '../../world/world.js';
import { missingObject } from '../missing-object.js';
import { onObject } from '../on-object.js';
import {
  type About,
  change,
  type Decision,
  type GraphRequest,
  type Operation,
  OTHER_CALL,
  refuse,
  reply,
  type UploadedFile,
} from '../operation.js';
import { string, whatsapp } from '../parameters.js';
import { readNode } from '../read-node.js';
import { mediaUrl, URL_SECONDS } from './file-urls.js';
import { isAnimatedWebp, LARGEST_UPLOAD, UPLOAD_TYPES, uploadLimit } from './media-rules.js';

const about = (summary: string): About => ({ summary, source: 'recorded', test: 'test/conformance/media.test.ts' });

const wrongType = (received?: string): GraphError =>
  parameterError(
    `Param file must be a file with one of the following types: ${UPLOAD_TYPES.join(', ')}.` +
      (received === undefined ? '' : ` Received file of type '${received}'.`),
  );

/** Title as seen live, the rest assumed. */
const tooLarge = (limitBytes: number): GraphError =>
  graphError(100, {
    message: '(#100) Invalid parameter',
    userTitle: 'File Too Large',
    userMessage: `The file you uploaded is too large. A file of this type may have ${limitBytes} bytes.`,
  });

/** The form's `type` wins over the part's own. A word that is no MIME type says nothing (assumed). */
const typeOf = (type: unknown, file: UploadedFile): string =>
  typeof type === 'string' && type.includes('/') ? type.toLowerCase() : file.mimeType;

function refuseFile(file: UploadedFile, mimeType: string): GraphError | undefined {
  if (!UPLOAD_TYPES.includes(mimeType)) return wrongType(mimeType);
  const limit = uploadLimit(mimeType);
  if (file.sizeBytes > limit) return tooLarge(limit);
  return file.sizeBytes === 0 ? parameterError('Param file must be a file that is not empty.') : undefined;
}

function upload({ id: phoneNumberId }: PhoneNumber, request: GraphRequest, world: World): Decision {
  const { parameters, files } = request;
  const { file } = files;
  if (!file)
    return refuse(parameters.file === undefined ? parameterError('The parameter file is required.') : wrongType());
  const mimeType = typeOf(parameters.type, file);
  const refusal = refuseFile(file, mimeType);
  if (refusal) return refuse(refusal);
  if (isMediaFull(world)) return refuse(notSimulated('more than 10,000 media at a time'));
  const { blob, fileName, sizeBytes, sha256, head } = file;
  const isAnimated = mimeType === 'image/webp' && isAnimatedWebp(head);
  return {
    effect: {
      kind: 'keep-file',
      blob,
      apply: () => ({
        id: addMedia(world, 'business', { phoneNumberId, blob, mimeType, fileName, sizeBytes, sha256, isAnimated }).id,
      }),
    },
    facts: OTHER_CALL,
  };
}

/** Gone, or of another number than the caller believes: then Graph acts as if there were none (assumed). */
function refuseMedia(method: string, file: Media, { parameters }: GraphRequest, world: World): GraphError | undefined {
  const { phone_number_id: number } = parameters;
  const isAnothers = number !== undefined && number !== '' && String(number) !== file.phoneNumberId;
  return isAnothers || file.expiresAt <= world.now() ? missingObject(method, file.id) : undefined;
}

function read(file: Media, request: GraphRequest, world: World): Decision {
  const refusal = refuseMedia('GET', file, request, world);
  if (refusal) return refuse(refusal);
  const expiry = Math.floor(world.now() / 1_000) + URL_SECONDS;
  // In this order, with the id in the middle (recorded).
  const all = {
    url: mediaUrl(request.address(), world.credentials.appSecret, file.id, expiry),
    mime_type: file.mimeType,
    sha256: file.sha256,
    file_size: file.sizeBytes,
    id: file.id,
    messaging_product: 'whatsapp',
  };
  return request.parameters.fields === undefined
    ? reply(() => all)
    : readNode('media', { all, defaults: Object.keys(all) }, request);
}

const postMedia = onObject(
  numbers,
  {
    route: 'POST /{phone-number-id}/media',
    about: about('Takes a file of up to 100 MB for later messages and gives its id, valid for 30 days.'),
    needs: 'whatsapp_business_messaging',
    accepts: { messaging_product: whatsapp, type: string() },
    takesBytes: LARGEST_UPLOAD,
  },
  upload,
);

const getMedia = onObject(
  media,
  {
    route: 'GET /{media-id}',
    about: about('What media is, and the URL of its bytes, valid for five minutes.'),
    needs: 'whatsapp_business_messaging',
    facts: (_parameters, ids) => ({ action: 'media', media: ids['media-id'] }),
  },
  read,
);

const deleteMedia = onObject(
  media,
  {
    route: 'DELETE /{media-id}',
    about: about('Deletes media and its bytes.'),
    needs: 'whatsapp_business_messaging',
  },
  (file, request, world, all) => {
    const refusal = refuseMedia('DELETE', file, request, world);
    return refusal ? refuse(refusal) : change(() => void all.remove(file.id));
  },
);

export const mediaOperations: readonly Operation[] = [postMedia, getMedia, deleteMedia];
