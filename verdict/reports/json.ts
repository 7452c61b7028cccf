/** `verdict.json` and `--json`: the verdict itself for one run; for several, all of them under one overall verdict. */
import { type RunVerdict, worstOf } from '../verdict.js';

/** Indented, without a newline at the end. */
export function renderJson(verdicts: readonly RunVerdict[]): string {
  const [only] = verdicts;
  if (only && verdicts.length === 1) return JSON.stringify(only, undefined, 2);
  const verdict = worstOf(verdicts.map((run) => run.verdict));
  return JSON.stringify({ verdict, scenarios: verdicts }, undefined, 2);
}
