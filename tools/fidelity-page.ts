/** docs/fidelity.md: every operation and rule of the mock, how it is known, and which test holds it. */
import { basename } from 'node:path';
import type { Operation } from '../mock-server/graph/operation.js';
import { operations } from '../mock-server/graph/operations.js';
import type { Shape } from '../mock-server/graph/parameters.js';
import { businessRules } from './fidelity/business-rules.js';
import { flowRules } from './fidelity/flow-rules.js';
import { graphRules } from './fidelity/graph-rules.js';
import { groupCallRules } from './fidelity/group-call-rules.js';
import { mediaRules } from './fidelity/media-rules.js';
import { messageRules } from './fidelity/message-rules.js';
import { notSimulatedCalls } from './fidelity/not-simulated.js';
import { numberRules } from './fidelity/number-rules.js';
import { rateRules } from './fidelity/rate-rules.js';
import { reachRules } from './fidelity/reach-rules.js';
import type { Rule } from './fidelity/rule.js';
import { stateRules } from './fidelity/state-rules.js';
import { templateRules } from './fidelity/template-rules.js';
import { timeRules } from './fidelity/time-rules.js';
import { tokenRules } from './fidelity/token-rules.js';
import { troubleRules } from './fidelity/trouble-rules.js';
import { webhookRules } from './fidelity/webhook-rules.js';

/** Headings of the page with their rules, in its order. */
export const ruleSections: readonly (readonly [heading: string, rules: readonly Rule[]])[] = [
  ['Graph calls', graphRules],
  ['Tokens, permissions and apps', tokenRules],
  ['Messages', messageRules],
  ['Templates', templateRules],
  ['Media and uploads', mediaRules],
  ['Phone numbers', numberRules],
  ['Limits of rate', rateRules],
  ['Whom one may write to, and what it costs', reachRules],
  ['Accounts, businesses and catalogues', businessRules],
  ['Flows', flowRules],
  ['Groups and calls', groupCallRules],
  ['Webhooks', webhookRules],
  ['Time', timeRules],
  ['Trouble', troubleRules],
  ['State', stateRules],
];

const testLink = (path: string): string => `[${basename(path, '.test.ts')}](../${path})`;

const testLinks = (paths: readonly string[]): string => paths.map(testLink).join(', ') || 'none';

const ruleRow = ({ behaviour, source, tests }: Rule): string => `| ${behaviour} | ${source} | ${testLinks(tests)} |`;

const section = ([heading, rules]: (typeof ruleSections)[number]): string => `## ${heading}\n\n${ruleTable(rules)}\n`;

const notSimulatedTable = (): string =>
  [
    '| what | why | test |',
    '| --- | --- | --- |',
    ...notSimulatedCalls.map(({ phrase, why, tests }) => `| ${phrase} | ${why} | ${testLinks(tests)} |`),
  ].join('\n');

const ruleTable = (rules: readonly Rule[]): string =>
  ['| behaviour | source | test |', '| --- | --- | --- |', ...rules.map(ruleRow)].join('\n');

const parameter = ([name, shape]: readonly [string, Shape]): string => (shape.required ? `${name}*` : name);

const SOURCES = { documented: 'documented', recorded: 'observed', assumed: 'assumed' } as const;

const operationRow = ({ route, about, needs, accepts }: Operation): string => {
  const token = needs === 'none' ? 'no token' : needs === 'any' ? 'any token' : needs === 'app' ? 'app token' : needs;
  const parameters = Object.entries(accepts ?? {}).map(parameter);
  return (
    `| \`${route}\` | ${about.summary} | ${token ?? 'whatsapp_business_management'} | ` +
    `${parameters.join(', ')} | ${SOURCES[about.source]} | ${testLink(about.test)} |`
  );
};

/** By path, then by method: what belongs to one object stands together. */
const byPath = (a: Operation, b: Operation): number => {
  const [aMethod = '', aPath = ''] = a.route.split(' ');
  const [bMethod = '', bPath = ''] = b.route.split(' ');
  return aPath.localeCompare(bPath, 'en') || aMethod.localeCompare(bMethod, 'en');
};

const operationTable = (): string =>
  [
    '| operation | what it does here | token | parameters (* required) | source | test |',
    '| --- | --- | --- | --- | --- | --- |',
    ...[...operations].sort(byPath).map(operationRow),
  ].join('\n');

export const renderFidelityPage = (): string => `# Fidelity

What the mock does like Meta's Cloud API, how we know, and which test holds it. Generated from the operations in
\`mock-server/graph/\` and the rules in \`tools/fidelity/\` by \`npm run generate\`; do not edit.

- **documented**: Meta's documentation says so, in editions of October 2025 to September 2026, or Meta's OpenAPI file v23.0 does.
- **observed**: seen in recordings of live calls that client libraries publish with their tests, or in captures in public issues.
- **assumed**: one source or an inference. It may be wrong, and no check decides on it alone.

- **ours**: a choice of the mock where Meta has none or says nothing, so that something can be tried.
- **not modelled**: Meta does it, the mock does not; a call that asks for it is answered as if there were nothing to it.

What Meta's API has and the mock cannot do is answered with HTTP 501, code 1 and a sentence that says so; its observation
carries \`simulated: false\`, and no check blames the bot for it: [the list](#not-simulated).

## Operations

${operations.length} operations. A call takes its parameters as JSON, as a form, or in the query. Messages declare their content by type;
their limits are among the rules below.

${operationTable()}

Arbitrary JSON, paths, headers and bodies are answered in Meta's form by every one of them:
${testLink('test/conformance/robustness.test.ts')}, ${testLink('test/conformance/operations-properties.test.ts')}. Published client libraries, unmodified, are served call by
call: ${testLink('test/clients/kapso.test.ts')}, ${testLink('test/clients/kapso-messages.test.ts')}, ${testLink('test/clients/whatsapp-api-js.test.ts')}, ${testLink('test/clients/great-detail.test.ts')}.

${ruleSections.map(section).join('\n')}
## Not simulated

Every place in the code that answers so. What an operation does not look at within a call stands in its rules above.

${notSimulatedTable()}
`;
