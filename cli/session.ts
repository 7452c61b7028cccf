/** What all scenarios of one `waproof run` share, from its arguments to the signal that ends it. */
import { type Clock, createSystemClock } from '../core/clock.js';
import type { Config } from '../harness/config.js';
import type { RunOptions } from '../harness/run-scenario.js';
import type { RunArguments } from './commands/run.js';
import { type Console, createConsole } from './console.js';
import { listenForInterrupt } from './interrupt.js';
import { loadConfig } from './load-config.js';
import { parseDurationFlag, parsePort, parseSeed } from './parse-arguments.js';
import { findSubject, jobsAtOnce } from './plan-jobs.js';

/** Where a running integration expects its mock, unless told otherwise. */
const USUAL_PORT = '4004';

export interface Session {
  readonly args: RunArguments;
  readonly out: Console;
  readonly config: Config;
  readonly subject: RunOptions['subject'];
  readonly port: number;
  /** Undefined: each scenario's own. */
  readonly seed: number | undefined;
  readonly lingerMs: number;
  readonly atOnce: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onSubjectStarted: (kill: () => void) => void;
}

/** @throws UsageError for whatever is wrong with the arguments, before anything is started. */
export async function openSession(args: RunArguments): Promise<Session> {
  const out = createConsole();
  const config = await loadConfig(args.config);
  const subject = findSubject(args, config);
  const kills: (() => void)[] = [];
  // Nothing that was started outlives this process, also when it is told twice to quit.
  process.once('exit', () => {
    for (const kill of kills) kill();
  });
  return {
    args,
    out,
    config,
    subject,
    port: parsePort(args.port ?? ('webhook' in subject ? USUAL_PORT : '0')),
    seed: args.seed === undefined ? undefined : parseSeed(args.seed),
    lingerMs: parseDurationFlag('linger', args.linger),
    atOnce: jobsAtOnce(args),
    clock: createSystemClock(),
    signal: listenForInterrupt(() =>
      out.note('interrupted: ending the run and judging what was seen (again to quit at once)'),
    ),
    onSubjectStarted: (kill) => kills.push(kill),
  };
}
