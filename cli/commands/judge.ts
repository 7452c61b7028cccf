/** `waproof judge`: judges recorded histories again, also one that was cut off. */
import type { CommandModule } from 'yargs';

export interface JudgeArguments {
  history: string[];
  checks?: string | undefined;
  json: boolean;
}

export const judgeCommand: CommandModule<object, JudgeArguments> = {
  command: 'judge <history..>',
  describe: 'Judge recorded histories again',
  builder: (yargs) =>
    yargs
      .positional('history', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'A history.ndjson, or a folder of results; several are judged together',
      })
      .option('checks', {
        type: 'string',
        alias: 'check',
        requiresArg: true,
        describe: 'Only these, separated by commas',
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print the verdict as JSON' })
      .example('$0 judge waproof-out/history.ndjson', 'the verdict of the last run, again')
      .example('$0 judge waproof-out', 'the same; of a suite all its scenarios')
      .example('$0 judge waproof-out/history.ndjson --checks effects-once,backs-off --json', 'two checks, for scripts'),
  handler: async (args) => (await import('../judge-history.js')).judgeHistories(args),
};
