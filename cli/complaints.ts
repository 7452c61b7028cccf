/** What is wrong with a command line as a whole, before any command has begun; loads nothing that takes time. */
import { nearest } from '../core/nearest.js';
import { UsageError } from '../core/usage-error.js';

/** Arguments that may be given several times. */
const LISTS: readonly string[] = ['_', 'scenario', 'names', 'history', 'allow-webhook-host', 'allowWebhookHost'];

/** A flag that is given twice would arrive as a list where one value is expected. @throws UsageError */
export function refuseRepeatedFlags(given: Readonly<Record<string, unknown>>): true {
  const twice = Object.keys(given).filter((flag) => Array.isArray(given[flag]) && !LISTS.includes(flag));
  if (twice.length > 0) throw new UsageError(twice.map((flag) => `--${flag} is given more than once`).join('\n'));
  return true;
}

const UNKNOWN_FLAGS = /^Unknown arguments?: (.+)$/;

/** What yargs complains about, and for unknown flags the known ones that were probably meant. */
export function describeComplaint(message: string, knownFlags: readonly string[]): string {
  const unknown = UNKNOWN_FLAGS.exec(message)?.[1]?.split(', ') ?? [];
  const near = unknown.flatMap((flag) => nearest(flag, knownFlags) ?? []);
  return near.length === 0 ? message : `${message}\nDid you mean ${near.map((flag) => `--${flag}`).join(', ')}?`;
}
