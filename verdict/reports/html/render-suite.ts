/**
 * Several runs as one page that leads to the report of each: grades, scenarios, what failed and how to see it again.
 * Plain HTML without a script; it opens offline, as long as it lies where it was written.
 */
import { GRADE_WORDS } from '../../grades.js';
import { type NotPlayed, SHARED, type SuiteFailure, type SuiteRun, type SuiteVerdict } from '../../suite.js';
import type { CheckOutcome, Outcome } from '../../verdict.js';
import { remarksOn } from '../suite-terminal.js';
import { readSuiteStyles } from './assets.js';
import { type Html, html } from './html.js';
import { anchorOf, badge, outcomeLine } from './verdict-sections.js';

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'none'; base-uri 'none'; form-action 'none'";

/** The card of a grade is coloured, and says in words what the colour says. */
const LOOKS = { A: 'good', B: 'good', C: 'middling', F: 'poor', 'not judged': '' } as const;

type AreaGrade = SuiteVerdict['areas'][number];

export interface SuitePageOptions {
  /** Version of waproof. */
  readonly version: string;
  /** From the page to the folder in which the folders of the runs are; default: the page's own. */
  readonly toRuns?: string | undefined;
}

export function renderSuiteHtml(suite: SuiteVerdict, { version, toRuns = '' }: SuitePageOptions): string {
  const styles = readSuiteStyles();
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${suite.verdict}: ${titleOf(suite)} – waproof</title>
<style>${{ markup: styles.join('\n') }}</style>
</head>
<body>
<header class="banner ${suite.verdict}">
  <p class="eyebrow">waproof</p>
  <h1>${titleOf(suite)}</h1>
  ${outcomeLine(suite.verdict)}
  <p class="summary">${summary(suite)}</p>
  ${suite.isShared && html`<p class="notice">${SHARED}</p>`}
</header>
<main>
${gradeSection(suite.areas)}
${scenarioSection(suite, toRuns)}
${failureSection(suite.failures)}
</main>
<footer>Written by waproof ${version}.</footer>
</body>
</html>
`;
  return page.markup;
}

const titleOf = ({ suite, runs, notPlayed }: SuiteVerdict) =>
  suite === 'scenarios' ? `${runs.length + notPlayed.length} scenarios` : `The ${suite} suite`;

function summary({ runs, notPlayed }: SuiteVerdict): string {
  const number = (outcome: Outcome) => runs.filter(({ verdict }) => verdict.verdict === outcome).length;
  const parts = [
    number('fail') > 0 && `${number('fail')} failed`,
    number('inconclusive') > 0 && `${number('inconclusive')} could not be judged in full`,
    number('pass') > 0 && `${number('pass')} passed`,
    notPlayed.length > 0 && `${notPlayed.length} not played`,
  ].filter((part) => part !== false);
  const total = runs.length + notPlayed.length;
  return `${total} ${total === 1 ? 'scenario' : 'scenarios'}: ${parts.join(', ')}`;
}

function gradeCard({ area, grade, passed, failed, open }: AreaGrade): Html {
  const lines = (sign: string, word: string, names: readonly string[]) =>
    names.map((name) => html`<li class="${word}"><span title="${word}">${sign}</span> ${name}</li>`);
  return html`<li class="${LOOKS[grade]}">
<span class="letter">${grade === 'not judged' ? '–' : grade}</span>
<span class="area">${area}</span>
<span class="why">${grade === 'not judged' ? 'not judged: ' : ''}${GRADE_WORDS[grade]}
<ul>${lines('✕', 'failed', failed)}${lines('?', 'open', open)}${lines('✓', 'passed', passed)}</ul></span>
</li>`;
}

function gradeSection(areas: readonly AreaGrade[]): Html {
  return html`<section aria-labelledby="grades">
<h2 id="grades">Grades</h2>
<ul class="grades">${areas.map(gradeCard)}</ul>
<p class="hint">A check counts once, however many scenarios judge it. A: every check passed. B: nothing failed, but not everything could be judged. C: some failed, more passed. F: at least as many failed as passed.</p>
</section>`;
}

const linkTo = (...folders: readonly string[]) =>
  [...folders.flatMap((folder) => folder.split(/[\\/]/)), 'report.html']
    .filter((part) => part !== '')
    .map((part) => (part === '..' ? part : encodeURIComponent(part)))
    .join('/');

function scenarioRow(run: SuiteRun, toRuns: string): Html {
  const { scenario, verdict, checks } = run.verdict;
  const named = (outcome: CheckOutcome) => checks.filter((it) => it.verdict === outcome).map(({ check }) => check);
  const page = linkTo(toRuns, run.folder);
  const failed = named('fail').map((check) => html`<a href="${page}#${anchorOf(check)}">${check}</a> `);
  const quiet = [
    named('pass').length > 0 && `${named('pass').length} passed`,
    named('not-applicable').length > 0 && `${named('not-applicable').length} not applicable`,
    named('inconclusive').length > 0 && `open: ${named('inconclusive').join(', ')}`,
  ].filter((part) => part !== false);
  return html`<tr>
  <th scope="row"><a href="${page}">${scenario}</a><span class="title">${run.title}</span></th>
  <td>${badge(verdict)}</td>
  <td>${failed.length > 0 && html`<span class="lost">failed: ${failed}</span>· `}${quiet.join(' · ')}
${remarksOn(run).map((text) => html`<p class="remark">${text}</p>`)}</td>
</tr>`;
}

const notPlayedRow = ({ scenario, why }: NotPlayed): Html => html`<tr>
  <th scope="row">${scenario}</th><td><span class="badge not-played">Not played</span></td><td>${why}</td>
</tr>`;

function scenarioSection({ runs, notPlayed }: SuiteVerdict, toRuns: string): Html {
  return html`<section aria-labelledby="scenarios">
<h2 id="scenarios">Scenarios</h2>
<div class="scroll"><table class="scenarios">
<thead><tr><th scope="col">Scenario</th><th scope="col">Verdict</th><th scope="col">Checks</th></tr></thead>
<tbody>${runs.map((run) => scenarioRow(run, toRuns))}${notPlayed.map(notPlayedRow)}</tbody>
</table></div>
</section>`;
}

function failure({ check, area, scenarios, figure, sentence, repeat }: SuiteFailure): Html {
  return html`<article class="failure">
<h3>${check} ${badge('fail')}</h3>
<p class="figure">${area !== undefined && `${area} · `}in ${scenarios.join(', ')} · ${figure}</p>
<p class="verdict-sentence">${sentence}</p>
<p class="again">The smallest command that shows it again:</p>
<pre class="command"><code>${repeat}</code></pre>
</article>`;
}

function failureSection(failures: readonly SuiteFailure[]): Html | false {
  if (failures.length === 0) return false;
  return html`<section aria-labelledby="failures">
<h2 id="failures">What failed</h2>
${failures.map(failure)}
</section>`;
}
