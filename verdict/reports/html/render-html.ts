/**
 * One run as one HTML file that opens offline: no request ever leaves it, and a content policy holds that. Everything
 * but the charts is plain HTML and reads without JavaScript.
 */
import { createHash } from 'node:crypto';
import type { History } from '../../../core/history.js';
import type { RunVerdict } from '../../verdict.js';
import { type Assets, readAssets } from './assets.js';
import { buildChartData } from './chart-data.js';
import { failureSection } from './failure-sections.js';
import { html } from './html.js';
import { collectFigures } from './phase-figures.js';
import { playedPhases } from './played-phases.js';
import { chartSection, headline, phaseSection, repeatSection } from './run-sections.js';
import { banner, checkTable, harnessSection } from './verdict-sections.js';

const raw = (markup: string) => ({ markup });

/** Only our own scripts run, so that even a flaw in escaping would not run another's. */
function contentPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src ${hashes.join(' ')}; base-uri 'none'; form-action 'none'`;
}

/** A script may not contain what would end its element. */
const inlineable = (script: string) => script.replaceAll('</script', '<\\/script');

/** @param assets read from beside this file unless given */
export function renderHtml(history: History, verdict: RunVerdict, assets: Assets = readAssets()): string {
  const { header, observations } = history;
  const phases = playedPhases(history);
  const endMs = Math.max(observations.at(-1)?.at ?? 0, phases.at(-1)?.toMs ?? 0);
  const figures = collectFigures(history, phases, endMs);
  const scripts = assets.scripts.map(inlineable);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${verdict.verdict}: ${header.title} – waproof</title>
<style>${raw(assets.styles.join('\n'))}</style>
</head>
<body>
${banner(verdict, header)}
<main>
${headline(figures)}
${checkTable(verdict)}
${failureSection(verdict, observations)}
${chartSection(buildChartData(history, phases, endMs))}
${phaseSection(figures)}
${harnessSection(verdict)}
${repeatSection(header, verdict)}
</main>
<footer>Written by waproof ${header.version}. Charts by uPlot, © Leon Sorokin, MIT licence.</footer>
${scripts.map((script) => html`<script>${raw(script)}</script>\n`)}</body>
</html>
`;
  return page.markup;
}
