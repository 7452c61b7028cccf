/**
 * Message QR codes: short codes behind `wa.me/message/…` links that open a chat with a prefilled text. A code is worked
 * out from its number and ordinal, so the same calls always give the same codes. Codes never expire.
 */
import { createHash } from 'node:crypto';
import { type Collection, defineCollection } from './collection.js';

export interface QrCode {
  /** The code itself: 14 characters of `A-Z2-7`. */
  readonly id: string;
  readonly phoneNumberId: string;
  readonly prefilledMessage: string;
  /** Wall time in milliseconds. */
  readonly createdAt: number;
}

export const qrCodes = defineCollection<QrCode>({ name: 'qrCodes', limit: 50_000 });

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const CODE_LENGTH = 14;

function codeOf(phoneNumberId: string, ordinal: number): string {
  const bytes = createHash('sha256').update(`${phoneNumberId}/${ordinal}`).digest();
  return Array.from({ length: CODE_LENGTH }, (_, at) => ALPHABET[(bytes[at] ?? 0) & 31]).join('');
}

/** Keeps a new code of the number and gives it. @throws RangeError when the collection is full: ask before. */
export const addQrCode = (
  codes: Collection<QrCode>,
  phoneNumberId: string,
  prefilledMessage: string,
  createdAt: number,
): QrCode =>
  codes.add((next) => {
    let ordinal = Number(next);
    while (codes.get(codeOf(phoneNumberId, ordinal))) ordinal++;
    return { id: codeOf(phoneNumberId, ordinal), phoneNumberId, prefilledMessage, createdAt };
  });

/** Where the code leads. */
export const deepLinkOf = (code: string): string => `https://wa.me/message/${code}`;
