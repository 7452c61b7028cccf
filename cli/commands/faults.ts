/** `waproof faults`: the trouble that waproof can make, each with one line; of one, or of all, everything there is to know. */
import type { CommandModule } from 'yargs';
import { nearest } from '../../core/nearest.js';
import { UsageError } from '../../core/usage-error.js';
import { createConsole } from '../console.js';

export interface FaultsArguments {
  names?: string[] | undefined;
  all: boolean;
  json: boolean;
}

export const faultsCommand: CommandModule<object, FaultsArguments> = {
  command: 'faults [names..]',
  describe: 'List the trouble that waproof can make',
  builder: (yargs) =>
    yargs
      .positional('names', { type: 'string', array: true, describe: 'Everything about these' })
      .option('all', { type: 'boolean', default: false, describe: 'Everything about every fault' })
      .option('json', { type: 'boolean', default: false, describe: 'Print it as JSON' })
      .example('$0 faults', 'every fault with one line')
      .example('$0 faults graph.error', 'what it models, its parameters, an example'),
  async handler({ names = [], all, json }) {
    const { faultCatalogue } = await import('../../harness/catalogue.js');
    const { describeFault, listFaults, printFault } = await import('../describe-fault.js');
    const entries = Object.values(faultCatalogue);
    const known = entries.map(({ name }) => name);
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length > 0)
      throw new UsageError(
        'there is no such fault',
        unknown.map((name) => {
          const near = nearest(name, known);
          return near === undefined ? `${name}: see waproof faults` : `${name}: did you mean ${near}?`;
        }),
      );
    const chosen = names.length > 0 ? entries.filter(({ name }) => names.includes(name)) : entries;
    const out = createConsole();
    if (json) out.result(JSON.stringify(chosen.map(describeFault), null, 2));
    else if (all || names.length > 0) out.result(chosen.map((entry) => printFault(describeFault(entry))).join('\n\n'));
    else out.result(listFaults(entries));
  },
};
