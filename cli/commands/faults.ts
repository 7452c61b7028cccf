/** `waproof faults`: the trouble that waproof can make, each with one line. */
import type { CommandModule } from 'yargs';
import { createConsole } from '../console.js';
import { listEntries } from '../list-entries.js';

export const faultsCommand: CommandModule = {
  command: 'faults',
  describe: 'List the trouble that waproof can make',
  builder: (yargs) => yargs.example('$0 faults', 'every fault with one line'),
  async handler() {
    const { scenarioCatalogue } = await import('../../harness/catalogue.js');
    createConsole().result(listEntries(scenarioCatalogue.faults));
  },
};
