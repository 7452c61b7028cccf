/** The configuration that a command works with: the file named, or `waproof.yml` here, or the defaults. */
import { existsSync } from 'node:fs';
import { type Config, defaultConfig, readConfig } from '../harness/config.js';

const USUAL_FILE = 'waproof.yml';

/** @throws UsageError when the file is missing or invalid. */
export function loadConfig(given: string | undefined): Config {
  if (given !== undefined) return readConfig(given);
  return existsSync(USUAL_FILE) ? readConfig(USUAL_FILE) : defaultConfig;
}
