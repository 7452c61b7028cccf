/** The subjects of the matrix: correct ones, which no check may accuse, and variants that each break one thing, and a bot that
 * breaks most of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findRoot } from '../../cli/root.js';

export interface Subject {
  readonly name: string;
  /** Shell command that starts it. */
  readonly exec: string;
  /** The checks that must fail; none for a correct subject. */
  readonly breaks: readonly string[];
}

const path = (file: string) => fileURLToPath(new URL(file, findRoot()));
const command = (file: string) => `"${process.execPath}" "${path(file)}"`;

const whole: readonly Subject[] = [
  { name: 'reference', exec: command('test/subjects/reference.js'), breaks: [] },
  { name: 'support-bot', exec: command('examples/support-bot/bot.js'), breaks: [] },
  {
    name: 'naive-bot',
    exec: command('examples/naive-bot/bot.js'),
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
  },
];

/** @throws Error when a variant does not say what it breaks. */
function readVariant(file: string): Subject {
  const [, breaks] = /^\/\/ breaks: ([\w-]+)/m.exec(readFileSync(path(file), 'utf8')) ?? [];
  if (!breaks) throw new Error(`${file} does not say which check it breaks: expected a line "// breaks: <check>"`);
  return { name: file.replace(/^.*\/(.*)\.js$/, '$1'), exec: command(file), breaks: [breaks] };
}

export function listSubjects(): Subject[] {
  const folder = 'test/subjects/variants/';
  const variants = readdirSync(path(folder))
    .filter((file) => file.endsWith('.js'))
    .sort();
  return [...whole, ...variants.map((file) => readVariant(folder + file))];
}
