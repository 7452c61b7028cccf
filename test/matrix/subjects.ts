/**
 * The subjects of the matrix: correct ones, which no check may accuse, some of them of a rarer kind; variants that each
 * have one mistake, and say in their first lines which check must find it (`breaks`), which others it trips as well and
 * why (`also`), and, where not every scenario with that check can show it, in which it shows (`shows in`); and a bot that
 * breaks most of them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findRoot } from '../../cli/root.js';

export interface Subject {
  readonly name: string;
  /** Shell command that starts it. */
  readonly exec: string;
  /** Its `waproof.yml`, for those that need one. */
  readonly configFile?: string | undefined;
  /** The checks that must fail; none for a correct subject. */
  readonly breaks: readonly string[];
  /** Checks that may fail besides, and why that is right. */
  readonly also: Readonly<Record<string, string>>;
  /** The first lines of its file: what is wrong with it and where that was seen. */
  readonly about: string;
  /** Scenarios that show the mistake; empty: every one that judges what it breaks. */
  readonly showsIn: readonly string[];
  /** Files and folders, from the root, that decide how it behaves. */
  readonly sources: readonly string[];
}

const path = (file: string) => fileURLToPath(new URL(file, findRoot()));
const node = (file: string) => `"${process.execPath}" "${path(file)}"`;

/** What every bot that is made of the reference bot's parts depends on. */
const REFERENCE = ['test/subjects/reference.js', 'test/subjects/parts/'];

const correct = (name: string, exec: string, about: string, sources: readonly string[]): Subject => ({
  name,
  exec,
  breaks: [],
  also: {},
  about,
  showsIn: [],
  sources,
});

/** @throws Error on CI: without it the matrix would prove less than it says. */
function hasPython(): boolean {
  if (spawnSync('python3', ['--version']).status === 0) return true;
  const missing = 'python3 is missing: the correct bot written in Python cannot be played';
  if (process.env.CI) throw new Error(missing);
  console.error(missing);
  return false;
}

const wholeOnes = (): Subject[] => [
  correct('reference', node('test/subjects/reference.js'), 'one process, a journal in a file', [
    'test/subjects/reference.js',
    'test/subjects/parts/',
  ]),
  correct('support-bot', node('examples/support-bot/bot.js'), 'a queue and a ledger in files, lanes, a breaker', [
    'examples/support-bot/',
  ]),
  ...(hasPython()
    ? [
        correct(
          'python-bot',
          `python3 "${path('test/subjects/python/bot.py')}"`,
          'Python, its standard library, threads',
          ['test/subjects/python/'],
        ),
      ]
    : []),
  {
    ...correct('naive-bot', node('examples/naive-bot/bot.js'), 'a bot as tutorials write it', ['examples/naive-bot/']),
    breaks: [
      'acknowledges-fast',
      'effects-once',
      'nothing-lost',
      'sends-once',
      'backs-off',
      'gives-up-on-permanent',
      'verifies-signature',
      'verifies-subscription',
    ],
    also: {
      'sends-valid': 'it puts whatever it has into `to`',
      'honours-retry-after': 'it looks at no header',
      'respects-pair-rate': 'one wait for every error',
      recovers: 'what failed in an outage is forgotten',
      'handles-batches': 'it reads the first message of a POST',
      'keeps-token': 'it reads its token once',
      'knows-users-without-phone': 'it knows users by phone number',
      'ignores-stale-backlog': 'it looks at no time stamp',
      'keeps-window': 'it looks at no time stamp',
    },
    showsIn: ['first-proof'],
  },
];

/** Words between commas. */
const listed = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

const nameOf = (file: string) => file.replace(/^.*\/(.*)\.js$/, '$1');

/** The comment that a file begins with. */
const headOf = (text: string) => text.slice(0, text.search(/^(?!\/\/)/m));

/** What a head says beside its keys. */
const wordsOf = (head: string) =>
  head
    .split('\n')
    .filter((line) => !/^\/\/ (?:breaks|also|shows in):/.test(line))
    .map((line) => line.replace(/^\/\/ ?/, ''))
    .join(' ')
    .trim();

/** @param text of the file. @throws Error when it does not say what it breaks. */
export function readHeader(file: string, text: string): Pick<Subject, 'breaks' | 'also' | 'about' | 'showsIn'> {
  const [, breaks] = /^\/\/ breaks: ([\w-]+)$/m.exec(text) ?? [];
  if (!breaks) throw new Error(`${file} does not say which check it breaks: expected a line "// breaks: <check>"`);
  const head = headOf(text);
  const also: Record<string, string> = {};
  for (const line of head.split('\n').filter((it) => it.startsWith('// also:'))) {
    const [, check, why] = /^\/\/ also: ([\w-]+) — (.+)$/.exec(line) ?? [];
    if (!check || !why) throw new Error(`${file}: expected "// also: <check> — <why>", got "${line}"`);
    also[check] = why;
  }
  return { breaks: [breaks], also, about: wordsOf(head), showsIn: listed(/^\/\/ shows in: (.+)$/m.exec(head)?.[1]) };
}

function readVariant(file: string): Subject {
  return {
    name: nameOf(file),
    exec: node(file),
    ...readHeader(file, readFileSync(path(file), 'utf8')),
    sources: [file, ...REFERENCE],
  };
}

/** Correct, and of another kind than bots that answer a text with a text. Its `waproof.yml` is beside it, under its name. */
function readKind(file: string): Subject {
  const about = wordsOf(headOf(readFileSync(path(file), 'utf8')));
  const config = file.replace(/\.js$/, '.yml');
  if (!existsSync(path(config))) return correct(nameOf(file), node(file), about, [file, ...REFERENCE]);
  return {
    ...correct(nameOf(file), node(file), about, [file, config, ...REFERENCE]),
    configFile: path(config),
  };
}

export function listSubjects(): Subject[] {
  const filesIn = (folder: string) =>
    readdirSync(path(folder))
      .filter((file) => file.endsWith('.js'))
      .sort()
      .map((file) => folder + file);
  return [
    ...wholeOnes(),
    ...filesIn('test/subjects/kinds/').map(readKind),
    ...filesIn('test/subjects/variants/').map(readVariant),
  ];
}
