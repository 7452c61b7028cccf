/** `waproof checks`: what waproof can judge, each with one line. */
import type { CommandModule } from 'yargs';
import { scenarioCatalogue } from '../../harness/catalogue.js';
import { createConsole } from '../console.js';

interface Entry {
  readonly summary: string;
}

export function listEntries(entries: Readonly<Record<string, Entry>>): string {
  const names = Object.keys(entries);
  const width = Math.max(...names.map((name) => name.length));
  return names.map((name) => `${name.padEnd(width)}  ${entries[name]?.summary ?? ''}`).join('\n');
}

export const checksCommand: CommandModule = {
  command: 'checks',
  describe: 'List what waproof can judge',
  builder: (yargs) => yargs.example('$0 checks', 'every check with one line'),
  handler: () => createConsole().result(listEntries(scenarioCatalogue.checks)),
};
