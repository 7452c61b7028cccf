/**
 * docs/get-started.md as a reader follows it: every command of the page, in one bash with the real curl, against a mock
 * of their own; every answer is the one that the page shows. Only the two ports are others.
 */
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { differenceFrom } from './matches-shown.js';
import { createStage, type Program, ROOT, sleep } from './stage.js';
import { parsePrinted, parseValues, readTutorial, type Step } from './tutorial.js';

const page = readFileSync(join(ROOT, 'docs/get-started.md'), 'utf8');
const { steps } = readTutorial(page);
const missing = ['bash', 'curl'].filter((program) => spawnSync(program, ['--version']).status !== 0);

interface Played {
  readonly code: string;
  readonly stdout: string;
  readonly stderr: string;
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    }),
  );
}

/** One shell for all blocks, so that what one sets the next has; the first command that fails ends it. */
const script = (blocks: readonly Step[]): string =>
  [
    'set -eo pipefail',
    ...blocks.map(({ commands }, index) => `{\n${commands}} > ${index}.out 2> ${index}.err\necho 0 > ${index}.code`),
  ].join('\n');

describe('the page', () => {
  test('has commands, answers to them, a receiver and what it receives', () => {
    const { files, received, printed } = readTutorial(page);
    expect(steps.length).toBeGreaterThan(8);
    expect(steps.filter(({ answers }) => answers.length > 0).length).toBeGreaterThan(7);
    expect(page.match(/^ *curl /gm)?.length).toBeGreaterThan(30);
    expect(Object.keys(files)).toEqual(['receiver.mjs']);
    expect(received).toHaveLength(2);
    expect(printed.length).toBeGreaterThan(3);
    // A newcomer reads it in one go.
    expect(page.trimEnd().split('\n').length).toBeLessThanOrEqual(250);
  });

  test.runIf(missing.length > 0)('is not run: bash or curl is missing', ({ skip }) => {
    expect(process.env.CI, `CI must have ${missing.join(' and ')}`).not.toBe('true');
    skip(`${missing.join(' and ')} cannot be started here`);
  });
});

describe.skipIf(missing.length > 0)('followed to the letter, the page is right', () => {
  const stage = createStage();
  let local: (text: string) => string;
  let mock: Program;
  let receiver: Program;

  const played = (index: number): Played => {
    const read = (suffix: string) => {
      try {
        return readFileSync(stage.path(`${index}.${suffix}`), 'utf8');
      } catch {
        return 'did not come so far';
      }
    };
    return { code: read('code').trim(), stdout: read('out'), stderr: read('err') };
  };

  beforeAll(async () => {
    mock = stage.start(['mock', '--port', '0']);
    const [, mockPort = ''] = await mock.waitFor(/http:\/\/127\.0\.0\.1:(\d+)[\s\S]*Stop with Ctrl-C/);
    const receiverPort = String(await freePort());
    local = (text) => text.replaceAll('127.0.0.1:4004', `127.0.0.1:${mockPort}`).replace(/\b3000\b/g, receiverPort);
    const tutorial = readTutorial(local(page));
    receiver = stage.startNode(
      Object.entries(tutorial.files).map(([name, text]) => stage.file(name, text)),
      { env: { NODE_NO_WARNINGS: '1' } },
    );
    for (
      let i = 0;
      i < 100 && (await fetch(`http://127.0.0.1:${receiverPort}`).catch(() => undefined)) === undefined;
      i++
    )
      await sleep(50);
    const file = stage.file('page.sh', script(tutorial.steps));
    // The reader's own settings of curl, and a proxy, have no part in this.
    const env = { ...process.env, CURL_HOME: stage.folder, no_proxy: '*', NO_PROXY: '*' };
    await new Promise((resolve) => execFile('bash', [file], { cwd: stage.folder, env, timeout: 120_000 }, resolve));
  });

  test('about what the mock prints', () => {
    for (const line of readTutorial(local(page)).printed) expect(mock.stdout().split('\n')).toContain(line);
  });

  test.each(steps.map(({ line }, index) => [line, index] as const))('about the commands of line %i', (_, index) => {
    const { commands, head, answers } = readTutorial(local(page)).steps[index] as Step;
    const { code, stdout, stderr } = played(index);
    expect({ commands, code, stderr }).toEqual({ commands, code: '0', stderr: '' });
    const printed = parsePrinted(stdout);
    expect(differenceFrom(answers, printed.answers), stdout).toBeUndefined();
    for (const line of head) expect(printed.head).toContain(line);
    if (head.length > 0) expect(printed.head[0]).toBe(head[0]);
  });

  test('about what the receiver is told', async () => {
    for (const shown of readTutorial(local(page)).received) {
      const isThere = () => parseValues(receiver.stdout()).some((it) => differenceFrom(shown, it) === undefined);
      for (let i = 0; i < 150 && !isThere(); i++) await sleep(100);
      expect(isThere(), `${JSON.stringify(shown)}\nis not among\n${receiver.stdout()}`).toBe(true);
    }
  });
});

describe('the rule by which answers are compared', () => {
  test.each<[shown: unknown, actual: unknown]>([
    [
      { id: '…', name: 'a' },
      { id: 7, name: 'a' },
    ],
    [{ id: 'wamid.…=' }, { id: 'wamid.HBg=' }],
    ['a.b…', 'a.b\nc'],
    [[1, '…'], [1]],
    [
      [1, '…'],
      [1, { two: 2 }, 3],
    ],
    [null, null],
  ])('%j shows %j', (shown, actual) => {
    expect(differenceFrom(shown, actual)).toBeUndefined();
  });

  test.each<[shown: unknown, actual: unknown, says: string]>([
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, 'the answer: shown {a, b}, came {b, a}'],
    [{ a: 1 }, { a: 1, b: 2 }, 'the answer: shown {a}, came {a, b}'],
    [{ a: { b: true } }, { a: { b: 'true' } }, 'the answer.a.b: shown true, came "true"'],
    ['…', '', 'the answer: shown "…", came ""'],
    ['…', true, 'the answer: shown "…", came true'],
    ['…', null, 'the answer: shown "…", came null'],
    ['a.…', 'abc', 'the answer: shown "a.…", came "abc"'],
    ['wamid.…', 'wamid.', 'the answer: shown "wamid.…", came "wamid."'],
    [[1, 2], [1], 'the answer: shown [1,2], came [1]'],
    [[1, '…'], [], 'the answer: shown [1,"…"], came []'],
    [{}, [], 'the answer: shown {}, came []'],
    ['1', 1, 'the answer: shown "1", came 1'],
  ])('%j does not show %j', (shown, actual, says) => {
    expect(differenceFrom(shown, actual)).toBe(says);
  });
});
