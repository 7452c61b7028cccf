/**
 * Media in messages, headers and templates: named by an uploaded id or by a link, one of them. A link is not fetched:
 * what is wrong with the file behind it arrives later as a failed status, at Meta as well. Ids: media-ids.ts.
 */
import type { GraphError } from '../../errors/graph-error.js';
import { object, type Shape, string } from '../parameters.js';
import { type Content, invalid, type MessageType, missing, textOf } from './message-type.js';

/** Ids of uploads are decimal digits. */
const mediaId = string({
  pattern: { like: /^\d{1,20}$/, otherwise: 'is not a valid whatsapp business account media attachment ID' },
});

/** The shape of one piece of media; more members than id and link depend on the kind of message. */
export const mediaShape = (extra: Readonly<Record<string, Shape>> = {}, rules: { required?: boolean } = {}): Shape =>
  object({ id: mediaId, link: string({ uri: true }), ...extra }, rules);

/** Longest name of a document, in characters (assumed). */
export const filename = string({ maxLength: 240 });

/** Exactly one of an uploaded id and a link. `kind` is what the refusal calls it. */
export function refuseMedia(kind: string, { id, link }: Content): GraphError | undefined {
  if (id !== undefined && link !== undefined) return invalid(`Only one of id and link is allowed for ${kind}.`);
  return id === undefined && link === undefined
    ? missing(`Required parameter is missing: ${kind} needs an id or a link.`)
    : undefined;
}

/** A type of message that is a piece of media. */
export const mediaMessage = (kind: string, extra: Readonly<Record<string, Shape>> = {}): MessageType => ({
  shape: mediaShape(extra, { required: true }),
  refuse: (content) => refuseMedia(kind, content),
  preview: ({ caption, filename: name, link }) => textOf(caption ?? name ?? link),
});
