/**
 * Resumable uploads (Graph, "Resumable Upload API"): a session is asked for, the bytes are posted to it, and the whole
 * file has a handle. A body that ends early leaves what came: `GET` says how much, and the next post goes on from there.
 * Refusals that Meta words by `debug_info` come in the usual envelope here, with the same words.
 */
import { type GraphError, graphError, notSimulated, parameterError } from '../../errors/graph-error.js';
import { apps, SYSTEM_USER_ID } from '../../world/accounts.js';
import {
  findSession,
  forgetExpiredSessions,
  HANDLE_MS,
  receivedBytes,
  SESSION_MS,
  type UploadSession,
  uploadedAssets,
  uploadSessions,
} from '../../world/uploads.js';
import type { World } from '../../world/world.js';
import { onObject } from '../on-object.js';
import {
  type About,
  type Decision,
  type GraphRequest,
  type Operation,
  OTHER_CALL,
  refuse,
  reply,
} from '../operation.js';
import { number, type Shape, string } from '../parameters.js';
import { signature } from './file-urls.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/uploads.test.ts',
});

/** Longest file (assumed: that of the largest media). */
const LARGEST_FILE = 100 * 1_024 ** 2;
/** Pieces of one file (ours). */
const MOST_PIECES = 1_000;
/** Meta's list. */
const FILE_TYPES = ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4'];

