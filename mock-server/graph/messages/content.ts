/**
 * The types of messages: their shape (Graph's parameter check), WhatsApp's own rules beyond it, and the words to show
 * for them. Source: Meta's message-type pages and OpenAPI v23.0 (`Message`). The 24-hour window and what is behind a link
 * are not looked at; of a message that is reacted to only with whom it was exchanged, not how old it is.
 */
import { decodeWamid } from '../../world/wamid.js';
import { boolean, number, object, string } from '../parameters.js';
import { contacts } from './contacts.js';
import { interactive } from './interactive/interactive.js';
import { filename, mediaMessage } from './media.js';
import { invalid, type MessageType, textOf } from './message-type.js';
import { pin } from './pin.js';
import { template } from './template/template.js';

const caption = string({ maxLength: 1_024 });

const text: MessageType = {
  shape: object({ body: string({ required: true, maxLength: 4_096 }), preview_url: boolean }, { required: true }),
  preview: ({ body }) => textOf(body),
};

/** Longest name and address: assumed. */
const location: MessageType = {
  shape: object(
    {
      latitude: number({ required: true }),
      longitude: number({ required: true }),
      name: string({ maxLength: 1_000 }),
      address: string({ maxLength: 1_000 }),
    },
    { required: true },
  ),
  preview: ({ name, address, latitude, longitude }) => textOf(name ?? address ?? `${latitude}, ${longitude}`),
};

/** An empty emoji takes the reaction back. A `context` beside it is taken and has no meaning. */
const reaction: MessageType = {
  shape: object({ message_id: string({ required: true }), emoji: string() }, { required: true }),
  refuse: ({ message_id }, _world, { to }) =>
    decodeWamid(String(message_id))?.user === to
      ? undefined
      : invalid('Parameter value is not valid: message_id is not a message of this conversation.'),
  preview: ({ emoji }) => textOf(emoji),
};

export const messageTypes: Readonly<Record<string, MessageType>> = {
  text,
  image: mediaMessage('image', { caption }),
  video: mediaMessage('video', { caption }),
  audio: mediaMessage('audio', { voice: boolean }),
  document: mediaMessage('document', { caption, filename }),
  sticker: mediaMessage('sticker'),
  location,
  contacts,
  reaction,
  template,
  interactive,
  pin,
};

/** Meta's list of types, for the words of its refusal. It grows with time. */
export const KNOWN_TYPES = [
  'AUDIO',
  'CONTACTS',
  'DOCUMENT',
  'GIF',
  'IMAGE',
  'INTERACTIVE',
  'LINK_PREVIEW',
  'LOCATION',
  'PIN',
  'REACTION',
  'STICKER',
  'TEMPLATE',
  'TEXT',
  'VIDEO',
] as const;
