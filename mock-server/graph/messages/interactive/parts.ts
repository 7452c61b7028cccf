/**
 * Header, body and footer of an interactive message. Their longest texts (60, 4,096 and 60 characters) are Graph's
 * check, everything else WhatsApp's. Wording of refused headers and footers: assumed.
 */
import type { GraphError } from '../../../errors/graph-error.js';
import { object, type Shape, string, variant } from '../../parameters.js';
import { filename, mediaShape, refuseMedia } from '../media.js';
import { type Content, firstRefusal, invalid, missing } from '../message-type.js';
import { EVERY_HEADER, type HeaderType, type InteractiveKind } from './kind.js';

const MAX_HEADER = 60;
const MAX_BODY = 4_096;
const MAX_FOOTER = 60;
const DEFAULT_BODY = 1_024;

const headerOf = (type: HeaderType, shape: Shape, extra: Readonly<Record<string, Shape>> = {}) =>
  object({ type: string(), [type]: shape, ...extra });

export const headerShape = variant(
  'type',
  {
    text: headerOf('text', string({ required: true, maxLength: MAX_HEADER }), {
      sub_text: string({ maxLength: MAX_HEADER }),
    }),
    image: headerOf('image', mediaShape({}, { required: true })),
    video: headerOf('video', mediaShape({}, { required: true })),
    document: headerOf('document', mediaShape({ filename }, { required: true })),
  },
  { otherwise: object({ type: string({ required: true, oneOf: EVERY_HEADER }) }, { open: true }) },
);
export const bodyShape = object({ text: string({ required: true, maxLength: MAX_BODY }) });
export const footerShape = object({ text: string({ required: true, maxLength: MAX_FOOTER }) });

/** A header of a type that is allowed, whose media is named. */
export function refuseHeader(header: Content | undefined, allowed: readonly HeaderType[]): GraphError | undefined {
  if (header === undefined) return undefined;
  const type = String(header.type).toLowerCase() as HeaderType;
  if (!allowed.includes(type))
    return invalid(
      allowed.length === 0
        ? 'Header is not supported by this type of interactive message'
        : `Header type invalid. Supported types ['${allowed.join("','")}']`,
    );
  return type === 'text' ? undefined : refuseMedia(`header ${type}`, header[type] as Content);
}

function refuseBody(body: Content | undefined, { bodyOptional, bodyLength = DEFAULT_BODY }: InteractiveKind) {
  if (body === undefined) return bodyOptional ? undefined : missing('Interactive message body is missing');
  return String(body.text).length > bodyLength
    ? invalid(`Body text length invalid. Min length: 1, Max length: ${bodyLength}`)
    : undefined;
}

/** Rules on what surrounds the action. */
export function refuseParts(content: Content, kind: InteractiveKind): GraphError | undefined {
  const { header, body, footer } = content as Readonly<Record<string, Content | undefined>>;
  return firstRefusal(
    () => (kind.needsHeader && header === undefined ? missing('Interactive message header is missing') : undefined),
    () => refuseHeader(header, kind.headers ?? []),
    () => refuseBody(body, kind),
    () =>
      kind.noFooter && footer !== undefined
        ? invalid('Footer is not supported by this type of interactive message')
        : undefined,
  );
}
