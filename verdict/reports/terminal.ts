/**
 * The verdict for a person at a terminal: a table first, then each failure with its most telling cases, then what was left
 * open or does not apply, and why. Plain text with optional colours; meaning never rests on colour alone.
 */
import { repeatOne } from '../repeat.js';
import type { CheckOutcome, CheckVerdict, RunVerdict } from '../verdict.js';
import { describeCutShort } from './cut-short.js';

export interface TerminalOptions {
  readonly color: boolean;
  /** Columns; texts are wrapped to it. */
  readonly width: number;
}

const SHOWN_FINDINGS = 3;
const NARROWEST = 40;
const WIDEST = 120;

/** The columns that a text is wrapped to, whatever the terminal says. */
export const columnsOf = (width: number) => Math.min(Math.max(width, NARROWEST), WIDEST);

export const painter =
  (color: boolean): Paint =>
  (text, ansi) =>
    color ? `\u001b[${ansi}m${text}\u001b[0m` : text;

/** How an outcome is marked and coloured. */
export const LOOKS = {
  pass: { mark: '✔', ansi: '32' },
  fail: { mark: '✖', ansi: '31' },
  inconclusive: { mark: '?', ansi: '33' },
  'not-applicable': { mark: '-', ansi: '2' },
} as const satisfies Record<CheckOutcome, { mark: string; ansi: string }>;

export type Paint = (text: string, ansi: string) => string;

/** Several lines, without a newline at the end. */
export function renderTerminal(verdict: RunVerdict, { color, width }: TerminalOptions): string {
  const columns = columnsOf(width);
  const paint = painter(color);
  const failed = verdict.checks.filter((check) => check.verdict === 'fail');
  const open = verdict.checks.filter((check) => check.verdict === 'inconclusive');
  const apart = verdict.checks.filter((check) => check.verdict === 'not-applicable');
  const blocks = [
    table(verdict.checks, columns, paint),
    ...failed.map((check) => [
      ...details(check, columns, paint, SHOWN_FINDINGS),
      // In one piece, so that it can be copied.
      `  again: ${repeatOne(verdict.command, check.check)}`,
    ]),
    ...[...open, ...apart].map((check) => details(check, columns, paint, 0)),
    remarks(verdict, columns, paint),
    summary(verdict, paint),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function table(checks: readonly CheckVerdict[], columns: number, paint: Paint): string[] {
  const names = Math.max('check'.length, ...checks.map(({ check }) => check.length));
  const outcomes = Math.max('verdict'.length, ...checks.map(({ verdict }) => verdict.length + 2));
  const indent = ' '.repeat(names + outcomes + 4);
  const heading = `${'check'.padEnd(names)}  ${'verdict'.padEnd(outcomes)}  figure`;
  const rows = checks.flatMap(({ check, verdict, figure }) => {
    const { mark, ansi } = LOOKS[verdict];
    const [first = '', ...more] = wrap(figure, columns - indent.length);
    const cell = paint(`${mark} ${verdict}`.padEnd(outcomes), ansi);
    return [`${check.padEnd(names)}  ${cell}  ${first}`.trimEnd(), ...more.map((line) => indent + line)];
  });
  return [paint(heading, '2'), ...rows];
}

function details(
  { check, verdict, sentence, findings }: CheckVerdict,
  columns: number,
  paint: Paint,
  most: number,
): string[] {
  const { mark, ansi } = LOOKS[verdict];
  const shown = findings.slice(0, most);
  const more = most > 0 ? findings.length - shown.length : 0;
  return [
    paint(`${mark} ${check}`, ansi),
    ...indented(sentence, columns, '  ', '  '),
    ...shown.flatMap((finding) => indented(finding.sentence, columns, '  - ', '    ')),
    ...(more > 0 ? ['    … and more in the report'] : []),
  ];
}

function remarks({ cutShort, harness, warnings }: RunVerdict, columns: number, paint: Paint): string[] {
  const strong = [
    ...(cutShort === undefined ? [] : [describeCutShort(cutShort)]),
    ...(harness.limited ? [harness.sentence] : []),
  ];
  return [
    ...strong
      .flatMap((text) => indented(text, columns, '! ', '  '))
      .map((line) => paint(line, LOOKS.inconclusive.ansi)),
    ...warnings.flatMap((text) => indented(`warning: ${text}`, columns, '! ', '  ')),
    ...(harness.limited ? [] : indented(harness.sentence, columns, '', '').map((line) => paint(line, '2'))),
  ];
}

function summary({ verdict, checks, scenario, seed, command }: RunVerdict, paint: Paint): string[] {
  const number = (outcome: CheckOutcome) => checks.filter((check) => check.verdict === outcome).length;
  const counts = (['pass', 'fail', 'inconclusive', 'not-applicable'] as const)
    .filter((outcome) => number(outcome) > 0)
    .map((outcome) => `${number(outcome)} ${outcome.replace('-', ' ')}`);
  const { mark, ansi } = LOOKS[verdict];
  const title = paint(`${mark} ${verdict.toUpperCase()}`, `1;${ansi}`);
  return [
    `${title}  ${scenario} (seed ${seed}): ${counts.join(', ') || 'no checks'}`,
    // In one piece, so that it can be copied.
    `  repeat with: ${command}`,
  ];
}

/** Wrapped lines: the first one begins with `first`, the others with `rest`. */
export function indented(text: string, columns: number, first: string, rest: string): string[] {
  return wrap(text, columns - rest.length).map((line, index) => (index === 0 ? first : rest) + line);
}

/** Spaces, but not those between a number and its unit. */
const BREAK = /\s+(?!(?:ms|s|min|h|%)(?:[\s,;.)]|$))/;

/** A longer word stays whole, so that ids can be copied. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(BREAK)) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
