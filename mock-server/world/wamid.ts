/**
 * Message ids in Meta's own layout: base64 of `1C 18 <len> <other party's digits> 15 02 00 <direction> 18 <len>
 * <id in ASCII> 00` (decoded from public samples). Direction 11 is business to user, 12 user to business.
 */
import { type WaId, type Wamid, waId, wamid } from '../../core/ids.js';
import type { Random } from '../../core/random.js';

const TO_USER = 0x11;
const TO_BUSINESS = 0x12;
const HEX = '0123456789ABCDEF';

function encode(user: WaId, direction: number, id: string): Wamid {
  const bytes = Buffer.allocUnsafe(user.length + id.length + 10);
  bytes[0] = 0x1c;
  bytes[1] = 0x18;
  bytes[2] = user.length;
  bytes.write(user, 3, 'latin1');
  let at = 3 + user.length;
  bytes[at++] = 0x15;
  bytes[at++] = 0x02;
  bytes[at++] = 0x00;
  bytes[at++] = direction;
  bytes[at++] = 0x18;
  bytes[at++] = id.length;
  bytes.write(id, at, 'latin1');
  bytes[at + id.length] = 0x00;
  return wamid(`wamid.${bytes.toString('base64')}`);
}

function hexDigits(random: Random, count: number): string {
  let text = '';
  while (text.length < count) {
    let bits = Math.floor(random.next() * 0x100000000);
    for (let i = 0; i < 8 && text.length < count; i++, bits >>>= 4) text += HEX[bits & 15];
  }
  return text;
}

/** Id of a message that the business sends: 18 hex digits. */
export const outboundWamid = (user: WaId, random: Random): Wamid => encode(user, TO_USER, hexDigits(random, 18));

/** Id of a message that a user writes: 20 hex digits beginning with `3A`, as an iPhone gives. */
export const inboundWamid = (user: WaId, random: Random): Wamid =>
  encode(user, TO_BUSINESS, `3A${hexDigits(random, 18)}`);

export interface DecodedWamid {
  readonly user: WaId;
  readonly direction: 'to-user' | 'to-business';
}

/** Reads a message id; `undefined` when it does not have the layout. */
export function decodeWamid(text: string): DecodedWamid | undefined {
  if (!text.startsWith('wamid.') || text.length > 128) return undefined;
  const bytes = Buffer.from(text.slice(6), 'base64');
  const length = bytes[2] ?? 0;
  const tail = 3 + length;
  if (bytes[0] !== 0x1c || bytes[1] !== 0x18 || bytes[tail] !== 0x15 || bytes[tail + 4] !== 0x18) return undefined;
  // An id that was cut off somewhere, in a short database column for one, is none.
  if (bytes.length !== tail + 7 + (bytes[tail + 5] ?? 0)) return undefined;
  const direction = bytes[tail + 3];
  if (direction !== TO_USER && direction !== TO_BUSINESS) return undefined;
  return {
    user: waId(bytes.toString('latin1', 3, tail)),
    direction: direction === TO_USER ? 'to-user' : 'to-business',
  };
}
