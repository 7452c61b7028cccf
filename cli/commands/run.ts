/** `waproof run`: plays scenarios against an integration, judges it and says so by its exit code. */
import type { CommandModule } from 'yargs';

export interface RunArguments {
  scenario: string[];
  suite?: string | undefined;
  jobs?: string | undefined;
  check?: string | undefined;
  exec?: string | undefined;
  webhook?: string | undefined;
  config?: string | undefined;
  seed?: string | undefined;
  port?: string | undefined;
  host: string;
  out: string;
  junit?: string | undefined;
  html?: string | undefined;
  linger: string;
  quiet: boolean;
}

export const runCommand: CommandModule<object, RunArguments> = {
  command: 'run [scenario..]',
  describe: 'Play scenarios against an integration and judge it',
  builder: (yargs) =>
    yargs
      .positional('scenario', {
        type: 'string',
        array: true,
        default: [],
        describe: 'Files, or names that ship',
      })
      .option('suite', {
        type: 'string',
        requiresArg: true,
        describe: 'Scenarios that ship: standard (four minutes) or full',
      })
      .option('jobs', {
        type: 'string',
        requiresArg: true,
        describe: 'Scenarios at once, with --exec (default: two for each core)',
      })
      .option('check', {
        type: 'string',
        alias: 'checks',
        requiresArg: true,
        describe: 'Judge only these checks, separated by commas',
      })
      .option('exec', { type: 'string', requiresArg: true, describe: 'Shell command that starts the integration' })
      .option('webhook', { type: 'string', requiresArg: true, describe: 'Webhook URL of a running integration' })
      .option('config', {
        type: 'string',
        requiresArg: true,
        describe: 'waproof.yml (default: ./waproof.yml if there is one)',
      })
      .option('seed', {
        type: 'string',
        requiresArg: true,
        describe: 'Seed of everything left to chance (default: the scenario’s)',
      })
      .option('port', {
        type: 'string',
        requiresArg: true,
        describe: 'Port of the mock (default: any free one with --exec, 4004 with --webhook)',
      })
      .option('host', { type: 'string', requiresArg: true, default: '127.0.0.1', describe: 'Address of the mock' })
      .option('out', {
        type: 'string',
        requiresArg: true,
        default: 'waproof-out',
        describe: 'Folder for history, verdict and reports',
      })
      .option('junit', { type: 'string', requiresArg: true, describe: 'File for the JUnit report' })
      .option('html', {
        type: 'string',
        requiresArg: true,
        describe: 'File for the HTML report (over all, if several)',
      })
      .option('linger', {
        type: 'string',
        requiresArg: true,
        default: '0',
        describe: 'Keep /metrics up so long after the verdict',
      })
      .option('quiet', { type: 'boolean', default: false, describe: 'No progress' })
      .example('$0 run first-proof --exec "node bot.js"', 'start the bot, trouble it, judge it')
      .example('$0 run first-proof --webhook http://127.0.0.1:3000/webhook', 'a bot that is running already')
      .example('$0 run first-proof --exec "node bot.js" --seed 7 --out out', 'the same run again')
      .example('$0 run --suite standard --exec "node bot.js"', 'every usual trouble, several at once'),
  handler: async (args) => (await import('../run-all.js')).runAll(args),
};
