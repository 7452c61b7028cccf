/** `waproof judge`: judges a recorded history again, also one that was cut off. */
import type { CommandModule } from 'yargs';
import { exitCodeOf } from '../../verdict/exit-code.js';
import { judge } from '../../verdict/judge.js';
import { readHistory } from '../../verdict/read-history.js';
import { renderJson } from '../../verdict/reports/json.js';
import { renderTerminal } from '../../verdict/reports/terminal.js';
import { createConsole } from '../console.js';

interface JudgeArguments {
  history: string;
  checks?: string | undefined;
  json: boolean;
}

export const judgeCommand: CommandModule<object, JudgeArguments> = {
  command: 'judge <history>',
  describe: 'Judge a recorded history again',
  builder: (yargs) =>
    yargs
      .positional('history', { type: 'string', demandOption: true, describe: 'A history.ndjson' })
      .option('checks', { type: 'string', requiresArg: true, describe: 'Only these, separated by commas' })
      .option('json', { type: 'boolean', default: false, describe: 'Print the verdict as JSON' })
      .example('$0 judge waproof-out/history.ndjson', 'the verdict of the last run, again')
      .example('$0 judge waproof-out/history.ndjson --checks effects-once,backs-off --json', 'two checks, for scripts'),
  async handler({ history, checks, json }) {
    const out = createConsole();
    const only = checks
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const verdict = judge(await readHistory(history), only);
    out.result(json ? renderJson([verdict]) : renderTerminal(verdict, out));
    process.exitCode = exitCodeOf(verdict.verdict);
  },
};
