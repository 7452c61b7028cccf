/** What was done to the integration, in numbers and curves: headline figures, charts, phases, faults, how to repeat it. */
import { formatDuration } from '../../../core/durations.js';
import type { HistoryHeader, PlannedCampaign, PlannedLoad } from '../../../core/history.js';
import type { RunVerdict } from '../../verdict.js';
import type { ChartData } from './chart-data.js';
import { embedJson, type Html, html } from './html.js';
import { type FaultFigures, type PhaseFigures, p95, type RunFigures, SETTLING } from './phase-figures.js';

const sum = (phases: readonly PhaseFigures[], pick: (phase: PhaseFigures) => number) =>
  phases.reduce((total, phase) => total + pick(phase), 0);

const latency = (values: readonly number[]) => {
  const value = p95(values);
  return value === undefined ? '–' : formatDuration(value);
};

const tile = (name: string, value: string): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

export function headline({ phases }: RunFigures): Html {
  const total = (pick: (phase: PhaseFigures) => number) => sum(phases, pick).toLocaleString('en');
  return html`<dl class="tiles" aria-label="The run in figures">
${tile(
  'messages written',
  total((phase) => phase.written),
)}
${tile(
  'replied to',
  total((phase) => phase.replies.length),
)}
${tile(
  'deliveries repeated',
  total((phase) => phase.duplicates),
)}
${tile(
  'Graph API calls',
  total((phase) => phase.calls),
)}
${tile(
  'refused by a fault',
  total((phase) => phase.injected),
)}
${tile(
  'answers lost',
  total((phase) => phase.lost),
)}
${tile('messages acknowledged, p95', latency(phases.flatMap((phase) => phase.acknowledgements)))}
${tile('replied, p95', latency(phases.flatMap((phase) => phase.replies)))}
</dl>`;
}

export function chartSection(data: ChartData): Html {
  const every = data.binSeconds === 1 ? 'second' : `${data.binSeconds} seconds`;
  return html`<section aria-labelledby="timeline">
<h2 id="timeline">Timeline</h2>
<p class="hint">One value for each ${every}. Shaded: phases with faults. Drag to zoom into a stretch, double-click to return; the cursor moves through all charts together.</p>
<noscript><p class="notice">The charts need JavaScript; the same figures stand in the table of phases below.</p></noscript>
${data.charts.map(
  ({ id, title, about, unit }) => html`<figure>
<figcaption><strong>${title}</strong> <span class="unit">${unit === 'ms' ? 'milliseconds' : 'per second'}</span><br>${about}</figcaption>
<div class="chart" data-chart="${id}" role="img" aria-label="${title}: ${about} In figures: table of phases."></div>
</figure>`,
)}
<script type="application/json" id="chart-data">${embedJson(data)}</script>
</section>`;
}

function phaseRow(phase: PhaseFigures, index: number): Html {
  const { fromMs, toMs, name } = phase;
  const cells = [
    phase.written,
    phase.deliveries,
    phase.duplicates,
    phase.unacknowledged,
    phase.calls,
    phase.injected,
    phase.own,
    phase.lost,
  ];
  return html`<tr class="${phase.trouble ? 'trouble' : ''}">
<th scope="row">${name === SETTLING ? '' : `${index + 1} `}${name}${phase.trouble && html` <span class="mark">with faults</span>`}</th>
<td class="number">${(fromMs / 1_000).toFixed(1)}–${(toMs / 1_000).toFixed(1)} s</td>
${cells.map((cell) => html`<td class="number${cell === 0 ? ' none' : ''}">${cell}</td>`)}
<td class="number">${latency(phase.acknowledgements)}</td>
<td class="number">${latency(phase.replies)}</td>
<td class="number${phase.unanswered === 0 ? ' none' : ''}">${phase.unanswered}</td>
</tr>`;
}

const PHASE_COLUMNS = [
  'Time',
  'Written',
  'Delivered',
  'Repeated',
  'Not acknow­ledged',
  'Calls',
  'Refused by fault',
  'Refused for own fault',
  'Answers lost',
  'Acknow­ledged p95',
  'Replied p95',
  'Without reply',
];

export function phaseSection({ phases, faults }: RunFigures): Html {
  return html`<section aria-labelledby="phases">
<h2 id="phases">Phases</h2>
<div class="scroll"><table class="phases">
<thead><tr><th scope="col">Phase</th>${PHASE_COLUMNS.map((column) => html`<th scope="col" class="number">${column}</th>`)}</tr></thead>
<tbody>${phases.map(phaseRow)}</tbody>
</table></div>
<p class="hint">Delivered counts every post to the webhook, statuses and forgeries included. Acknowledged p95 is that of messages. Replies count for the phase in which the message was due.</p>
${faults.length > 0 && faultTable(faults)}
</section>`;
}

const parameterText = ({ parameters }: FaultFigures) =>
  Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');

function faultTable(faults: readonly FaultFigures[]): Html {
  return html`<h3>Faults</h3>
<div class="scroll"><table class="faults">
<thead><tr><th scope="col">Fault</th><th scope="col">Parameters (times in ms)</th><th scope="col">Phases</th><th scope="col">Struck</th></tr></thead>
<tbody>${faults.map(
    (fault) => html`<tr><th scope="row">${fault.id}</th><td class="kind">${parameterText(fault)}</td>
<td>${fault.phases.join(', ')}</td><td class="number">${fault.struck === 0 ? 'never' : `${fault.struck}×`}</td></tr>`,
  )}</tbody>
</table></div>`;
}

const loadText = ({ users, process, ratePerSecond, peakPerSecond, fromMs, toMs, says }: PlannedLoad) =>
  `${users} users, ${process} ${process === 'ramp' ? 'to ' : ''}${ratePerSecond}/s ${
    peakPerSecond === undefined ? '' : `with a peak of ${peakPerSecond}/s `
  }for ${formatDuration(toMs - fromMs)}, saying ${says}`;

const campaignText = ({ template, recipients, fromMs, againMs }: PlannedCampaign) =>
  `${template} to ${recipients} users after ${formatDuration(fromMs)}${again(againMs)}`;
const again = (againMs: readonly number[]) =>
  againMs.length === 0 ? '' : `, triggered again after ${againMs.map(formatDuration).join(', ')}`;

export function repeatSection(header: HistoryHeader, { seed, command }: RunVerdict): Html {
  return html`<section aria-labelledby="repeat">
<h2 id="repeat">Repeat this run</h2>
<pre class="command"><code>${command}</code></pre>
<dl class="facts">
<div><dt>Seed</dt><dd>${seed}</dd></div>
<div><dt>Scenario</dt><dd>${header.scenario}</dd></div>
<div><dt>Load</dt><dd>${[...header.load.map(loadText), ...(header.campaigns ?? []).map(campaignText)].join('; ')}</dd></div>
<div><dt>Started</dt><dd><time datetime="${header.startedAt}">${header.startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time></dd></div>
<div><dt>waproof</dt><dd>${header.version}</dd></div>
</dl>
</section>`;
}
