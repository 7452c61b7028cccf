/** What a judged run leaves behind besides its history: verdict.json, junit.xml, report.html. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { History } from '../core/history.js';
import { renderHtml } from '../verdict/reports/html/render-html.js';
import { renderJson } from '../verdict/reports/json.js';
import { renderJunit } from '../verdict/reports/junit.js';
import type { RunVerdict } from '../verdict/verdict.js';

export interface ReportFiles {
  readonly outDir: string;
  /** In place of the usual file in `outDir`. */
  readonly junit?: string | undefined;
  readonly html?: string | undefined;
}

function write(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** The page of one run. */
export const writeHtml = (file: string, history: History, verdict: RunVerdict): string =>
  write(file, renderHtml(history, verdict));

/** The summary of all runs: JSON and JUnit XML. */
export function writeSummaries(verdicts: readonly RunVerdict[], { outDir, junit }: ReportFiles): string[] {
  return [
    write(join(outDir, 'verdict.json'), `${renderJson(verdicts)}\n`),
    write(junit ?? join(outDir, 'junit.xml'), renderJunit(verdicts)),
  ];
}
