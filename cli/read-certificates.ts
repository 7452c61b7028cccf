/** A file of certificates, read before anything is started. It is not judged whether they are what the user needs. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UsageError } from '../core/usage-error.js';

/** @throws UsageError when the file cannot be read or holds no certificate. */
export function readCertificates(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    new X509Certificate(text);
    return text;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`no certificate can be read from ${file}: ${why}; expected PEM, as openssl writes it`);
  }
}
