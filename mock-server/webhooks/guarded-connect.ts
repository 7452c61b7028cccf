/** Connections that ask the guard first: of the address in the URL, or of every address that its name resolves to. */
import { buildConnector } from 'undici';
import type { TargetGuard } from './target-guard.js';

/** @param timeoutMs after so long a connection counts as failed. */
export function guardedConnect(guard: TargetGuard, url: URL, timeoutMs: number): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, lookup: guard.lookup });
  return (options, done) => {
    const refusal = guard.refuse(url);
    if (refusal !== undefined) done(new Error(refusal), null);
    else connect(options, done);
  };
}
