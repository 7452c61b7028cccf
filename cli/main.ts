#!/usr/bin/env node
/**
 * The command line: one command a file in `commands/`, each of which loads its work when it is called, so that a mock is
 * up at once. Here only is decided what an error does to the process.
 */
import yargs, { type Argv } from 'yargs';
import { hideBin } from 'yargs/helpers';
import { UsageError } from '../core/usage-error.js';
import { checksCommand } from './commands/checks.js';
import { errorsCommand } from './commands/errors.js';
import { faultsCommand } from './commands/faults.js';
import { judgeCommand } from './commands/judge.js';
import { mockCommand } from './commands/mock.js';
import { runCommand } from './commands/run.js';
import { scenariosCommand } from './commands/scenarios.js';
import { describeComplaint, refuseRepeatedFlags } from './complaints.js';
import { describeError } from './report-error.js';
import { readVersion } from './version.js';

try {
  const parser: Argv & { readonly parsed?: false | { readonly aliases: object } } = yargs(hideBin(process.argv))
    .scriptName('waproof')
    .usage('$0 <command>\n\nWill your WhatsApp integration hold up?')
    .version(readVersion())
    .command(mockCommand)
    .command(runCommand)
    .command(judgeCommand)
    .command(scenariosCommand)
    .command(checksCommand)
    .command(faultsCommand)
    .command(errorsCommand)
    .demandCommand(1, 'which command? see waproof --help')
    .strict()
    .recommendCommands()
    .check(refuseRepeatedFlags)
    .wrap(Math.min(120, process.stdout.columns ?? 120))
    .epilogue(
      'Exit codes: 0 every check passed · 1 a check failed · 2 wrong usage · 3 the subject did not start, verify or answer · 4 inconclusive',
    )
    .fail((message, error) => {
      const known = parser.parsed ? Object.keys(parser.parsed.aliases) : [];
      // A message is a complaint of the parser; a command that failed comes with its error alone.
      throw !message || error instanceof UsageError
        ? error
        : new UsageError(`${describeComplaint(message, known)}\nsee waproof --help`);
    });
  await parser.parseAsync();
} catch (error) {
  const { text, code } = describeError(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
}
// What a closed mock still had in mind (a status to come, an answer held back) must not keep the process alive.
process.stdout.write('', () => process.exit());
