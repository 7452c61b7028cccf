/** docs/faults.md: every fault of the catalogue, in the words of `waproof faults NAME`. */
import { type DescribedFault, describeFault, inline } from '../cli/describe-fault.js';
import { faultCatalogue } from '../harness/catalogue.js';

const SIDES: Readonly<Record<string, string>> = {
  graph: 'Calls of the Graph API',
  webhook: 'Webhooks',
  platform: 'The platform itself',
  subject: 'The process of the subject',
};

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Members that all faults of a side share are told once, above them. */
function sharedBy(faults: readonly DescribedFault[]): Set<string> {
  const [first, ...others] = faults.map(({ parameters }) => new Map(parameters.map((it) => [it.name, it.meaning])));
  if (!first || others.length < 2) return new Set();
  const common = [...first].filter(([name, meaning]) => others.every((other) => other.get(name) === meaning));
  return new Set(common.map(([name]) => name));
}

const row = ({ name, type, default: usual, meaning }: DescribedFault['parameters'][number]) =>
  `| \`${name}\` | ${cell(type)} | ${usual === undefined ? '' : `\`${cell(usual)}\``} | ${cell(meaning)} |`;

const table = (parameters: DescribedFault['parameters']) =>
  parameters.length === 0
    ? ''
    : `\n| parameter | type | default | meaning |\n| --- | --- | --- | --- |\n${parameters.map(row).join('\n')}\n`;

function section({ name, summary, models, parameters, example }: DescribedFault, shared: ReadonlySet<string>): string {
  const written = Object.keys(example).length === 0 ? name : `${name}: ${inline(example)}`;
  return `### ${name}

${summary} *Models:* ${models}
${table(parameters.filter((it) => !shared.has(it.name)))}
\`\`\`yaml
- ${written}
\`\`\`
`;
}

export function renderFaultsPage(): string {
  const described = Object.values(faultCatalogue).map(describeFault);
  const sides = Object.entries(SIDES).map(([side, title]) => {
    const own = described.filter((fault) => fault.side === side);
    const shared = sharedBy(own);
    const common = own[0]?.parameters.filter(({ name }) => shared.has(name)) ?? [];
    const lead = common.length === 0 ? '' : `Every one of them takes as well:\n${table(common)}\n`;
    return `## ${title}\n\n${lead}${own.map((fault) => section(fault, shared)).join('\n')}`;
  });
  return `# Faults

Generated from the catalogue by \`npm run generate\`; do not edit. \`waproof faults\` lists them, \`waproof faults graph.error\` prints one. A fault is a name, alone or
with parameters, under \`always\` or in a part of the \`timeline\` ([scenarios.md](scenarios.md)); a mock that runs takes them at \`/_waproof/faults\`
([architecture.md](architecture.md#control-api)).

Where several meet one call, their delays add up, and the first in the list that decides the answer wins. A call that is wrong by itself is refused for
that: only faults that strike on arrival hide it. What is drawn by chance is drawn for each call or delivery, and is the same again with the same seed.

${sides.join('\n')}`;
}
