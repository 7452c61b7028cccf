/** The work behind `waproof judge`: reads a history, judges it and says so by the exit code. */
import { exitCodeOf } from '../verdict/exit-code.js';
import { judge } from '../verdict/judge.js';
import { readHistory } from '../verdict/read-history.js';
import { renderJson } from '../verdict/reports/json.js';
import { renderTerminal } from '../verdict/reports/terminal.js';
import type { JudgeArguments } from './commands/judge.js';
import { createConsole } from './console.js';

export async function judgeHistory({ history, checks, json }: JudgeArguments): Promise<void> {
  const out = createConsole();
  const only = checks
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const verdict = judge(await readHistory(history), only);
  out.result(json ? renderJson([verdict]) : renderTerminal(verdict, out));
  process.exitCode = exitCodeOf(verdict.verdict);
}
