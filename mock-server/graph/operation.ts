/**
 * What an operation of the Graph API is here: a pure decision over a call and the world, and an effect to be applied
 * once nothing stands in the way. An operation never touches a socket, a clock or a queue.
 */
import type { PhoneNumberId, WaId, Wamid } from '../../core/ids.js';
import type { GraphCall } from '../../core/observations.js';
import type { GraphError } from '../errors/graph-error.js';
import type { SentTemplate } from '../world/message-log.js';
import type { AccessToken, Scope } from '../world/tokens.js';
import type { World } from '../world/world.js';
import type { Shape } from './parameters.js';

/** Bytes that came with a call and are kept already, under an id of their own. */
export interface UploadedFile {
  /** Where the bytes are; they are dropped when the call does not keep them. */
  readonly blob: string;
  /** As the caller named it; empty: not named. */
  readonly fileName: string;
  /** Of the part, in lower case. */
  readonly mimeType: string;
  readonly sizeBytes: number;
  /** SHA-256 of the bytes, lower-case hex. */
  readonly sha256: string;
  /** The first 32 bytes, hex. */
  readonly head: string;
}

/** A stretch of a file that is kept under an id of its own; a file that came in pieces has several. */
export interface FilePart {
  readonly blob: string;
  readonly sizeBytes: number;
}

export interface GraphRequest {
  /** Id of the object that the path begins with, when that is a phone number; empty otherwise. */
  readonly phoneNumberId: string;
  /** What stands in the place of the path's placeholders: `phone-number-id`, `code`, … */
  readonly ids: Readonly<Record<string, string>>;
  /** Query and body parameters together; the body wins. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Files of a multipart body by field name; a raw body of bytes is `bytes`. */
  readonly files: Readonly<Record<string, UploadedFile>>;
  /** The token that the call was made with; `undefined` only for operations that need none. */
  readonly caller: AccessToken | undefined;
  /** One request header. @param name in small letters. */
  readonly header: (name: string) => string | undefined;
  /** The address that was called, without its query: links to other pages begin with it. */
  readonly address: () => string;
}

/** What the observation of this call will say about its content. */
export type CallFacts = Pick<GraphCall, 'action'> &
  Partial<Pick<GraphCall, 'to' | 'type' | 'answers' | 'callbackData' | 'digest' | 'text' | 'userId' | 'media'>>;

/** A message that was decided on and waits for its id. */
export interface SendEffect {
  readonly kind: 'send';
  readonly phoneNumberId: PhoneNumberId;
  /** The user, or what a group is to the phones in it. */
  readonly to: WaId;
  /** As the caller wrote it. */
  readonly input: string;
  readonly type: string;
  readonly callbackData?: string | undefined;
  /** The business-scoped id, or parent one, that the user was addressed by. */
  readonly userId?: string;
  /** Id of the group that it goes to. */
  readonly group?: string;
  readonly template?: SentTemplate | undefined;
  /** What the message counts as, where its type and template do not say it: `UTILITY`, `MARKETING_LITE`. */
  readonly category?: string | undefined;
  /** Accepted, and nothing is ever heard of it again. */
  readonly isLost?: true;
  /** Id of a template that its statuses name; asked for once it has taken effect. */
  readonly templateId?: (() => string | undefined) | undefined;
  /** Accepted, and reported as failed: its only status. */
  readonly failure?: GraphError | undefined;
  /** What else the send changes. */
  readonly also?: (() => void) | undefined;
  /** Gives the JSON to answer in place of the usual one. */
  readonly seal?: (answer: string) => string;
}

export interface MarkReadEffect {
  readonly kind: 'mark-read';
  readonly message: Wamid;
}

/** Reads or changes the world and gives the answer; runs once, after every fault that may prevent it. */
export interface ReplyEffect {
  readonly kind: 'reply';
  readonly apply: () => object;
  /** A part of it fails all the same: the answer is this error, with what `apply` gives beside it. */
  readonly failure?: GraphError;
}

/** Keeps the file that came with the call, and answers. */
export interface KeepFileEffect {
  readonly kind: 'keep-file';
  /** Id under which the bytes are kept from now on. */
  readonly blob: string;
  readonly apply: () => object;
}

/** Answers bytes instead of JSON; ranges are the listener's business. */
export interface BytesEffect {
  readonly kind: 'bytes';
  /** In order. */
  readonly parts: readonly FilePart[];
  readonly mimeType: string;
  readonly fileName: string;
  readonly sizeBytes: number;
}

/** Performs the verification handshake with a callback URL first; applies only when it was verified. */
export interface VerifyCallbackEffect {
  readonly kind: 'verify-callback';
  readonly url: string;
  readonly verifyToken: string;
  /** Why it cannot be applied after all: the world may have changed while the callback was asked. */
  readonly recheck?: () => GraphError | undefined;
  readonly apply: () => object;
}

export type Effect = SendEffect | MarkReadEffect | ReplyEffect | KeepFileEffect | BytesEffect | VerifyCallbackEffect;

export type Decision =
  | { readonly refusal: GraphError; readonly facts: CallFacts }
  | { readonly effect: Effect; readonly facts: CallFacts };

/** Where the behaviour is known from: Meta's documentation, a recorded live answer, or our best guess. */
export type Provenance = 'documented' | 'recorded' | 'assumed';

/** What the documentation says of an operation; `docs/fidelity.md` is printed from these. */
export interface About {
  /** One line: what the call does here. */
  readonly summary: string;
  readonly source: Provenance;
  /** The conformance test: `test/conformance/flows.test.ts`. */
  readonly test: string;
}

export interface Operation {
  /**
   * As the catalogue writes it: `POST /{phone-number-id}/messages`. The first placeholder names the kind of object
   * that its id must belong to; an operation without one stands at the root.
   */
  readonly route: string;
  readonly about: About;
  /**
   * The permission that the token must have; `any`: a valid token is enough; `app`: only an app token; `none`: no
   * token. Default: `whatsapp_business_management`.
   */
  readonly needs?: Scope | 'any' | 'app' | 'none';
  /** Parameters and their shapes, checked before `decide` and handed to it in their own types; others pass. */
  readonly accepts?: Readonly<Record<string, Shape>>;
  /** Bytes that may come along, at most so many; absent: none. */
  readonly takesBytes?: number;
  /**
   * Files of a multipart body that are texts to be read: up to so many bytes, each is given as text among the
   * `parameters`, under its field's name, and is not kept as bytes. Absent: files are kept, not read.
   */
  readonly takesText?: number;
  /** The body is the file itself, whatever its content type says; what came before a connection broke counts. */
  readonly rawBody?: true;
  /** What can be said of a call whatever comes of it, also when its object is missing. */
  readonly facts?: (parameters: GraphRequest['parameters'], ids: GraphRequest['ids']) => CallFacts;
  readonly decide: (request: GraphRequest, world: World) => Decision;
}

/** Facts of a call that is neither a send nor a read mark. */
export const OTHER_CALL: CallFacts = { action: 'other' };

export const refuse = (refusal: GraphError): Decision => ({ refusal, facts: OTHER_CALL });

export const reply = (apply: () => object): Decision => ({ effect: { kind: 'reply', apply }, facts: OTHER_CALL });

/** What most changes answer. */
export const SUCCESS = { success: true } as const;

/** Changes the world and answers `{"success":true}`. */
export const change = (apply: () => void): Decision =>
  reply(() => {
    apply();
    return SUCCESS;
  });
