import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checks } from '../../../verdict/checks/index.js';
import { judge } from '../../../verdict/judge.js';
import { readForJudging, readHistory } from '../../../verdict/read-history.js';
import { story, user } from './story.js';
import { calmTalks } from './subjects.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waproof-history-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(text: string): string {
  const file = join(folder, 'history.ndjson');
  writeFileSync(file, text);
  return file;
}

function sample() {
  const run = story({ checks: [{ check: 'sends-valid', parameters: {} }] });
  calmTalks(run);
  const history = run.build();
  const lines = [history.header, ...history.observations].map((line) => JSON.stringify(line));
  return { history, lines };
}

describe('readHistory', () => {
  test('reads what was written', async () => {
    const { history, lines } = sample();
    expect(await readHistory(written(`${lines.join('\n')}\n`))).toEqual(history);
  });

  test('reads characters that lie across two pieces of the file', async () => {
    const { history, lines } = sample();
    const header = { ...history.header, title: '🌊é'.repeat(400_000) };
    const read = await readHistory(written([JSON.stringify(header), ...lines.slice(1)].join('\n')));
    expect(read.header.title).toBe(header.title);
    expect(read.observations).toHaveLength(history.observations.length);
  });

  test.each([
    ['whole', 0],
    ['cut off after a status', 1],
  ])('for judging leaves out what no check asks for, and the verdict stays the same: %s', async (_, cut) => {
    const run = story({ checks: Object.keys(checks).map((check) => ({ check, parameters: {} })) });
    calmTalks(run, 25);
    const sent = run.sends(user(3), 12_000);
    for (const [index, status] of (['sent', 'delivered', 'read'] as const).entries())
      run.tell(40_000 + index, { kind: 'status.reached', message: sent, user: user(3), status });
    run.failsLater(sent, user(3), 20_000, 131_049);
    const history = run.build();
    const lines = [history.header, ...history.observations].map((line) => JSON.stringify(line));
    const file = written(lines.slice(0, lines.length - cut).join('\n'));
    const [all, asked] = [await readHistory(file), await readForJudging(file)];
    expect(asked.observations.length).toBe(all.observations.length - 3 + cut);
    expect(judge(asked)).toEqual(judge(all));
  });

  test('takes a file that was cut off up to its last whole line, and says so', async () => {
    const { history, lines } = sample();
    const text = lines.slice(0, -1).join('\n');
    const read = await readHistory(written(text.slice(0, -20)));
    expect(read.observations).toEqual(history.observations.slice(0, -2));
    expect(read.warnings).toEqual([
      `line ${lines.length - 1}, the last one, is broken: judged up to there`,
      'the history ends without its last line: the run was cut off at 3.4 s',
    ]);
    const verdict = judge(read);
    expect(verdict).toMatchObject({ verdict: 'inconclusive', cutShort: 'unfinished', checks: [{ verdict: 'pass' }] });
    expect(verdict.warnings).toEqual(read.warnings);
  });

  test('names broken lines in the middle and leaves them out', async () => {
    const { history, lines } = sample();
    const damaged = [...lines.slice(0, 3), '{"id":', '', '42', '{"no":"observation"}', ...lines.slice(3)];
    const read = await readHistory(written(damaged.join('\n')));
    expect(read.observations).toEqual(history.observations);
    expect(read.warnings).toEqual([4, 6, 7].map((line) => `line ${line} is no observation and was left out`));
  });

  test('does not name hundreds of them', async () => {
    const { lines } = sample();
    const read = await readHistory(written([lines[0], ...Array(300).fill('garbage'), ...lines.slice(1)].join('\n')));
    expect(read.warnings).toHaveLength(11);
    expect(read.warnings.at(-1)).toBe('290 more lines are no observations and were left out');
  });

  test.each([
    ['an empty file', '', 'is empty'],
    ['another file', '{"name":"package"}\n', 'is no history of waproof'],
    ['no JSON', 'PK\u0003\u0004', 'is no history of waproof'],
    ['a newer format', '{"waproof":2}\n', 'has format 2; this version of waproof reads format 1'],
    ['a broken header', '{"waproof":1,"scenario":7}\n', 'scenario: Invalid input'],
  ])('refuses %s', async (_, text, message) => {
    await expect(readHistory(written(text))).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining(message),
    });
  });

  test('refuses a file that is not there', async () => {
    await expect(readHistory(join(folder, 'none.ndjson'))).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining('cannot read the history'),
    });
  });
});
