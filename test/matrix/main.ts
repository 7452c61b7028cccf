/** `npm run matrix`: every subject with several seeds, and the table of what was caught, missed and wrongly accused. */
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { renderMatrix } from './cells.js';
import { runMatrix } from './run-matrix.js';
import { listSubjects } from './subjects.js';

const { seeds, seed, only, jobs, verbose } = await yargs(hideBin(process.argv))
  .scriptName('npm run matrix --')
  .option('seeds', { type: 'number', default: 5, describe: 'How many seeds, from 1' })
  .option('seed', { type: 'number', describe: 'This seed alone' })
  .option('only', { type: 'string', describe: 'Only these subjects, separated by commas' })
  .option('jobs', { type: 'number', default: 8, describe: 'Runs at once' })
  .option('verbose', { type: 'boolean', default: false, describe: 'Every figure of every row' })
  .strict()
  .parseAsync();

const names = only?.split(',');
const subjects = listSubjects().filter(({ name }) => names === undefined || names.includes(name));
if (subjects.length === 0) throw new Error(`no subject is called ${only}`);
const rows = await runMatrix({
  subjects,
  seeds: seed === undefined ? Array.from({ length: seeds }, (_, index) => index + 1) : [seed],
  jobs,
  onRow: (row) => {
    console.error(`${row.wrong.length === 0 ? 'right' : 'WRONG'}  ${row.subject.name}, seed ${row.seed}`);
    if (verbose)
      for (const { check, verdict, figure } of row.verdict.checks)
        console.error(`       ${verdict.padEnd(13)}${check}: ${figure}`);
  },
});
console.log(renderMatrix(rows));
const wrong = rows.flatMap((row) => row.wrong);
if (wrong.length > 0) console.log(`\n${wrong.join('\n')}`);
process.exitCode = wrong.length > 0 ? 1 : 0;
