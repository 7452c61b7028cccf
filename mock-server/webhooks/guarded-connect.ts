/**
 * Connections that ask the guard first: of the address in the URL, or of every address that its name resolves to. Those to
 * https targets verify, and show who is calling, as the settings say.
 */
import { rootCertificates } from 'node:tls';
import { buildConnector } from 'undici';
import type { TargetGuard } from './target-guard.js';
import type { TargetTls } from './target-tls.js';

/** Where a connection may go, and how it is secured. */
export interface Reach {
  readonly guard: TargetGuard;
  readonly url: URL;
  readonly tls?: TargetTls | undefined;
}

/** @param timeoutMs after so long a connection counts as failed. */
export function guardedConnect({ guard, url, tls }: Reach, timeoutMs: number): buildConnector.connector {
  const connect = buildConnector({
    timeout: timeoutMs,
    lookup: guard.lookup,
    ...(tls && {
      rejectUnauthorized: tls.verify,
      ...(tls.extraCa !== undefined && { ca: [...rootCertificates, tls.extraCa] }),
      ...tls.clientCertificate,
    }),
  });
  return (options, done) => {
    const refusal = guard.refuse(url);
    if (refusal !== undefined) done(new Error(refusal), null);
    else connect(options, done);
  };
}
