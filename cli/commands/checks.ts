/** `waproof checks`: what waproof can judge, each with one line. */
import type { CommandModule } from 'yargs';
import { createConsole } from '../console.js';
import { listEntries } from '../list-entries.js';

export const checksCommand: CommandModule = {
  command: 'checks',
  describe: 'List what waproof can judge',
  builder: (yargs) => yargs.example('$0 checks', 'every check with one line'),
  async handler() {
    const { scenarioCatalogue } = await import('../../harness/catalogue.js');
    createConsole().result(listEntries(scenarioCatalogue.checks));
  },
};
