/** Who is calling? The GET handshake by its verify token, each POST by its signature over the bytes as they came. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The challenge to answer with; undefined refuses. @param {{ query: URLSearchParams, verifyToken: string }} call */
export function handshake({ query, verifyToken }) {
  const known = query.get('hub.mode') === 'subscribe' && query.get('hub.verify_token') === verifyToken;
  return known ? (query.get('hub.challenge') ?? undefined) : undefined;
}

/** @param {{ rawBody: Buffer, header?: string, appSecret: string }} delivery */
export function checkSignature({ rawBody, header, appSecret }) {
  const expected = Buffer.from(`sha256=${createHmac('sha256', appSecret).update(rawBody).digest('hex')}`);
  const given = Buffer.from(header ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
