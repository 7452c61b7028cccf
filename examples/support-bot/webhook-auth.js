/** Who is calling? The GET handshake by its verify token, each POST by its signature. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { verifySignature } from '@kapso/whatsapp-cloud-api/server';

/** Compares two texts in a time that does not tell how much of them agrees, nor how long they are. */
function sameText(a, b) {
  const digest = (text) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/**
 * The challenge to answer with, or undefined when the caller does not know our verify token.
 * @param {URLSearchParams} query
 * @param {string} verifyToken
 */
export function answerHandshake(query, verifyToken) {
  const token = query.get('hub.verify_token');
  if (query.get('hub.mode') !== 'subscribe' || token === null || !sameText(token, verifyToken)) return undefined;
  return query.get('hub.challenge') ?? undefined;
}

/**
 * True when Meta signed exactly these bytes. Never hash a re-serialised body: Meta escapes `/`, `@`, `<` and
 * everything beyond ASCII, and `JSON.stringify` does not.
 * @param {Buffer} rawBody
 * @param {string | string[] | undefined} signatureHeader
 * @param {string} appSecret
 */
export function isFromMeta(rawBody, signatureHeader, appSecret) {
  return typeof signatureHeader === 'string' && verifySignature({ appSecret, rawBody, signatureHeader });
}
