/**
 * `npm run conformance`: measures the mock against Meta's OpenAPI file and prints the table. `--spec PATH` names the
 * file, `--only TEXT` the operations whose names contain the text, `--all` prints every reason. Exits 1 below 100 %, 2
 * without a file.
 */
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { findDocument, openSuite, type Result, report } from './run.js';

const { spec, only, all } = await yargs(hideBin(process.argv))
  .scriptName('npm run conformance --')
  .option('spec', { type: 'string', describe: 'The OpenAPI file' })
  .option('only', { type: 'string', default: '', describe: 'Only operations whose name contains this' })
  .option('all', { type: 'boolean', default: false, describe: 'Every reason, not only the first' })
  .strict()
  .parseAsync();

async function run(): Promise<number> {
  const file = findDocument(spec);
  if (file === undefined) {
    console.error(`there is no OpenAPI file at ${spec ?? 'the usual place'}: name one with --spec`);
    return 2;
  }
  const suite = openSuite(file);
  const results: Result[] = [];
  for (const operation of suite.operations)
    if (operation.name.includes(only)) results.push(await suite.judge(operation));
  console.log(report(results, all));
  return results.some(({ differences }) => differences.length > 0) ? 1 : 0;
}

process.exitCode = await run();
