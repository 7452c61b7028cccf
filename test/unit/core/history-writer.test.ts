import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HistoryHeader } from '../../../core/history.js';
import { createHistoryWriter } from '../../../core/history-writer.js';
import type { Observation } from '../../../core/observations.js';
import { createVirtualClock } from '../../../core/virtual-clock.js';

const header: HistoryHeader = {
  waproof: 1,
  scenario: 'test',
  title: 'A test',
  seed: 7,
  version: '0.0.0',
  startedAt: '2026-11-22T00:00:00.000Z',
  load: [],
  phases: [],
  settleMs: 0,
  webhookTimeoutMs: 20_000,
  checks: [],
  expects: {},
  command: 'waproof run test',
};

const observation = (id: number, detail = 'ünïcödé 😀'): Observation => ({
  id,
  at: id,
  kind: 'limit.reached',
  limit: 'test',
  value: id,
  detail,
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waproof-history-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = (file: string) => readFileSync(file, 'utf8').split('\n');
const parsedLines = (file: string) =>
  lines(file)
    .slice(0, -1)
    .map((line) => JSON.parse(line));

function openWriter(name: string) {
  const clock = createVirtualClock();
  const file = join(folder, name);
  return { clock, file, writer: createHistoryWriter(file, header, clock) };
}

describe('writing', () => {
  test('the header is in the file at once', () => {
    const { file, writer } = openWriter('header.ndjson');
    expect(parsedLines(file)).toEqual([header]);
    writer.close();
  });

  test('observations reach the file within a tenth of a second', async () => {
    const { clock, file, writer } = openWriter('time.ndjson');
    writer.write(observation(1));
    writer.write(observation(2));
    await clock.advance(99);
    expect(parsedLines(file)).toEqual([header]);
    await clock.advance(1);
    expect(parsedLines(file)).toEqual([header, observation(1), observation(2)]);
    writer.write(observation(3));
    await clock.advance(100);
    expect(parsedLines(file)).toEqual([header, observation(1), observation(2), observation(3)]);
    writer.close();
  });

  test('many observations do not wait for the time: a full buffer is written at once, and nothing is cut', () => {
    const { file, writer } = openWriter('size.ndjson');
    const written = Array.from({ length: 40 }, (_, index) => observation(index + 1, 'ünïcödé 😀 '.repeat(2_000)));
    for (const one of written) writer.write(one);
    const early = readFileSync(file, 'utf8');
    expect(early.length).toBeGreaterThan(JSON.stringify(written).length / 2);
    expect(early.endsWith('\n')).toBe(true);
    writer.close();
    expect(parsedLines(file)).toEqual([header, ...written]);
  });

  test('a line that is longer than the buffer keeps its place', () => {
    const { file, writer } = openWriter('long.ndjson');
    const written = [observation(1), observation(2, '漢'.repeat(300_000)), observation(3)];
    for (const one of written) writer.write(one);
    writer.close();
    expect(parsedLines(file)).toEqual([header, ...written]);
  });

  test('closing writes the rest, ends with a line break and leaves no timer', () => {
    const { clock, file, writer } = openWriter('close.ndjson');
    for (let id = 1; id <= 5; id++) writer.write(observation(id));
    writer.close();
    expect(parsedLines(file)).toEqual([header, ...[1, 2, 3, 4, 5].map((id) => observation(id))]);
    expect(lines(file).at(-1)).toBe('');
    expect(clock.pending()).toBe(0);
  });

  test('what comes after closing is ignored, and closing twice is harmless', () => {
    const { file, writer } = openWriter('closed.ndjson');
    writer.close();
    writer.write(observation(1));
    writer.close();
    expect(parsedLines(file)).toEqual([header]);
  });

  test('an older file of the same name is replaced', () => {
    writeFileSync(join(folder, 'old.ndjson'), 'an old history\n'.repeat(100));
    const { file, writer } = openWriter('old.ndjson');
    writer.close();
    expect(parsedLines(file)).toEqual([header]);
  });

  test('a folder that does not exist is an error at once', () => {
    expect(() => createHistoryWriter(join(folder, 'nowhere', 'x.ndjson'), header, createVirtualClock())).toThrow(
      'ENOENT',
    );
  });
});

describe('a process that is killed in mid-run', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));

  /** The child writes without end; it is compiled on the spot, so that the test does not depend on a build. */
  function compileChild(): string {
    const compiled = join(folder, 'compiled');
    const sources = ['history-writer.ts', 'clock.ts'].map((name) => join(root, 'core', name));
    const options = ['--outDir', compiled, '--rootDir', root, '--target', 'es2023', '--module', 'nodenext'];
    execFileSync(join(root, 'node_modules/.bin/tsc'), [...options, '--types', 'node', '--ignoreConfig', ...sources], {
      cwd: root,
    });
    const child = join(compiled, 'child.mjs');
    writeFileSync(join(compiled, 'package.json'), '{"type":"module"}');
    writeFileSync(
      child,
      `import { createHistoryWriter } from './core/history-writer.js';
       import { createSystemClock } from './core/clock.js';
       const writer = createHistoryWriter(process.argv[2], { waproof: 1 }, createSystemClock());
       let id = 0;
       setInterval(() => {
         for (let i = 0; i < 200; i++) writer.write({ id: ++id, at: id, kind: 'limit.reached', detail: 'x'.repeat(id % 997) });
         if (id === 4_000) process.stdout.write('busy');
       }, 1);`,
    );
    return child;
  }

  test('leaves whole lines without a gap', async () => {
    const file = join(folder, 'killed.ndjson');
    const child = spawn(process.execPath, [compileChild(), file], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    const exited = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    child.kill('SIGKILL');
    expect(await exited).toBe('SIGKILL');
    const text = readFileSync(file, 'utf8');
    expect(text.endsWith('\n')).toBe(true);
    const [first, ...rest] = parsedLines(file);
    expect(first).toEqual({ waproof: 1 });
    expect(rest.length).toBeGreaterThan(1_000);
    expect(rest.map(({ id }) => id)).toEqual(rest.map((_, index) => index + 1));
  });
});
