/** `waproof faults`: the trouble that waproof can make, each with one line. */
import type { CommandModule } from 'yargs';
import { scenarioCatalogue } from '../../harness/catalogue.js';
import { createConsole } from '../console.js';
import { listEntries } from './checks.js';

export const faultsCommand: CommandModule = {
  command: 'faults',
  describe: 'List the trouble that waproof can make',
  builder: (yargs) => yargs.example('$0 faults', 'every fault with one line'),
  handler: () => createConsole().result(listEntries(scenarioCatalogue.faults)),
};
