/**
 * The message types that are simulated: their shape (Graph's parameter check), WhatsApp's own rules beyond it, and
 * the words to show for them. Source: Meta's message-type pages and OpenAPI v23.0 (`Message`). Media by uploaded id,
 * lists, flows, products, contacts and groups are not simulated yet.
 */
import { contentError, type GraphError, notSimulated } from '../../errors/graph-error.js';
import type { World } from '../../world/world.js';
import { any, array, boolean, number, object, type Shape, string } from '../parameters.js';
import { refuseButtons } from './interactive.js';
import { refuseTemplate } from './template.js';

export type Content = Readonly<Record<string, unknown>>;

export interface MessageType {
  readonly shape: Shape;
  /** WhatsApp's rules on content that has the right shape. */
  readonly refuse?: (content: Content, world: World) => GraphError | undefined;
  /** Up to 200 characters for people. */
  readonly preview: (content: Content) => string | undefined;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value.slice(0, 200) : undefined);

/** Exactly one of an uploaded id and a link. */
function refuseMedia(kind: string) {
  return ({ id, link }: Content): GraphError | undefined => {
    if (id !== undefined) return notSimulated(`${kind} by uploaded media id (use "link")`);
    return link === undefined
      ? contentError(131008, `Required parameter is missing: ${kind} needs an id or a link.`)
      : undefined;
  };
}

/** Caption limit: 1,024 characters. */
function media(kind: string, extra: Readonly<Record<string, Shape>> = {}): MessageType {
  return {
    shape: object({ id: string(), link: string({ uri: true }), ...extra }, { required: true }),
    refuse: refuseMedia(kind),
    preview: ({ caption, filename, link }) => textOf(caption ?? filename ?? link),
  };
}

const caption = string({ maxLength: 1_024 });

export const messageTypes: Readonly<Record<string, MessageType>> = {
  text: {
    shape: object({ body: string({ required: true, maxLength: 4_096 }), preview_url: boolean }, { required: true }),
    preview: ({ body }) => textOf(body),
  },
  image: media('image', { caption }),
  video: media('video', { caption }),
  audio: media('audio', { voice: boolean }),
  document: media('document', { caption, filename: string({ maxLength: 240 }) }),
  sticker: media('sticker'),
  location: {
    shape: object(
      {
        latitude: number({ required: true }),
        longitude: number({ required: true }),
        name: string({ maxLength: 1_000 }),
        address: string({ maxLength: 1_000 }),
      },
      { required: true },
    ),
    preview: ({ name, address }) => textOf(name ?? address),
  },
  reaction: {
    shape: object({ message_id: string({ required: true }), emoji: string() }, { required: true }),
    refuse: ({ message_id }) =>
      String(message_id).startsWith('wamid.')
        ? undefined
        : contentError(131009, 'Parameter value is not valid: message_id is not a message of this conversation.'),
    preview: ({ emoji }) => textOf(emoji),
  },
  template: {
    shape: object(
      {
        name: string({ required: true, maxLength: 512 }),
        namespace: string(),
        language: object({ code: string({ required: true }), policy: string() }, { required: true }),
        components: array(
          object(
            { type: string({ required: true }), sub_type: string(), index: any, parameters: array(any) },
            { open: true },
          ),
        ),
      },
      { required: true },
    ),
    refuse: refuseTemplate,
    preview: ({ name }) => textOf(name),
  },
  interactive: {
    shape: object(
      {
        type: string({ required: true }),
        header: object({ type: string({ required: true }) }, { open: true }),
        body: object({ text: string({ required: true, maxLength: 4_096 }) }),
        footer: object({ text: string({ required: true, maxLength: 60 }) }),
        action: object({}, { required: true, open: true }),
      },
      { required: true },
    ),
    refuse: refuseButtons,
    preview: ({ body }) => textOf((body as { text?: string } | undefined)?.text),
  },
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
