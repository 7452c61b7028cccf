/** The help of every command, its examples, which must run as they stand, and the lists. */
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { scenarioCatalogue } from '../../harness/catalogue.js';
import { exitCodeOf } from '../../verdict/exit-code.js';
import { judge } from '../../verdict/judge.js';
import { sampleHistory } from '../report/sample-run.js';
import { createStage, ROOT } from './stage.js';

const stage = createStage();
const COMMANDS = ['mock', 'run', 'judge', 'scenarios', 'checks', 'faults', 'errors'] as const;
const examples = new Map<string, string[]>();
const history = sampleHistory();

/** Example command lines of a help text; a long one goes on in its column of the next line. */
function readExamples(help: string): string[] {
  const [, block = ''] = /\nExamples:\n([\s\S]*?)(?:\n\n|$)/.exec(help) ?? [];
  const found: string[] = [];
  let width = 0;
  for (const line of block.split('\n')) {
    const [, command] = /^ {2}(waproof .*?)(?: {2,}\S|$)/.exec(line) ?? [];
    if (command !== undefined) {
      width = 2 + (/^ {2}(.*? {2,})\S/.exec(line)?.[1]?.length ?? line.length);
      found.push(command);
    } else if (line.trim() !== '') found.push(`${found.pop()} ${line.slice(0, width).trim()}`);
  }
  return found;
}

/** A command line as a shell splits it. */
const split = (command: string) =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

const runExample = (command: string) => stage.run(split(command).slice(1));

beforeAll(async () => {
  symlinkSync(join(ROOT, 'scenarios'), stage.path('scenarios'));
  const lines = [history.header, ...history.observations].map((line) => JSON.stringify(line));
  stage.file('waproof-out/history.ndjson', `${lines.join('\n')}\n`);
  await Promise.all(
    COMMANDS.map(async (command) => {
      const { code, stdout, stderr } = await stage.run([command, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      examples.set(command, readExamples(stdout));
    }),
  );
});

describe('help', () => {
  test('of the whole names every command and every exit code', async () => {
    const { code, stdout } = await stage.run(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`waproof ${command}\\b.* {2,}\\S`));
    for (const exit of [0, 1, 2, 3, 4]) expect(stdout.replace(/\s+/g, ' ')).toMatch(new RegExp(`[:·] ${exit} \\w+`));
  });

  test('of every command shows examples of that command', () => {
    for (const command of COMMANDS) {
      const found = examples.get(command) ?? [];
      expect([command, found.length]).toEqual([command, expect.toSatisfy((count: number) => count >= 1)]);
      for (const example of found) expect(split(example).slice(0, 2)).toEqual(['waproof', command]);
    }
  });

  test('gives its examples of lists and scenarios as they run', async () => {
    const commands = (['scenarios', 'checks', 'faults', 'errors'] as const).flatMap((name) => examples.get(name) ?? []);
    expect(commands.length).toBeGreaterThanOrEqual(6);
    for (const { command, code, stdout, stderr } of await Promise.all(
      commands.map(async (command) => ({ command, ...(await runExample(command)) })),
    )) {
      expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: '' });
      expect(stdout.length).toBeGreaterThan(20);
    }
  });

  test('gives its examples of judging as they run, each with the exit code of its verdict', async () => {
    const commands = examples.get('judge') ?? [];
    expect(commands.length).toBeGreaterThanOrEqual(2);
    for (const command of commands) {
      const [, checks] = /--checks (\S+)/.exec(command) ?? [];
      const { code, stderr } = await runExample(command);
      const expected = exitCodeOf(judge(history, checks?.split(',')).verdict);
      expect({ command, code, stderr }).toEqual({ command, code: expected, stderr: '' });
    }
  });

  test('gives examples of mock and run that name only what exists', () => {
    const commands = [...(examples.get('mock') ?? []), ...(examples.get('run') ?? [])];
    const flags = commands.flatMap((command) => command.match(/--[a-z]+/g) ?? []);
    expect(flags).toEqual(expect.arrayContaining(['--webhook', '--json', '--exec', '--seed', '--out']));
    expect(commands.filter((command) => /^waproof run (?!first-proof |--suite standard )/.test(command))).toEqual([]);
  });
});

describe('lists', () => {
  test('of checks and faults have a line for each that exists', async () => {
    const [checks, faults] = await Promise.all([stage.run(['checks']), stage.run(['faults'])]);
    const names = (text: string) => text.split('\n').flatMap((line) => /^ *([a-z.-]+) {2,}\S/.exec(line)?.[1] ?? []);
    expect(names(checks.stdout).toSorted()).toEqual(Object.keys(scenarioCatalogue.checks).toSorted());
    expect(names(faults.stdout).toSorted()).toEqual(Object.keys(scenarioCatalogue.faults).toSorted());
  });

  test('of faults tells all there is to know of some, or of all, also as JSON, and what a wrong name was meant to be', async () => {
    const [some, all, json, wrong] = await Promise.all([
      stage.run(['faults', 'token.expire', 'webhook.drop']),
      stage.run(['faults', '--all']),
      stage.run(['faults', 'token.expire', '--json']),
      stage.run(['faults', 'tokn.expire']),
    ]);
    expect(some.stdout).toMatch(/^token\.expire\n {2}The access token expires.*\n {2}Models: /);
    expect(some.stdout).toMatch(/^ {2}renewAfter +duration +when a new token is issued/m);
    expect(some.stdout).toContain('    - webhook.drop: { attempts: 1..2, probability: 0.3 }');
    const told = all.stdout.split('\n').filter((line) => /^[a-z]+\.[a-z-]+$/.test(line));
    expect(told).toEqual(Object.keys(scenarioCatalogue.faults));
    expect(JSON.parse(json.stdout)).toMatchObject([{ name: 'token.expire', example: { renewAfter: '8s' } }]);
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('tokn.expire: did you mean token.expire?');
  });

  test('of errors has a heading and the errors that everybody meets', async () => {
    const { stdout } = await stage.run(['errors']);
    expect(stdout).toMatch(/^code\/subcode +HTTP +arrives +retry +source +title\n/);
    for (const row of [/^130429 .*backoff/m, /^131026 .*never/m, /^190\b.*401/m]) expect(stdout).toMatch(row);
  });

  test('of scenarios shows what ships, prints a file as it is, and validates several', async () => {
    const [listed, shown, valid] = await Promise.all([
      stage.run(['scenarios', 'list']),
      stage.run(['scenarios', 'show', 'first-proof']),
      stage.run(['scenarios', 'validate', 'first-proof', 'scenarios/first-proof.yml']),
    ]);
    expect(listed.stdout).toMatch(
      /^first-proof +standard +48 s +Duplicates, refusals.*\n +webhook\.duplicate, graph\.error/m,
    );
    expect(shown.stdout).toBe(readFileSync(join(ROOT, 'scenarios/first-proof.yml'), 'utf8'));
    expect(valid).toMatchObject({ code: 0, stdout: 'first-proof: valid\nscenarios/first-proof.yml: valid\n' });
  });

  test.concurrent.for<[args: string, says: string]>([
    ['scenarios show first-prof', 'did you mean first-proof?'],
    ['scenarios validate', 'scenarios validate needs at least one name or file'],
    ['scenarios lisst', '"lisst" is neither a scenario nor list, show, validate: did you mean list?'],
    ['scenarios clam', 'no scenario "clam"'],
    ['checks all', 'Unknown argument: all'],
  ])('waproof %s', async ([args, says], { expect }) => {
    const { code, stdout, stderr } = await stage.run(args.split(' '));
    expect(stderr).toContain(says);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
