/**
 * `suite.json`: several runs in short, for scripts. What each check said in full is in the `verdict.json` of each scenario,
 * and of all in the one beside this file.
 */
import type { SuiteVerdict } from '../suite.js';

/** Indented, without a newline at the end. */
export function renderSuiteJson({ verdict, suite, areas, failures, runs, notPlayed, isShared }: SuiteVerdict): string {
  const scenarios = runs.map(({ title, folder, repeated, problem, verdict: run }) => ({
    scenario: run.scenario,
    title,
    verdict: run.verdict,
    seed: run.seed,
    folder,
    repeated,
    harnessLimited: run.harness.limited,
    ...(run.cutShort === undefined ? {} : { cutShort: run.cutShort }),
    ...(problem === undefined ? {} : { problem }),
    checks: Object.fromEntries(run.checks.map((check) => [check.check, check.verdict])),
    command: run.command,
  }));
  return JSON.stringify({ verdict, suite, areas, failures, scenarios, notPlayed, isShared }, undefined, 2);
}
