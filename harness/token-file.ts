/**
 * The file that holds the access token of the moment, for subjects that can take up a new one without a restart. It is
 * replaced as a whole: whoever reads it finds the old token or the new one, never a part of either.
 */
import { renameSync, writeFileSync } from 'node:fs';

/** Only the owner may read it, as with any secret in a file. */
const MODE = 0o600;

export function writeToken(file: string, token: string): void {
  const draft = `${file}.new`;
  writeFileSync(draft, token, { mode: MODE });
  renameSync(draft, file);
}
