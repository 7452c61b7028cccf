/** docs/errors.md: Meta's table of errors, as the mock knows it. */
import { basename } from 'node:path';
import { metaErrors } from '../harness/catalogue.js';
import { testsOfRow } from './fidelity/provoked-errors.js';

const ADVICE: Readonly<Record<string, string>> = {
  backoff: 'wait, then again',
  'after-window': 'after the rule’s hours or days',
  'after-fix': 'after a fix',
  never: 'never',
};

type Row = (typeof metaErrors)[number];

/** A row that only webhooks carry cannot be answered by a call, though a call may be told of it in a list. */
function provokedBy([code, subcode, , , title, delivered]: Row): string {
  const tests = testsOfRow(code, subcode, title).map((path) => `[${basename(path, '.test.ts')}](../${path})`);
  if (tests.length > 0) return tests.join(', ');
  return delivered === 'webhook' ? '' : 'the fault';
}

const row = (entry: Row): string => {
  const [code, subcode, status, type, title, delivered, retry, definite, source] = entry;
  return (
    `| ${code} | ${subcode || ''} | ${status || 'webhook'} | ${type} | ${title.replaceAll('|', '\\|')} | ${delivered} | ` +
    `${ADVICE[retry]} | ${definite ? 'yes' : 'no'} | ${source} | ${provokedBy(entry)} |`
  );
};

export const renderErrorsPage = (): string => `# Errors

Generated from \`mock-server/errors/error-table.ts\` by \`npm run generate\`; do not edit. ${metaErrors.length} rows. Every row that a call
can be answered with can be injected with the fault \`graph.error\` (\`{ code: 130429, probability: 0.2 }\`); where rows share
code and subcode, \`title\` names one (\`{ code: 100, title: appsecret_proof problem }\`), and 201 to 299 are codes of the range.
*Certain* says whether the call surely had no effect: after an error that is not certain, the message may have been sent.
*Provoked by* names the test in which a call gets the error for real, because the mock has the rule (some stand in a list within
the answer, 131053 in a status); *the fault*: it has none.

| code | subcode | HTTP | type | title | arrives by | send again | certain | source | provoked by |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${metaErrors.map(row).join('\n')}
`;
