/** The work behind `waproof judge`: reads histories, judges them and says so by the exit code. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { History } from '../core/history.js';
import { UsageError } from '../core/usage-error.js';
import { exitCodeOf } from '../verdict/exit-code.js';
import { judge } from '../verdict/judge.js';
import { readForJudging } from '../verdict/read-history.js';
import { renderJson } from '../verdict/reports/json.js';
import { renderSuiteTerminal } from '../verdict/reports/suite-terminal.js';
import { renderTerminal } from '../verdict/reports/terminal.js';
import { judgeSuite, type SuiteRun } from '../verdict/suite.js';
import { type RunVerdict, worstOf } from '../verdict/verdict.js';
import type { JudgeArguments } from './commands/judge.js';
import { createConsole } from './console.js';
import { keepHeapSmall } from './frugal-heap.js';

const USUAL_NAME = 'history.ndjson';

/** A file as it stands; of a folder its history, or those in its folders, as a suite leaves them. @throws UsageError */
function historiesIn(given: string): string[] {
  if (!existsSync(given) || !statSync(given).isDirectory()) return [given];
  const own = join(given, USUAL_NAME);
  if (existsSync(own)) return [own];
  const found = readdirSync(given)
    .sort()
    .map((folder) => join(given, folder, USUAL_NAME))
    .filter((file) => existsSync(file));
  if (found.length > 0) return found;
  throw new UsageError(`no history in the folder ${given}: expected ${USUAL_NAME} in it, or in folders of it`);
}

const plannedMs = ({ header }: History) => Math.max(0, ...header.load.map(({ toMs }) => toMs)) + header.settleMs;

export async function judgeHistories({ history, checks, json }: JudgeArguments): Promise<void> {
  keepHeapSmall();
  const out = createConsole();
  const only = checks
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const runs: SuiteRun[] = [];
  const verdicts: RunVerdict[] = [];
  // One after the other, so that only one of them is in memory.
  for (const file of history.flatMap(historiesIn)) {
    const read = await readForJudging(file);
    const verdict = judge(read, only);
    const folder = basename(dirname(file));
    verdicts.push(verdict);
    runs.push({ title: read.header.title, verdict, plannedMs: plannedMs(read), folder, repeated: false });
  }
  const [single] = verdicts;
  if (json) out.result(renderJson(verdicts));
  else if (single && verdicts.length === 1) out.result(renderTerminal(single, out));
  else out.result(renderSuiteTerminal(judgeSuite('histories', runs), out));
  process.exitCode = exitCodeOf(worstOf(verdicts.map(({ verdict }) => verdict)));
}
