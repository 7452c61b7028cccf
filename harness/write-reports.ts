/**
 * What judged runs leave behind besides their histories: verdict.json, junit.xml and report.html; for several together
 * also suite.json and index.html, which leads to the page of each.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { History } from '../core/history.js';
import { UsageError } from '../core/usage-error.js';
import { renderHtml } from '../verdict/reports/html/render-html.js';
import { renderSuiteHtml } from '../verdict/reports/html/render-suite.js';
import { renderJson } from '../verdict/reports/json.js';
import { renderJunit } from '../verdict/reports/junit.js';
import { renderSuiteJson } from '../verdict/reports/suite-json.js';
import type { SuiteVerdict } from '../verdict/suite.js';
import type { RunVerdict } from '../verdict/verdict.js';

export interface ReportFiles {
  readonly outDir: string;
  /** In place of the usual file in `outDir`. */
  readonly junit?: string | undefined;
  readonly html?: string | undefined;
}

const REPORTS = {
  json: 'verdict.json',
  junit: 'junit.xml',
  html: 'report.html',
  suite: 'suite.json',
  index: 'index.html',
} as const;

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** @throws UsageError when it cannot be made. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`cannot make the folder ${folder}: ${words(error)}`);
  }
}

/** A run that comes to no verdict must not leave an older one behind. */
export function removeReports(folder: string): void {
  for (const name of Object.values(REPORTS)) rmSync(join(folder, name), { force: true });
}

function write(file: string, text: string): string {
  makeFolder(dirname(file));
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${words(error)}`);
  }
  return file;
}

/** The page of one run. */
export const writeHtml = (
  { outDir, html }: Pick<ReportFiles, 'outDir' | 'html'>,
  history: History,
  verdict: RunVerdict,
): string => write(html ?? join(outDir, REPORTS.html), renderHtml(history, verdict));

/** The summary of all runs: JSON and JUnit XML. */
export function writeSummaries(
  verdicts: readonly RunVerdict[],
  { outDir, junit }: ReportFiles,
  notPlayed: SuiteVerdict['notPlayed'] = [],
): string[] {
  return [
    write(join(outDir, REPORTS.json), `${renderJson(verdicts)}\n`),
    write(junit ?? join(outDir, REPORTS.junit), renderJunit(verdicts, notPlayed)),
  ];
}

/** The report over several runs, whose own reports lie in folders of `outDir`. The page that leads to them comes first. */
export function writeSuite(suite: SuiteVerdict, { outDir, junit, html }: ReportFiles, version: string): string[] {
  const page = html ?? join(outDir, REPORTS.index);
  const toRuns = relative(dirname(page), outDir);
  return [
    write(page, renderSuiteHtml(suite, { version, toRuns })),
    write(join(outDir, REPORTS.suite), `${renderSuiteJson(suite)}\n`),
    ...writeSummaries(
      suite.runs.map(({ verdict }) => verdict),
      { outDir, junit },
      suite.notPlayed,
    ),
  ];
}
