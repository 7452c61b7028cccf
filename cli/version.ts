/** The version in package.json, wherever this package was installed. */
import { readFileSync } from 'node:fs';
import { findRoot } from './root.js';

export function readVersion(): string {
  const parsed: unknown = JSON.parse(readFileSync(new URL('package.json', findRoot()), 'utf8'));
  return String((parsed as { version?: unknown }).version);
}
