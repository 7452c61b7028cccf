/**
 * Makes the message of a line, in the form in which Meta's webhook carries it, without id, time and sender. A file is
 * named by nothing but its kind, and whom a message answers by the id alone: whoever delivers it fills in the rest. What
 * a user never writes (a message of the platform) is made here all the same: an integration meets it among the others.
 */
import type { Random } from '../../core/random.js';

export interface InboundMessage {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** Texts of a line: `{token}` must occur in each of them, `{name}` may. */
type Texts = readonly string[];

/** What a line says. */
export type LineContent =
  | {
      readonly type: 'text';
      readonly bodies: Texts;
      /** Filled up to so many characters; the limit of WhatsApp is 4,096. */
      readonly length?: number | undefined;
    }
  | { readonly type: 'image' | 'video' | 'document'; readonly bodies: Texts }
  | { readonly type: 'audio' | 'sticker' | 'location' | 'contacts' | 'reaction' | 'button' | 'system' }
  | { readonly type: 'interactive'; readonly reply: 'button_reply' | 'list_reply' }
  | { readonly type: 'order'; readonly bodies: Texts }
  /** @param of what the API cannot show, such as a poll. */
  | { readonly type: 'unsupported'; readonly of: string };

export interface ComposeDetails {
  readonly name: string;
  readonly random: Random;
  readonly token: string;
  readonly lastWritten?: string | undefined;
  readonly lastReceived?: string | undefined;
}

/** Whether the line's messages carry the token. */
export const carriesToken = (line: LineContent): boolean => 'bodies' in line;

const FILLER = 'Und noch etwas: bitte 2× prüfen, ob Straße/Nr. stimmt – merci 🙏 <ok>. ';

/** Exactly `length` UTF-16 units, and no emoji cut in two. */
function fillUp(body: string, length: number): string {
  let filled = `${body} `;
  while (filled.length + FILLER.length <= length) filled += FILLER;
  return filled + '.'.repeat(Math.max(0, length - filled.length));
}

function textOf(bodies: Texts, { random, name, token }: ComposeDetails): string {
  // Functions as replacements: in a plain replacement string, a `$&` in a name would be interpreted.
  return random
    .pick(bodies)
    .replace('{name}', () => name)
    .replace('{token}', () => token);
}

const EMOJIS = ['👍', '❤️', '😂', '🙏🏽', '👨‍👩‍👧‍👦', '🏳️‍🌈'];

const PLACES = [
  { latitude: -23.55052, longitude: -46.633308, name: 'Praça da Sé, "centro"', address: 'São Paulo – SP/Brasil' },
  { latitude: 31.7767, longitude: 35.2345, name: 'العيادة / המרפאה' },
  { latitude: 0, longitude: 0 },
  { latitude: 89.999999, longitude: -179.999999, url: 'https://maps.example/?q=1&x=<y>' },
];

const CONTACTS = [
  {
    name: { formatted_name: 'Zoë "Z" O’Neill', first_name: 'Zoë' },
    phones: [{ phone: '+1 555-777-0001', type: 'CELL' }],
  },
  {
    name: { formatted_name: '山田 太郎' },
    emails: [{ email: 'taro+wa@shop.example', type: 'WORK' }],
    birthday: '1990-02-29',
  },
];

const CONFIRMATIONS = {
  button_reply: { id: 'confirm:yes/1', title: 'Yes, please ✅' },
  list_reply: { id: 'slot-2', title: 'Wed 10:00', description: 'Kreuzberg & Mitte' },
};

const UNKNOWN_TYPE = {
  code: 131051,
  title: 'Message type unknown',
  message: 'Message type unknown',
  error_data: { details: 'Message type is currently not supported.' },
};

/** What is answered: the business's last message, if there was one. */
const contextOf = ({ lastReceived }: ComposeDetails) =>
  lastReceived === undefined ? {} : { context: { id: lastReceived } };

/** One message of this line: a variant drawn by chance, with the user's name and the token filled in. */
export function compose(line: LineContent, details: ComposeDetails): InboundMessage {
  const { random, name, lastWritten, lastReceived } = details;
  const { type } = line;
  switch (type) {
    case 'text': {
      const body = textOf(line.bodies, details);
      return { type, text: { body: line.length === undefined ? body : fillUp(body, line.length) } };
    }
    case 'image':
    case 'video':
    case 'document':
      return { type, [type]: { caption: textOf(line.bodies, details) } };
    case 'audio':
      return { type, audio: { voice: true } };
    case 'sticker':
      return { type, sticker: { animated: false } };
    case 'location':
      return { type, location: random.pick(PLACES) };
    case 'contacts':
      return { type, contacts: CONTACTS };
    case 'reaction':
      return { type, reaction: { message_id: lastReceived ?? lastWritten ?? '', emoji: random.pick(EMOJIS) } };
    case 'button':
      return { type, ...contextOf(details), button: { payload: 'STOP-1', text: 'Stop promotions' } };
    case 'interactive':
      return {
        type,
        ...contextOf(details),
        interactive: { type: line.reply, [line.reply]: CONFIRMATIONS[line.reply] },
      };
    case 'order': {
      const product_items = [{ product_retailer_id: 'sku-1/rød', quantity: 2, item_price: 7.5, currency: 'EUR' }];
      return { type, order: { catalog_id: '710000000000001', text: textOf(line.bodies, details), product_items } };
    }
    case 'unsupported':
      return { type, errors: [UNKNOWN_TYPE], unsupported: { type: line.of } };
    case 'system': {
      const number = `15550197${String(random.integer(0, 999)).padStart(3, '0')}`;
      const body = `User ${name} changed from an old number to ${number}`;
      return { type, system: { body, wa_id: number, type: 'user_changed_number' } };
    }
    default:
      return type satisfies never;
  }
}
