/** The certificate of a run's own authority as a file, for clients that take their trust from one. Its key is never written. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../core/usage-error.js';

/** Gives the whole path. @throws UsageError when the file cannot be written. */
export function writeCa(file: string, pem: string): string {
  try {
    writeFileSync(file, pem);
    return resolve(file);
  } catch (error) {
    throw new UsageError(`cannot write the CA to ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
