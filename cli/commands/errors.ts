/** `waproof errors`: Meta's table of errors, as the mock knows it. */
import type { CommandModule } from 'yargs';
import type { metaErrors } from '../../harness/catalogue.js';
import { createConsole } from '../console.js';

const row = ([code, subcode, status, , title, delivered, retry, , source]: (typeof metaErrors)[number]) =>
  [
    `${code}${subcode ? `/${subcode}` : ''}`.padEnd(14),
    (status ? String(status) : '-').padEnd(5),
    delivered.padEnd(9),
    retry.padEnd(13),
    source.padEnd(11),
    title,
  ].join(' ');

export const errorsCommand: CommandModule = {
  command: 'errors',
  describe: 'List Meta’s errors',
  builder: (yargs) => yargs.example('$0 errors', 'code, HTTP status, how it arrives, whether to retry, source, title'),
  async handler() {
    const { metaErrors } = await import('../../harness/catalogue.js');
    createConsole().result(
      ['code/subcode   HTTP  arrives   retry         source      title', ...metaErrors.map(row)].join('\n'),
    );
  },
};
