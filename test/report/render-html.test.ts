import { describe, expect, test } from 'vitest';
import { waId, wamid } from '../../core/ids.js';
import type { Observation } from '../../core/observations.js';
import { createBins, percentile } from '../../verdict/reports/html/bins.js';
import { buildChartData } from '../../verdict/reports/html/chart-data.js';
import { embedJson, html } from '../../verdict/reports/html/html.js';
import { playedPhases } from '../../verdict/reports/html/played-phases.js';
import { renderHtml } from '../../verdict/reports/html/render-html.js';
import type { RunVerdict } from '../../verdict/verdict.js';
import { sampleHistory, sampleVerdict } from './sample-run.js';

const history = sampleHistory();
const verdict = sampleVerdict(history);
const page = renderHtml(history, verdict);
/** A page without scripts and styles. */
const bodyOf = (text: string) => text.replaceAll(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '');
const body = bodyOf(page);

describe('the page', () => {
  test.each([
    ['the verdict in words', 'Fail'],
    ['the title, escaped', 'Duplicates, refusals, an outage &amp; &lt;lost&gt; answers'],
    ['a count of the checks', '8 checks: 3 failed, 1 could not be judged, 4 passed'],
    ['what to do about a failure', 'in a store with a unique key, before the work is done.'],
    ['the command that repeats it', '--exec &quot;node bot.js&quot;'],
    ['the seed', '<dt>Seed</dt><dd>7</dd>'],
    ['how the harness did', 'waproof kept its own schedule.'],
    ['the warnings, escaped', 'line 12 is no observation: &quot;&lt;script&gt;&quot;'],
    ['a fault that never struck', '>never</td>'],
    ['cases that are folded away', '<summary>8 more cases</summary>'],
    ['evidence that is left out', 'and 28 more observations'],
    ['which fault refused a call', 'refused with HTTP 400, 130429 Rate limit hit (injected by graph.error#3)'],
    ['evidence that does not exist', 'not in this history'],
  ])('holds %s', (_, text) => {
    expect(body).toContain(text);
  });

  test('puts failures first, then doubts, then passes', () => {
    const [table = ''] = /<table class="checks">[\s\S]*?<\/table>/.exec(body) ?? [];
    const order = [...table.matchAll(/<tr>\s*<th scope="row">(?:<a href="#check-[a-z-]+">)?([a-z-]+)/g)].map(
      ([, name]) => name,
    );
    expect(order).toEqual([
      'effects-once',
      'backs-off',
      'verifies-subscription',
      'gives-up-on-permanent',
      'acknowledges-fast',
      'nothing-lost',
      'right-recipient',
      'sustains-throughput',
    ]);
  });

  test('lets no markup of users through, in text or in data', () => {
    const names = history.observations.flatMap((o) => (o.kind === 'user.wrote' ? [o.name] : []));
    expect(names.some((name) => name.includes('</script>'))).toBe(true);
    expect(body).not.toMatch(/<b>|<script/);
    expect([...page.matchAll(/<\/script/gi)]).toHaveLength(5);
  });

  test('refers to nothing outside itself and allows only its own scripts', () => {
    expect(page).not.toMatch(/\s(src|href)="(?!#)/);
    expect(page).toMatch(/default-src &#39;none&#39;;.*script-src (&#39;sha256-[A-Za-z0-9+/=]+&#39; ?){4};/);
  });

  test.each([
    ['interrupted', 'The run was interrupted'],
    ['unfinished', 'The history just stops'],
    ['power cut', 'The run was cut short: power cut.'],
  ])('says that a run was cut short: %s', (cutShort, words) => {
    expect(renderHtml(history, { ...verdict, cutShort })).toContain(words);
  });

  test('is made of an almost empty history, too', () => {
    const empty: RunVerdict = { ...verdict, verdict: 'inconclusive', checks: [] };
    const page = renderHtml({ header: { ...history.header, phases: [] }, observations: [], warnings: [] }, empty);
    expect(page).toContain('0 checks: 0 passed');
    expect(bodyOf(page)).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('the charts', () => {
  const phases = playedPhases(history);
  const data = buildChartData(history, phases, 36_000);
  const total = (chart: string, label: string) =>
    data.charts
      .find(({ id }) => id === chart)
      ?.series.find((series) => series.label === label)
      ?.values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const count = (pick: (observation: Observation) => boolean) => history.observations.filter(pick).length;

  test('count every observation once', () => {
    expect(total('load', 'written')).toBe(count((o) => o.kind === 'user.wrote'));
    expect(total('deliveries', 'duplicates')).toBe(
      count((o) => o.kind === 'webhook.sent' && o.duplicateOf !== undefined),
    );
    expect(total('calls', 'answer lost')).toBe(count((o) => o.kind === 'graph.call' && o.answer === 'lost'));
    expect(total('calls', 'refused by a fault')).toBe(
      count((o) => o.kind === 'graph.call' && o.injected && o.answer === 'delivered'),
    );
    expect(total('calls', 'refused for its own fault')).toBe(
      count((o) => o.kind === 'graph.call' && o.error?.code === 100),
    );
  });

  test('leave out what never occurred', () => {
    expect(data.charts.find(({ id }) => id === 'deliveries')?.series.map(({ label }) => label)).toEqual([
      'messages',
      'duplicates',
    ]);
  });

  test('have phases where they were played, not where they were planned', () => {
    expect(data.phases.map(({ from, to, trouble }) => [from, to, trouble])).toEqual([
      [0.4, 7.4, false],
      [7.4, 14.4, true],
      [14.4, 20.4, true],
      [20.4, 23.4, true],
      [23.4, 28.4, true],
      [28.4, 31.4, false],
    ]);
  });

  test('measure a reply from the due instant to the first effect, also when the answer names no message', () => {
    const user = waId('15552345678');
    const wrote = (id: number, at: number, due: number, message: string): Observation =>
      ({
        id,
        at,
        kind: 'user.wrote',
        user,
        name: 'A',
        message: wamid(message),
        type: 'text',
        step: 'greeting/1',
        due,
      }) as Observation;
    const call = (id: number, at: number, more: object): Observation =>
      ({
        id,
        at,
        kind: 'graph.call',
        action: 'send',
        to: user,
        effect: true,
        answer: 'delivered',
        outcome: 'accepted',
        simulated: true,
        faults: [],
        ...more,
      }) as unknown as Observation;
    const observations = [
      wrote(1, 100, 90, 'a'),
      wrote(2, 200, 150, 'b'),
      call(3, 300, { effect: false, outcome: 'refused' }),
      call(4, 400, { answers: wamid('b') }),
      call(5, 1_290, {}),
      call(6, 1_300, {}),
    ];
    const charts = buildChartData({ ...history, observations }, [], 2_000).charts;
    expect(charts.find(({ id }) => id === 'replies')?.series.map(({ values }) => values)).toEqual([
      [250, null],
      [1_200, null],
    ]);
  });
});

test.each([
  ['half a minute', 31_000, 1_000, 31],
  ['twenty minutes', 1_200_000, 1_000, 1_200],
  ['an hour', 3_600_000, 5_000, 720],
  ['a day', 86_400_000, 120_000, 720],
  ['nothing', 0, 1_000, 1],
])('a run of %s has bins of a sensible width', (_, endMs, widthMs, count) => {
  const bins = createBins(endMs);
  expect([bins.widthMs, bins.count]).toEqual([widthMs, count]);
  expect([bins.indexOf(-5), bins.indexOf(endMs + 5)]).toEqual([0, count - 1]);
});

test.each([
  ['nothing', [], 0.5, undefined],
  ['one value', [7], 0.95, 7],
  ['the middle of four', [4, 1, 3, 2], 0.5, 2],
  ['the 95th of twenty', Array.from({ length: 20 }, (_, i) => i + 1), 0.95, 19],
])('the percentile of %s', (_, values, share, expected) => {
  expect(percentile(values, share)).toBe(expected);
});

test('html escapes what it is given and leaves alone what it made', () => {
  const inner = html`<i>${'<&"\'\u0000'}</i>`;
  expect(html`<p title="${'"'}">${[inner, 3, false, undefined]}</p>`.markup).toBe(
    '<p title="&quot;"><i>&lt;&amp;&quot;&#39;\ufffd</i>3</p>',
  );
});

test('embedded JSON cannot end its script and reads back the same', () => {
  const value = { name: '</script><!--\u2028' };
  const { markup } = embedJson(value);
  expect(markup).not.toMatch(/[<\u2028]/);
  expect(JSON.parse(markup)).toEqual(value);
});
