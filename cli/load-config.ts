/** The configuration that a command works with: the file named, or `waproof.yml` here, or the defaults. */
import { existsSync } from 'node:fs';
import { type Config, defaultConfig } from '../harness/config.js';

const USUAL_FILE = 'waproof.yml';

/** @throws UsageError when the file is missing or invalid. */
export async function loadConfig(given: string | undefined): Promise<Config> {
  const file = given ?? (existsSync(USUAL_FILE) ? USUAL_FILE : undefined);
  if (file === undefined) return defaultConfig;
  const { readConfig } = await import('../harness/read-config.js');
  return readConfig(file);
}
