/**
 * Signatures of webhook bodies: HMAC with the app secret over exactly the bytes sent. Meta sends the SHA-256 one and,
 * next to it, the older SHA-1 one, which some libraries still read.
 */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Signature } from '../../core/observations.js';

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

/** What a forger signs with. */
interface ForgersKeys {
  /** The app's own: a signature that was seen on another body. */
  readonly key: KeyObject;
  /** What somebody who does not know the secret signs with. */
  readonly wrongKey: KeyObject;
}

/** Headers that must be refused. */
export function forgedHeaders(
  body: Buffer,
  signature: Exclude<Signature, 'valid'>,
  { key, wrongKey }: ForgersKeys,
): Partial<SignatureHeaders> {
  switch (signature) {
    case 'missing':
      return {};
    case 'wrong-secret':
      return signBody(body, wrongKey);
    case 'tampered-body':
      // A signature that was valid for another body: one byte differs.
      return signBody(Buffer.concat([body, Buffer.from(' ')]), key);
    default:
      return signature satisfies never;
  }
}
