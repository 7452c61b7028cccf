/**
 * How https targets are met. Meta verifies the chain and refuses self-signed certificates; here that can be switched off.
 * With mutual TLS it shows a certificate of its own (CN client.webhooks.fbclientcerts.com), which on the platform is
 * switched on for an app; here for the mock. The certificates are those of this run, not Meta's.
 */

/** PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** Filled in before the first connection is made. */
export interface TargetTls {
  /** False: any certificate will do. */
  verify: boolean;
  /** Trusted besides those that Node trusts, PEM. */
  extraCa?: string | undefined;
  /** Shown to targets that ask for it. */
  clientCertificate?: KeyPair | undefined;
}

/** CN of the certificate that Meta's webhooks show (Meta, "mTLS for webhooks"). */
export const CLIENT_NAME = 'client.webhooks.fbclientcerts.com';
