/**
 * Signatures of webhook bodies: HMAC with the app secret over exactly the bytes sent. Meta sends the SHA-256 one and,
 * next to it, the older SHA-1 one, which some libraries still read.
 */
import { createHmac } from 'node:crypto';

export interface SignatureHeaders {
  readonly 'X-Hub-Signature-256': string;
  readonly 'X-Hub-Signature': string;
}

export const signBody = (body: Buffer, appSecret: string): SignatureHeaders => ({
  'X-Hub-Signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`,
  'X-Hub-Signature': `sha1=${createHmac('sha1', appSecret).update(body).digest('hex')}`,
});
