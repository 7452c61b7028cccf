/** `waproof judge` on files that are damaged, foreign or absent, and asked for what does not exist. */
import { describe, expect, test } from 'vitest';
import { sampleHistory } from '../report/sample-run.js';
import { createStage } from './stage.js';

const stage = createStage();
const { header, observations } = sampleHistory();
const lines = [{ ...header, checks: [{ check: 'effects-once', parameters: {} }] }, ...observations].map((line) =>
  JSON.stringify(line),
);
stage.file('whole.ndjson', `${lines.join('\n')}\n`);
stage.file('broken.ndjson', `${lines.slice(0, -1).join('\n')}\n{"id":99999,"at":30.5,"kind":"user.wr`);
stage.file('hole.ndjson', `${[...lines.slice(0, 3), 'not json', ...lines.slice(4)].join('\n')}\n`);
stage.file('empty.ndjson', '');
stage.file('foreign.ndjson', '{"level":"info","message":"hello"}\n');
stage.file('future.ndjson', '{"waproof":2}\n');
stage.file('none/other.txt', '');
stage.file('suite/one/history.ndjson', `${lines.join('\n')}\n`);
stage.file('suite/two/history.ndjson', `${lines.join('\n')}\n`);
stage.file('headless.ndjson', `${JSON.stringify({ waproof: 1, scenario: 'x' })}\n`);

/** The sample has such a fault on purpose. */
const NEVER_STRUCK = 'graph.error#6 was planned and never struck';

const judgeJson = async (file: string, ...more: string[]) => {
  const finished = await stage.run(['judge', file, '--json', ...more]);
  return { ...finished, verdict: JSON.parse(finished.stdout) };
};

describe('a history that can be judged', () => {
  test('judged as its header asks; the exit code is the verdict’s', async () => {
    const { code, verdict } = await judgeJson('whole.ndjson');
    expect(verdict.checks.map(({ check }: { check: string }) => check)).toEqual(['effects-once']);
    expect(verdict.warnings).toEqual([NEVER_STRUCK]);
    expect(code).toBe({ pass: 0, fail: 1, inconclusive: 4 }[verdict.verdict as 'pass']);
  });

  test('with a broken last line is judged up to there, with a warning, and never passes', async () => {
    const [{ code, verdict }, asText] = await Promise.all([
      judgeJson('broken.ndjson'),
      stage.run(['judge', 'broken.ndjson']),
    ]);
    expect(verdict.warnings).toEqual([
      `line ${lines.length}, the last one, is broken: judged up to there`,
      expect.stringMatching(/^the history ends without its last line: the run was cut off at /),
    ]);
    expect(verdict.cutShort).toBe('unfinished');
    expect(code).not.toBe(0);
    expect(asText.code).toBe(code);
    expect(asText.stdout.replace(/\s+/g, ' ')).toContain(verdict.warnings[0]);
  });

  test('with a broken line in the middle is judged without it, with a warning', async () => {
    const { verdict } = await judgeJson('hole.ndjson');
    expect(verdict.warnings).toEqual(['line 4 is no observation and was left out', NEVER_STRUCK]);
  });

  test('in a folder, or several of them, is found; several are judged together', async () => {
    const [alone, together, asText] = await Promise.all([
      judgeJson('whole.ndjson'),
      judgeJson('suite', 'whole.ndjson'),
      stage.run(['judge', 'suite']),
    ]);
    const [one, two, three] = together.verdict.scenarios;
    expect([one, two, three]).toEqual([alone.verdict, alone.verdict, alone.verdict]);
    expect(together.verdict.verdict).toBe(alone.verdict.verdict);
    expect([together.code, asText.code]).toEqual([alone.code, alone.code]);
    expect(asText.stdout).toMatch(/^area +grade +checks$/m);
    expect((await judgeJson('suite/one')).verdict).toEqual(alone.verdict);
  });

  test('judges also what the run was not asked for', async () => {
    const { verdict } = await judgeJson('whole.ndjson', '--checks', 'backs-off,right-recipient,backs-off');
    expect(verdict.checks.map(({ check }: { check: string }) => check)).toEqual(['backs-off', 'right-recipient']);
  });
});

describe('what cannot be judged', () => {
  test.concurrent.for<[args: string, ...says: string[]]>([
    ['missing.ndjson', 'cannot read the history missing.ndjson: ENOENT'],
    ['none', 'no history in the folder none: expected history.ndjson in it, or in folders of it'],
    ['empty.ndjson', 'empty.ndjson is empty: expected a history, whose first line is a header'],
    ['foreign.ndjson', 'foreign.ndjson is no history of waproof', 'got {"level":"info"'],
    ['future.ndjson', 'future.ndjson has format 2; this version of waproof reads format 1'],
    ['headless.ndjson', 'headless.ndjson has a broken header', 'seed: ', 'phases: '],
    ['whole.ndjson --checks effect-once,nothing', '"effect-once": did you mean "effects-once"?', '"nothing"'],
    ['whole.ndjson --cheks effects-once', 'Did you mean --checks?'],
  ])('waproof judge %s', async ([args, ...says], { expect }) => {
    const { code, stdout, stderr } = await stage.run(['judge', ...args.split(' ').filter(Boolean)]);
    for (const said of says) expect(stderr).toContain(said);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(/\n\s+at |a bug in waproof/);
  });
});
