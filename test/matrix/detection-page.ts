/** `docs/detection.md`: how often waproof was right about subjects of which the truth is known, as the matrix counted it. */
import { STANDARD } from '../../cli/suites.js';
import { checks } from '../../verdict/checks/index.js';
import type { Cell, Row } from './cells.js';
import type { Subject } from './subjects.js';

export interface DetectionFacts {
  readonly rows: readonly Row[];
  /** `2 cores, Intel …, Node 20.20.0, Linux` */
  readonly machine: string;
  /** Of the code that was judged with. */
  readonly commit: string;
  /** Days on which runs were played: `2026-11-23`. */
  readonly days: readonly string[];
  /** How many runs were played in all. */
  readonly runs: number;
}

interface Tally {
  readonly subject: Subject;
  readonly rows: readonly Row[];
}

function byCell(rows: readonly Row[], check: string): Map<Cell, number> {
  const counts = new Map<Cell, number>();
  for (const { cells } of rows) {
    const cell = cells[check];
    if (cell) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return counts;
}

const number = (rows: readonly Row[], check: string, cell: Cell) => byCell(rows, check).get(cell) ?? 0;

const SIGNS: readonly (readonly [Cell, (count: number) => string])[] = [
  ['caught', (count) => `**X${count}**`],
  ['missed', (count) => `**M${count}**`],
  ['false alarm', (count) => `**F${count}**`],
  ['explained', (count) => `x${count}`],
  ['clean', () => '·'],
  ['unsure', (count) => `?${count}`],
  ['not applicable', () => '–'],
];

const signsOf = (rows: readonly Row[], check: string): string => {
  const counts = byCell(rows, check);
  return SIGNS.flatMap(([cell, sign]) => {
    const count = counts.get(cell);
    return count === undefined ? [] : [sign(count)];
  }).join(' ');
};

const plural = (count: number, noun: string) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

export function renderDetectionPage({ rows, machine, commit, days, runs }: DetectionFacts): string {
  const names = [...new Set(rows.map(({ subject }) => subject.name))];
  const tallies = names.map((name): Tally => {
    const own = rows.filter(({ subject }) => subject.name === name);
    return { subject: own[0]?.subject as Subject, rows: own };
  });
  const correct = tallies.filter(({ subject }) => subject.breaks.length === 0);
  const broken = tallies.filter(({ subject }) => subject.breaks.length > 0);
  return `# Detection

How often waproof is right, counted. Subjects of which the truth is known were played through the scenarios with several seeds: correct ones,
which no check may accuse, and broken ones, each with one mistake that was seen in real integrations and that one check is meant to find.
Written by \`npm run matrix -- --write\`, never by hand.

${totals(correct, broken)}

What earlier rounds found wrong was mended, and these seeds were among them: the bound is about bots and troubles like these, not about what nobody has
thought of yet.

Played on ${days.join(', ')}: ${plural(runs, 'run')}. Machine: ${machine}. Judged by commit ${commit}.

## Correct subjects

| subject | kind | seeds | scenarios | runs | judgements | false alarms | left open |
| --- | --- | --- | --- | --- | --- | --- | --- |
${correct.map(correctRow).join('\n')}

${openTable(correct)}

## Broken subjects

${coverage(broken)} *Accused besides* are checks that fail too, with the
reason why that is right. A failure without such a reason counts as a false alarm.

| subject | breaks | caught | runs | where it shows | accused besides |
| --- | --- | --- | --- | --- | --- |
${broken.map(brokenRow).join('\n')}

## Every subject and every check

**X** caught, in so many seeds · **M** missed · x accused and explained · **F** false alarm · \`·\` passes · ? too little evidence · – not applicable ·
empty: no scenario of this subject judges it.

${grid(tallies)}

## Repeat it

\`\`\`
npm run build
npm run matrix -- --write          # all of it; goes on where it was when it is called again
npm run matrix -- --quick          # mistakes only where they show best
npm run matrix -- --full           # correct subjects in the long scenarios, too
npm run matrix -- --only no-jitter --scenario first-proof --seed 3 --verbose
\`\`\`

Runs are kept in \`matrix-results/\` by the content of the code, the scenario and the subject. When only the checks change, what is kept is judged again
and not played. A run in which waproof itself was too slow proves nothing: it is repeated once, and left out if it was too slow again.
`;
}

const runsIn = (rows: readonly Row[]) => rows.reduce((sum, { scenarios }) => sum + scenarios.length, 0);
/** A check counts once a seed, however many scenarios judged it. */
const judgementsIn = (rows: readonly Row[]) => rows.reduce((sum, { cells }) => sum + Object.keys(cells).length, 0);

/** What happened in none of so many runs happens in fewer than this share of them: 95 %, one-sided (Clopper and Pearson). */
const percentAtMost = (runs: number) => `${(100 * (1 - 0.05 ** (1 / Math.max(runs, 1)))).toFixed(2)} %`;

function coverage(broken: readonly Tally[]): string {
  const seeds = broken.map(
    ({ rows }) => rows.filter(({ scenarios }) => STANDARD.every((name) => scenarios.includes(name))).length,
  );
  const whole = Math.min(...seeds);
  if (whole === 0)
    return 'Not all of them were played through every standard scenario, but where the mistake shows best.';
  return `They were played with ${plural(whole, 'seed')} each through every standard scenario, with the others where the mistake can show.`;
}

function totals(correct: readonly Tally[], broken: readonly Tally[]): string {
  const brokenRows = broken.flatMap(({ rows }) => rows);
  const wanted = broken.flatMap(({ subject, rows }) => subject.breaks.map((check) => ({ check, rows })));
  const caught = wanted.reduce((sum, { check, rows }) => sum + number(rows, check, 'caught'), 0);
  const asked = wanted.reduce((sum, { rows }) => sum + rows.length, 0);
  const cells = (rows: readonly Row[], cell: Cell) =>
    rows.reduce((sum, row) => sum + Object.values(row.cells).filter((it) => it === cell).length, 0);
  const correctRows = correct.flatMap(({ rows }) => rows);
  const judged = judgementsIn(correctRows);
  const runs = runsIn(correctRows);
  const alarms = cells(correctRows, 'false alarm');
  const limited = [...correctRows, ...brokenRows].reduce((sum, row) => sum + row.limited, 0);
  return [
    `- **${caught.toLocaleString('en')} of ${asked.toLocaleString('en')}** mistakes were caught: ${plural(broken.length, 'broken subject')} in ${plural(runsIn(brokenRows), 'run')}, each seed counted.`,
    `- **${alarms === 0 ? 'No false alarm' : plural(alarms, 'false alarm')}** in ${plural(runs, 'run')} and ${plural(judged, 'judgement')} of ${plural(correct.length, 'correct subject')}${alarms === 0 ? `: with 95 % confidence fewer than ${percentAtMost(runs)} of such runs accuse wrongly` : ''}. ${plural(cells(correctRows, 'unsure'), 'judgement')} ${cells(correctRows, 'unsure') === 1 ? 'was' : 'were'} left open.`,
    `- Broken subjects were accused of something else ${plural(cells(brokenRows, 'explained'), 'time')} with an explanation and ${plural(cells(brokenRows, 'false alarm'), 'time')} without one.`,
    `- ${plural(limited, 'run')} could not be used, because waproof itself was too slow.`,
  ].join('\n');
}

function correctRow({ subject, rows }: Tally): string {
  const count = (cell: Cell) =>
    rows.reduce((sum, row) => sum + Object.values(row.cells).filter((it) => it === cell).length, 0);
  const scenarios = new Set(rows.flatMap((row) => row.scenarios)).size;
  return `| ${subject.name} | ${subject.about} | ${rows.length} | ${scenarios} | ${runsIn(rows)} | ${judgementsIn(rows)} | ${count('false alarm')} | ${count('unsure')} |`;
}

/** What correct subjects leave open, and how often: a pass was possible in the other seeds or nowhere. */
function openTable(correct: readonly Tally[]): string {
  const lines = correct.flatMap(({ subject, rows }) =>
    Object.keys(checks)
      .map((check) => ({ check, open: number(rows, check, 'unsure') }))
      .filter(({ open }) => open > 0)
      .map(({ check, open }) => `- ${subject.name}: \`${check}\` in ${open} of ${plural(rows.length, 'seed')}`),
  );
  return lines.length === 0 ? 'Nothing was left open.' : `Left open:\n\n${lines.join('\n')}`;
}

function brokenRow({ subject, rows }: Tally): string {
  const caught = subject.breaks.map((check) => `${number(rows, check, 'caught')} of ${rows.length}`);
  const isSame = new Set(caught).size === 1;
  const places = new Map<string, number>();
  for (const { failedIn } of rows)
    for (const check of subject.breaks)
      for (const scenario of failedIn[check] ?? []) places.set(scenario, (places.get(scenario) ?? 0) + 1);
  const shown = [...places].sort((a, b) => b[1] - a[1]).map(([scenario]) => scenario);
  const where =
    shown.slice(0, MOST_PLACES).join(', ') +
    (shown.length > MOST_PLACES ? ` and ${shown.length - MOST_PLACES} more` : '');
  const explained = Object.entries(subject.also)
    .filter(([check]) => number(rows, check, 'explained') > 0)
    .map(([check, why]) => `\`${check}\`: ${why}`);
  const alarms = Object.keys(checks)
    .filter((check) => number(rows, check, 'false alarm') > 0)
    .map((check) => `**\`${check}\`, unexplained**`);
  return `| ${subject.name} | ${subject.breaks.map((check) => `\`${check}\``).join(' ')} | ${isSame ? caught[0] : caught.join(', ')} | ${runsIn(rows)} | ${where} | ${[...explained, ...alarms].join('; ')} |`;
}

const MOST_PLACES = 4;

function grid(tallies: readonly Tally[]): string {
  const judged = Object.keys(checks).filter((check) => tallies.some(({ rows }) => byCell(rows, check).size > 0));
  const legend = judged.map((check, index) => `${index + 1} \`${check}\``).join(' · ');
  return [
    legend,
    '',
    `| | ${judged.map((_, index) => index + 1).join(' | ')} |`,
    `| --- |${' --- |'.repeat(judged.length)}`,
    ...tallies.map(
      ({ subject, rows }) => `| ${subject.name} | ${judged.map((check) => signsOf(rows, check)).join(' | ')} |`,
    ),
  ].join('\n');
}
