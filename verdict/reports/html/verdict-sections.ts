/** The verdict itself: banner, table of checks, how well the harness did, and what was odd about the history. */
import type { HistoryHeader } from '../../../core/history.js';
import type { CheckOutcome, CheckVerdict, RunVerdict } from '../../verdict.js';
import { type Html, html } from './html.js';

/** A sign and a word beside the colour. */
const SIGNS = { pass: '✓', fail: '✕', inconclusive: '?', 'not-applicable': '–' } as const satisfies Record<
  CheckOutcome,
  string
>;
const WORDS = {
  pass: 'Pass',
  fail: 'Fail',
  inconclusive: 'Inconclusive',
  'not-applicable': 'Not applicable',
} as const satisfies Record<CheckOutcome, string>;

const CUT_SHORT: Readonly<Record<string, string>> = {
  interrupted: 'The run was interrupted: this is the verdict on what was seen until then.',
  'subject-exited': 'The integration exited during the run: this is the verdict on what was seen until then.',
  'subject-unusable': 'The integration could not be used: the run ended early.',
  unfinished: 'The history just stops: this is the verdict on what it holds.',
};

export const badge = (verdict: CheckOutcome): Html =>
  html`<span class="badge ${verdict}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${WORDS[verdict]}</span>`;

/** The verdict in large, for a banner. */
export const outcomeLine = (verdict: CheckOutcome): Html =>
  html`<p class="outcome"><span class="sign" aria-hidden="true">${SIGNS[verdict]}</span> ${WORDS[verdict]}</p>`;

export const anchorOf = (check: string) => `check-${check}`;

const named = (checks: readonly CheckVerdict[], verdict: CheckOutcome) =>
  checks.filter((check) => check.verdict === verdict);

function summary({ checks }: RunVerdict): string {
  const failed = named(checks, 'fail').length;
  const open = named(checks, 'inconclusive').length;
  const apart = named(checks, 'not-applicable').length;
  const passed = named(checks, 'pass').length;
  const parts = [
    failed > 0 && `${failed} failed`,
    open > 0 && `${open} could not be judged`,
    `${passed} passed`,
    apart > 0 && `${apart} not applicable`,
  ].filter((part) => part !== false);
  return `${checks.length} ${checks.length === 1 ? 'check' : 'checks'}: ${parts.join(', ')}`;
}

export function banner(verdict: RunVerdict, header: HistoryHeader): Html {
  const cutShort = verdict.cutShort;
  return html`<header class="banner ${verdict.verdict}">
  <p class="eyebrow">waproof · ${verdict.scenario}</p>
  <h1>${header.title}</h1>
  ${outcomeLine(verdict.verdict)}
  <p class="summary">${summary(verdict)}</p>
  ${cutShort !== undefined && html`<p class="notice">${CUT_SHORT[cutShort] ?? `The run was cut short: ${cutShort}.`}</p>`}
</header>`;
}

function row({ check, verdict, figure, sentence }: CheckVerdict): Html {
  const name = verdict === 'fail' ? html`<a href="#${anchorOf(check)}">${check}</a>` : html`${check}`;
  return html`<tr>
  <th scope="row">${name}</th>
  <td>${badge(verdict)}</td>
  <td class="figure">${figure}</td>
  <td class="sentence">${sentence}</td>
</tr>`;
}

export function checkTable({ checks }: RunVerdict): Html {
  const ranked = (['fail', 'inconclusive', 'pass', 'not-applicable'] as const).flatMap((verdict) =>
    named(checks, verdict),
  );
  return html`<section aria-labelledby="checks">
<h2 id="checks">Checks</h2>
<div class="scroll"><table class="checks">
<thead><tr><th scope="col">Check</th><th scope="col">Verdict</th><th scope="col">Figure</th><th scope="col">What was seen</th></tr></thead>
<tbody>${ranked.map(row)}</tbody>
</table></div>
</section>`;
}

export function harnessSection({ harness, warnings }: RunVerdict): Html {
  const facts = [
    ['Arrivals played', String(harness.arrivalsPlayed)],
    ['Arrivals dropped', String(harness.arrivalsDropped)],
    ['Arrivals late by (p99)', `${harness.latenessP99Ms.toFixed(1)} ms`],
    ['Event loop lag (p99)', `${harness.loopLagP99Ms.toFixed(1)} ms`],
  ];
  return html`<section aria-labelledby="harness">
<h2 id="harness">How well waproof itself did</h2>
<p class="${harness.limited ? 'notice' : ''}">${harness.sentence}</p>
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name ?? ''}</dt><dd>${value ?? ''}</dd></div>`)}</dl>
${warnings.length > 0 && html`<h3>Warnings</h3><ul class="warnings">${warnings.map((text) => html`<li>${text}</li>`)}</ul>`}
</section>`;
}
