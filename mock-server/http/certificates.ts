/**
 * Certificates for one run: an authority of our own, and what it signs: one for the mock itself when it serves HTTPS under
 * Graph's names, and one that webhooks show under the name of Meta's. Nothing is kept: the authority's key is never
 * written anywhere. They are valid by real time, whatever the platform's clock says: whoever checks them has no other.
 */
import { isIP } from 'node:net';
import type { SelfsignedOptions } from 'selfsigned';
import { createSystemClock } from '../../core/clock.js';
import { CLIENT_NAME, type KeyPair } from '../webhooks/target-tls.js';

export interface Authority {
  /** The authority's certificate, PEM: what a client must trust. */
  readonly ca: string;
  /** For the mock as a server. @param host under which it was bound. */
  forServer(host: string): Promise<KeyPair>;
  /** What webhooks show. */
  forWebhooks(): Promise<KeyPair>;
}

/** Names under which a client may reach the mock: Graph's own, for one that was pointed at it by its resolver or a proxy. */
export const SERVER_NAMES = ['graph.facebook.com', 'lookaside.fbsbx.com', 'localhost', '127.0.0.1', '::1'] as const;

const DAY_MS = 24 * 3_600_000;
/** The longest that common clients take for a server. */
const VALID_DAYS = 397;

type Extensions = NonNullable<SelfsignedOptions['extensions']>;

const alternative = (name: string) =>
  isIP(name) ? ({ type: 7, ip: name } as const) : ({ type: 2, value: name } as const);

export async function createAuthority(): Promise<Authority> {
  // Loaded by those who want certificates.
  const { generate } = await import('selfsigned');
  const now = createSystemClock().wallTime();
  const common: SelfsignedOptions = {
    keyType: 'ec',
    // The library's default is SHA-1, which Node refuses.
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY_MS),
    notAfterDate: new Date(now + VALID_DAYS * DAY_MS),
  };
  const named = (name: string) => [{ name: 'commonName', value: name }];
  const authority = await generate(named('waproof test CA'), {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const ca = { cert: authority.cert, key: authority.private };

  async function sign(name: string, extensions: Extensions): Promise<KeyPair> {
    const leaf = await generate(named(name), {
      ...common,
      ca,
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'keyUsage', digitalSignature: true, critical: true },
        ...extensions,
      ],
    });
    return { cert: leaf.cert, key: leaf.private };
  }

  return {
    ca: authority.cert,
    forServer: (host) =>
      sign('graph.facebook.com', [
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: [...new Set([...SERVER_NAMES, host])].map(alternative) },
      ]),
    forWebhooks: () =>
      sign(CLIENT_NAME, [
        { name: 'extKeyUsage', clientAuth: true },
        { name: 'subjectAltName', altNames: [alternative(CLIENT_NAME)] },
      ]),
  };
}
