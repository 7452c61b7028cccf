/**
 * JUnit XML for CI: a testsuite for each scenario, a testcase for each check. Inconclusive and not applicable are `skipped` with the reason.
 * A limited harness and a run that was cut short are testcases of their own, so that nobody takes the rest for whole.
 */
import junit, { type Builder, type TestSuite } from 'junit-report-builder';
import { repeatOne } from '../repeat.js';
import type { CheckVerdict, RunVerdict } from '../verdict.js';
import { describeCutShort } from './cut-short.js';

// The package is CommonJS and exports the builder itself; its types describe an ES module with a default export.
const root = junit as unknown as Builder;

const SKIPPED = '<skipped/>';

/** A scenario that left nothing to judge. */
interface Absent {
  readonly scenario: string;
  readonly why: string;
}

export function renderJunit(verdicts: readonly RunVerdict[], notPlayed: readonly Absent[] = []): string {
  const builder = root.newBuilder().name('waproof');
  const reasons: string[] = [];
  for (const run of verdicts) {
    const suite = builder.testSuite().name(printable(run.scenario));
    suite.property('seed', String(run.seed)).property('verdict', run.verdict);
    suite.property('command', printable(run.command));
    for (const check of run.checks) reasons.push(...addCheck(suite, run, check));
    const remarks = [
      ...(run.harness.limited ? [run.harness.sentence] : []),
      ...(run.cutShort === undefined ? [] : [describeCutShort(run.cutShort)]),
    ];
    for (const [index, remark] of remarks.entries()) {
      const name = index === 0 && run.harness.limited ? 'harness-kept-up' : 'run-reached-its-end';
      suite.testCase().name(name).className(printable(run.scenario)).skipped();
      reasons.push(remark);
    }
    if (run.warnings.length > 0) suite.property('warnings', printable(run.warnings.join('\n')));
  }
  for (const { scenario, why } of notPlayed) {
    builder
      .testSuite()
      .name(printable(scenario))
      .testCase()
      .name('was-played')
      .className(printable(scenario))
      .skipped();
    reasons.push(`Not played: ${why}`);
  }
  return giveReasons(builder.build(), reasons);
}

/** Returns the reason of being skipped, if it is. */
function addCheck(suite: TestSuite, run: RunVerdict, check: CheckVerdict): string[] {
  const testCase = suite.testCase().name(printable(check.check)).className(printable(run.scenario));
  testCase.standardOutput(printable(`${check.figure}\n${check.sentence}`));
  if (check.verdict === 'fail') {
    testCase.failure(printable(`${check.figure}: ${check.sentence}`), check.check);
    const cases = check.findings.map((finding) => `- ${finding.sentence}`);
    testCase.stacktrace(printable([...cases, `again: ${repeatOne(run.command, check.check)}`].join('\n')));
  }
  if (check.verdict === 'pass' || check.verdict === 'fail') return [];
  testCase.skipped();
  return [check.verdict === 'not-applicable' ? `Not applicable: ${check.sentence}` : check.sentence];
}

/** The builder knows `skipped` without a message only; CI pages show the message. */
function giveReasons(xml: string, reasons: readonly string[]): string {
  const rest = [...reasons];
  return xml.replaceAll(SKIPPED, () => `<skipped message="${escapeAttribute(printable(rest.shift() ?? ''))}"/>`);
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}

/** XML 1.0 has no way to write most control characters; and no text of ours may look like the mark above. */
function printable(text: string): string {
  return text
    .replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll(SKIPPED, '<skipped />');
}
