/** `waproof scenarios`: the scenarios that ship, what one of them models, and validation of your own. */
import { existsSync, readFileSync } from 'node:fs';
import type { CommandModule } from 'yargs';
import { nearest } from '../../core/nearest.js';
import { UsageError } from '../../core/usage-error.js';
import { createConsole } from '../console.js';

interface ScenariosArguments {
  action?: string | undefined;
  names?: string[] | undefined;
}

const ACTIONS = ['list', 'show', 'validate'];

export const scenariosCommand: CommandModule<object, ScenariosArguments> = {
  command: 'scenarios [action] [names..]',
  describe: 'List, explain, show or validate scenarios',
  builder: (yargs) =>
    yargs
      .positional('action', {
        type: 'string',
        default: 'list',
        describe: 'list, show (the file as it is), validate, or the name of a scenario to explain',
      })
      .positional('names', { type: 'string', array: true, describe: 'Shipped names or files' })
      .example('$0 scenarios', 'what ships')
      .example('$0 scenarios first-proof', 'what one models, troubles and judges')
      .example('$0 scenarios show first-proof', 'its file, to start your own from')
      .example('$0 scenarios validate scenarios/first-proof.yml', 'every problem of a file at once'),
  async handler({ action = 'list', names = [] }) {
    const out = createConsole();
    const library = await import('../load-scenario.js');
    const { describeLibrary, explainScenario } = await import('../describe-scenarios.js');
    if (action === 'list') return out.result(describeLibrary());
    if (!ACTIONS.includes(action)) {
      const near = nearest(action, ACTIONS);
      const isKnown = existsSync(action) || library.listShipped().some(({ name }) => name === action);
      if (near !== undefined && !isKnown)
        throw new UsageError(`"${action}" is neither a scenario nor ${ACTIONS.join(', ')}: did you mean ${near}?`);
      for (const name of [action, ...names]) out.result(explainScenario(name));
      return;
    }
    if (names.length === 0) throw new UsageError(`scenarios ${action} needs at least one name or file`);
    if (action === 'validate') {
      library.loadScenarios(names);
      return out.result(names.map((file) => `${file}: valid`).join('\n'));
    }
    for (const name of names) out.result(readFileSync(library.findScenarioFile(name), 'utf8').trimEnd());
  },
};
