/** For each failed check: the sentence, its cases, and what the history says to each, as small tables. */
import type { Observation } from '../../../core/observations.js';
import { repeatOne } from '../../repeat.js';
import type { CheckVerdict, Finding, RunVerdict } from '../../verdict.js';
import { type Html, html } from './html.js';
import { inWords } from './observation-words.js';
import { anchorOf, badge } from './verdict-sections.js';

/** What is shown at once, and what when it is unfolded; the rest is counted, and stands in the history. */
const OPEN_CASES = 3;
const MOST_CASES = 20;
const MOST_ROWS = 12;

type Observations = ReadonlyMap<number, Observation>;

const seconds = (ms: number) => `${(ms / 1_000).toFixed(3)} s`;

const more = (hidden: number, noun: string): Html | false =>
  hidden > 0 && html`<p class="more">and ${hidden} more ${noun}${hidden === 1 ? '' : 's'}</p>`;

function evidenceRow(id: number, observations: Observations): Html {
  const observation = observations.get(id);
  if (!observation) return html`<tr><td class="number">${id}</td><td colspan="3">not in this history</td></tr>`;
  return html`<tr>
  <td class="number">${id}</td><td class="number">${seconds(observation.at)}</td>
  <td class="kind">${observation.kind}</td><td>${inWords(observation)}</td>
</tr>`;
}

function evidenceTable(ids: readonly number[], observations: Observations, caption: string): Html | false {
  if (ids.length === 0) return false;
  const ordered = [...new Set(ids)].sort((a, b) => a - b);
  return html`<div class="scroll"><table class="evidence">
<caption class="unseen">${caption}</caption>
<thead><tr><th scope="col" class="number">Obs</th><th scope="col" class="number">Time</th><th scope="col">Kind</th><th scope="col">What happened</th></tr></thead>
<tbody>${ordered.slice(0, MOST_ROWS).map((id) => evidenceRow(id, observations))}</tbody>
</table></div>
${more(ordered.length - MOST_ROWS, 'observation')}`;
}

function findingItem({ sentence, evidence }: Finding, observations: Observations): Html {
  return html`<li><p>${sentence}</p>${evidenceTable(evidence, observations, 'Observations of this case')}</li>`;
}

function cases(findings: readonly Finding[], observations: Observations): Html | false {
  if (findings.length === 0) return false;
  const item = (finding: Finding) => findingItem(finding, observations);
  const folded = findings.slice(OPEN_CASES, MOST_CASES);
  return html`<ol class="findings">${findings.slice(0, OPEN_CASES).map(item)}</ol>
${
  folded.length > 0 &&
  html`<details><summary>${folded.length} more ${folded.length === 1 ? 'case' : 'cases'}</summary>
<ol class="findings" start="${OPEN_CASES + 1}">${folded.map(item)}</ol></details>`
}
${more(findings.length - MOST_CASES, 'case')}`;
}

function failure(
  { check, verdict, figure, sentence, evidence, findings }: CheckVerdict,
  observations: Observations,
  command: string,
): Html {
  const cited = new Set(findings.flatMap((finding) => finding.evidence));
  const others = evidence.filter((id) => !cited.has(id));
  return html`<article class="failure" id="${anchorOf(check)}">
<h3>${check} ${badge(verdict)}</h3>
<p class="figure">${figure}</p>
<p class="verdict-sentence">${sentence}</p>
${cases(findings, observations)}
${others.length > 0 && html`<h4>${findings.length > 0 ? 'Further observations' : 'Observations'}</h4>`}
${evidenceTable(others, observations, `Observations on ${check}`)}
<p class="again">To see it again:</p>
<pre class="command"><code>${repeatOne(command, check)}</code></pre>
</article>`;
}

export function failureSection({ checks, command }: RunVerdict, observations: readonly Observation[]): Html | false {
  const failed = checks.filter(({ verdict }) => verdict === 'fail');
  if (failed.length === 0) return false;
  const cited = new Set(
    failed.flatMap(({ evidence, findings }) => [...evidence, ...findings.flatMap((f) => f.evidence)]),
  );
  const known = new Map(
    observations.flatMap((observation) => (cited.has(observation.id) ? [[observation.id, observation]] : [])),
  );
  return html`<section aria-labelledby="failures">
<h2 id="failures">What failed, and the evidence</h2>
${failed.map((check) => failure(check, known, command))}
</section>`;
}
