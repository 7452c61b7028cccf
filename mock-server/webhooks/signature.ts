/**
 * Signatures of webhook bodies: HMAC with the app secret over exactly the bytes sent. Meta sends the SHA-256 one and,
 * next to it, the older SHA-1 one, which some libraries still read.
 */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

export interface SignatureHeaders {
  readonly 'X-Hub-Signature-256': string;
  readonly 'X-Hub-Signature': string;
}

/** Makes the key once; that is a good part of the work of a signature. */
export const signingKey = (appSecret: string): KeyObject => createSecretKey(Buffer.from(appSecret));

export const signBody = (body: Buffer, key: KeyObject): SignatureHeaders => ({
  'X-Hub-Signature-256': `sha256=${createHmac('sha256', key).update(body).digest('hex')}`,
  'X-Hub-Signature': `sha1=${createHmac('sha1', key).update(body).digest('hex')}`,
});
