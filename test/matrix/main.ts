/**
 * `npm run matrix`: subjects of which the truth is known, through the scenarios, with several seeds, and the table of what was
 * caught, missed and wrongly accused. It can be ended at any time and called again: what was played is kept.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, type as systemName } from 'node:os';
import { fileURLToPath } from 'node:url';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { listenForInterrupt } from '../../cli/interrupt.js';
import { findRoot } from '../../cli/root.js';
import { renderMatrix, rowsOf } from './cells.js';
import { createContentKeys } from './content-key.js';
import { renderDetectionPage } from './detection-page.js';
import { planQueue } from './queue.js';
import { openResults, type Result } from './results.js';
import { runMatrix } from './run-matrix.js';
import { listSubjects } from './subjects.js';

const given = await yargs(hideBin(process.argv))
  .scriptName('npm run matrix --')
  .option('seeds', { type: 'number', default: 5, describe: 'How many seeds for the broken subjects, from 1' })
  .option('correct-seeds', { type: 'number', default: 20, describe: 'How many seeds for the correct ones' })
  .option('seed', { type: 'number', describe: 'This seed alone' })
  .option('only', { type: 'string', describe: 'Only these subjects, separated by commas' })
  .option('scenario', { type: 'string', describe: 'Only these scenarios, separated by commas' })
  .option('quick', { type: 'boolean', default: false, describe: 'Mistakes only in the scenarios that show them best' })
  .option('full', {
    type: 'boolean',
    default: false,
    describe: 'Correct subjects in everything that ships, the long scenarios too',
  })
  .option('jobs', { type: 'number', default: 8, describe: 'Runs at once' })
  .option('results', { type: 'string', default: 'matrix-results', describe: 'Folder in which results are kept' })
  .option('fresh', { type: 'boolean', default: false, describe: 'Play everything again' })
  .option('kept', {
    type: 'boolean',
    default: false,
    describe: 'Play nothing: what is kept, judged by the checks of now',
  })
  .option('write', { type: 'boolean', default: false, describe: 'Write docs/detection.md' })
  .option('verbose', { type: 'boolean', default: false, describe: 'Every figure of every run' })
  .strict()
  .parseAsync();

const listed = (text: string | undefined) => text?.split(',').map((name) => name.trim());
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const git = (...args: string[]) => spawnSync('git', args, { cwd: findRoot(), encoding: 'utf8' }).stdout?.trim() ?? '';

const names = listed(given.only);
const subjects = listSubjects().filter(({ name }) => names === undefined || names.includes(name));
if (subjects.length === 0) {
  console.error(
    `no subject is called ${given.only}: there are ${listSubjects()
      .map(({ name }) => name)
      .join(', ')}`,
  );
  process.exit(2);
}
const queue = planQueue({
  subjects,
  seeds: given.seed === undefined ? upTo(given.seeds) : [given.seed],
  correctSeeds: given.seed === undefined ? upTo(given.correctSeeds) : [given.seed],
  scenarios: listed(given.scenario),
  quick: given.quick,
  full: given.full,
});
const commit = `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' with changes'}`;
const keys = createContentKeys();
const results = openResults(given.results, keys);
if (given.fresh) for (const job of queue) results.forget(job);
const signal = listenForInterrupt(() => console.error('ending; what was played is kept'));

let done = 0;
const problems: string[] = [];
function report({ subject, scenario, seed, verdict }: Result, how: string): void {
  done++;
  const failed = verdict.checks.filter((check) => check.verdict === 'fail').map(({ check }) => check);
  const what = verdict.harness.limited ? 'LIMITED' : failed.length > 0 ? `fail: ${failed.join(', ')}` : verdict.verdict;
  if (how === 'played' || given.verbose)
    console.error(`${done}/${queue.length}  ${subject}, ${scenario}, seed ${seed}: ${what} (${how})`);
  if (given.verbose)
    for (const { check, verdict: outcome, figure } of verdict.checks)
      console.error(`       ${outcome.padEnd(15)}${check}: ${figure}`);
}

const played = await runMatrix({
  queue,
  jobs: given.kept ? 0 : given.jobs,
  results,
  judged: keys.judged,
  commit,
  signal,
  onResult: report,
  onPutOff: ({ subject, scenario, seed }) =>
    console.error(`put off: ${subject.name}, ${scenario}, seed ${seed}; it is repeated when the others are done`),
  onProblem: (problem) => {
    problems.push(problem);
    console.error(`PROBLEM  ${problem}`);
  },
});
const rows = rowsOf(subjects, played);
console.log(renderMatrix(rows));
const wrong = rows.flatMap((row) => row.wrong);
const doubts = rows.flatMap((row) => row.doubts);
if (doubts.length > 0) console.log(`\nleft open:\n${doubts.join('\n')}`);
if (problems.length > 0) console.log(`\nnot played:\n${problems.join('\n')}`);
if (wrong.length > 0) console.log(`\nWRONG:\n${wrong.join('\n')}`);
console.log(`\n${played.length} of ${queue.length} runs; ${wrong.length} wrong, ${doubts.length} left open`);
if (given.write) {
  const page = renderDetectionPage({
    rows,
    commit,
    machine: `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}, ${systemName()}`,
    days: [...new Set(played.map(({ at }) => at.slice(0, 10)))].sort(),
    runs: played.length,
  });
  writeFileSync(fileURLToPath(new URL('docs/detection.md', findRoot())), page);
  console.log('wrote docs/detection.md');
}
process.exitCode = wrong.length > 0 || played.length < queue.length ? 1 : 0;
