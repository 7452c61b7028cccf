/** `waproof scenarios`: the scenarios that ship, one of them as a file to start from, and validation of your own. */
import { readFileSync } from 'node:fs';
import type { CommandModule } from 'yargs';
import { UsageError } from '../../core/usage-error.js';
import { createConsole } from '../console.js';

type Library = typeof import('../load-scenario.js');

interface ScenariosArguments {
  action?: string | undefined;
  names?: string[] | undefined;
}

function validate({ loadScenarios }: Library, files: readonly string[]): string {
  loadScenarios(files);
  return files.map((file) => `${file}: valid`).join('\n');
}

function list({ listShipped, loadScenario }: Library): string {
  const shipped = listShipped().map(({ name }) => ({ name, title: loadScenario(name).title }));
  const width = Math.max(...shipped.map(({ name }) => name.length));
  return shipped.map(({ name, title }) => `${name.padEnd(width)}  ${title}`).join('\n');
}

export const scenariosCommand: CommandModule<object, ScenariosArguments> = {
  command: 'scenarios [action] [names..]',
  describe: 'List, show or validate scenarios',
  builder: (yargs) =>
    yargs
      .positional('action', { type: 'string', choices: ['list', 'show', 'validate'], default: 'list' })
      .positional('names', { type: 'string', array: true, describe: 'Shipped names or files' })
      .example('$0 scenarios', 'what ships')
      .example('$0 scenarios show first-proof', 'print one, to start your own from')
      .example('$0 scenarios validate scenarios/first-proof.yml', 'every problem of a file at once'),
  async handler({ action = 'list', names = [] }) {
    const out = createConsole();
    const library = await import('../load-scenario.js');
    if (action === 'list') return out.result(list(library));
    if (names.length === 0) throw new UsageError(`scenarios ${action} needs at least one name or file`);
    if (action === 'validate') return out.result(validate(library, names));
    for (const name of names) out.result(readFileSync(library.findScenarioFile(name), 'utf8').trimEnd());
  },
};