const accepts: Readonly<Record<string, Shape>> = {
  file_length: number({ required: true }),
  file_type: string({ required: true }),
  file_name: string({ maxLength: 255 }),
  session_type: string({ oneOf: ['attachment'] }),
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** 36 characters in the form of a UUID, made from a name. */
function uuidOf(secret: string, name: string): string {
  const hex = Buffer.from(signature(secret, `uuid/${name}`, 32)).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** `MTph…` is base64 of `1:attachment:<uuid>?file_length=…&file_type=…` (decoded from public samples). */
function newSession(appId: string, { parameters }: GraphRequest, world: World): UploadSession {
  const { file_length: fileLength, file_type: fileType, file_name: fileName = '' } = parameters;
  const secret = world.credentials.appSecret;
  const facts = new URLSearchParams({ file_length: String(fileLength), file_type: String(fileType) });
  if (fileName !== '') facts.set('file_name', String(fileName));
  const taken = world.of(uploadSessions);
  let attempt = taken.size;
  const idOf = () => base64(`1:attachment:${uuidOf(secret, `${world.now()}/${attempt}`)}?${facts}`);
  while (taken.get(idOf())) attempt++;
  const id = idOf();
  return {
    id,
    signature: `AR${signature(secret, `session/${id}`, 17)}`,
    appId,
    fileName: String(fileName),
    fileType: String(fileType).toLowerCase(),
    fileLength: Number(fileLength),
    parts: [],
    expiresAt: world.now() + SESSION_MS,
  };
}

const nameOf = ({ id, signature: sig }: UploadSession): string => `upload:${id}?sig=${sig}`;

function start(appId: string, request: GraphRequest, world: World): Decision {
  const { file_length: length, file_type: type } = request.parameters;
  if (!Number.isInteger(length) || Number(length) < 1 || Number(length) > LARGEST_FILE)
    return refuse(parameterError(`Param file_length must be a number between 1 and ${LARGEST_FILE}.`));
  if (!FILE_TYPES.includes(String(type).toLowerCase()))
    return refuse(parameterError(`Param file_type must be one of {${FILE_TYPES.join(', ')}} - got "${String(type)}".`));
  const sessions = world.of(uploadSessions);
  if (sessions.isFull() && sessions.all().every(({ expiresAt }) => expiresAt > world.now()))
    return refuse(notSimulated('more than 1,000 upload sessions in a day'));
  return reply(() => {
    if (sessions.isFull()) forgetExpiredSessions(world);
    const session = newSession(appId, request, world);
    sessions.put(session);
    return { id: nameOf(session) };
  });
}

/** `4:<name>:<type>:AR…:e:<expiry>:<app>:<user>:AR…`, name and type in base64 (seen in public samples). */
function handleOf(session: UploadSession, userId: string, world: World): string {
  const { fileName, fileType, appId, id } = session;
  const expiry = Math.floor((world.now() + HANDLE_MS) / 1_000);
  const open = `e:${expiry}:${appId}:${userId}`;
  const secret = world.credentials.appSecret;
  const seal = `AR${signature(secret, `file/${id}`, 108)}`;
  return `4:${base64(fileName)}:${base64(fileType)}:${seal}:${open}:AR${signature(secret, `${id}/${open}`, 17)}`;
}

/** The session that the path names, with the signature that came with its id. */
function sessionOf({ ids, parameters }: GraphRequest, world: World): UploadSession | GraphError {
  const [id = '', sigInPath] = (ids.session ?? '').split('?sig=');
  const session = findSession(world, id);
  const sig = sigInPath ?? parameters.sig;
  return session && sig === session.signature
    ? session
    : graphError(100, {
        message: `HMAC check failed! sessionId=upload:${id} mac=${typeof sig === 'string' ? sig : ''}`,
      });
}

const isRefusal = (value: UploadSession | GraphError): value is GraphError => 'code' in value;

function refuseOffset(session: UploadSession, given: string | undefined): GraphError | undefined {
  if (given === undefined) return parameterError('The header file_offset is required.');
  return given.trim() === String(receivedBytes(session))
    ? undefined
    : graphError(100, { message: 'Request starting offset is invalid' });
}

function take(request: GraphRequest, world: World): Decision {
  const session = sessionOf(request, world);
  if (isRefusal(session)) return refuse(session);
  const refusal = refuseOffset(session, request.header('file_offset'));
  if (refusal) return refuse(refusal);
  const { bytes } = request.files;
  const received = receivedBytes(session) + (bytes?.sizeBytes ?? 0);
  if (!bytes || bytes.sizeBytes === 0) return refuse(parameterError('The body must hold the bytes of the file.'));
  if (received > session.fileLength)
    return refuse(graphError(100, { message: 'Partial request (did not match length of file)' }));
  if (session.parts.length >= MOST_PIECES) return refuse(notSimulated('an upload in more than 1,000 pieces'));
  const isWhole = received === session.fileLength;
  if (isWhole && world.of(uploadedAssets).isFull()) return refuse(notSimulated('more than 1,000 uploaded files'));

  const { blob, sizeBytes } = bytes;
  const parts = [...session.parts, { blob, sizeBytes }];
  const apply = () => {
    const handle = isWhole ? handleOf(session, request.caller?.userId ?? SYSTEM_USER_ID, world) : undefined;
    world.of(uploadSessions).update(session.id, { parts, ...(handle !== undefined && { handle }) });
    // What a whole body that is not yet the whole file is answered is not documented; as the session's state (assumed).
    if (handle === undefined) return { id: nameOf(session), file_offset: received };
    const { fileName, fileType } = session;
    const expiresAt = world.now() + HANDLE_MS;
    world.of(uploadedAssets).add((id) => ({ id, handle, fileName, fileType, sizeBytes: received, parts, expiresAt }));
    return { h: handle };
  };
  return { effect: { kind: 'keep-file', blob, apply }, facts: OTHER_CALL };
}

const startUpload = onObject(
  apps,
  { route: 'POST /{app-id}/uploads', about: about('Opens an upload session.'), needs: 'any', accepts },
  (app, request, world) => start(app.id, request, world),
);

/** The app that the token belongs to, as Meta's own collection of calls names it. */
const startOwnUpload: Operation = {
  route: 'POST /app/uploads',
  about: about("Opens an upload session of the token's app."),
  needs: 'any',
  accepts,
  decide: (request, world) => start(request.caller?.appId ?? world.credentials.appId, request, world),
};

const takeUpload: Operation = {
  route: 'POST /upload:{session}',
  about: about('Takes the bytes of a file, or some of them, and gives the handle of a whole one.'),
  needs: 'any',
  takesBytes: LARGEST_FILE,
  rawBody: true,
  decide: take,
};

const getUpload: Operation = {
  route: 'GET /upload:{session}',
  about: about('How much of a file has come.'),
  needs: 'any',
  decide(request, world) {
    const session = sessionOf(request, world);
    return isRefusal(session)
      ? refuse(session)
      : reply(() => ({ id: nameOf(session), file_offset: receivedBytes(session) }));
  },
};

export const uploadOperations: readonly Operation[] = [startUpload, startOwnUpload, takeUpload, getUpload];
