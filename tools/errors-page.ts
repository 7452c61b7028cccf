/** docs/errors.md: Meta's table of errors, as the mock knows it. */
import { metaErrors } from '../harness/catalogue.js';

const ADVICE: Readonly<Record<string, string>> = {
  backoff: 'wait, then again',
  'after-window': 'after the rule’s hours or days',
  'after-fix': 'after a fix',
  never: 'never',
};

const row = ([code, subcode, status, type, title, delivered, retry, definite, source]: (typeof metaErrors)[number]) =>
  `| ${code} | ${subcode || ''} | ${status || 'webhook'} | ${type} | ${title.replaceAll('|', '\\|')} | ${delivered} | ` +
  `${ADVICE[retry]} | ${definite ? 'yes' : 'no'} | ${source} |`;

export const renderErrorsPage = (): string => `# Errors

Generated from \`mock-server/errors/error-table.ts\` by \`npm run generate\`; do not edit. Every row can be injected with
the fault \`graph.error\` (\`{ code: 130429, probability: 0.2 }\`). *Certain* says whether the call surely had no effect: after
an error that is not certain, the message may have been sent.

| code | subcode | HTTP | type | title | arrives by | send again | certain | source |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${metaErrors.map(row).join('\n')}
`;
