/**
 * What a person is told of a fault: what it models, each parameter with its type, its default and what it means (from
 * the schema that scenarios are checked with), and an example to copy.
 */
import { z } from 'zod';
import { writeDuration } from '../core/durations.js';
import type { FaultEntry } from '../harness/catalogue.js';

export interface DescribedParameter {
  /** `match.route`: the member of a member. */
  readonly name: string;
  readonly type: string;
  /** As a scenario writes it; absent: none. */
  readonly default?: string;
  readonly meaning: string;
}

export interface DescribedFault {
  readonly name: string;
  readonly side: string;
  readonly summary: string;
  readonly models: string;
  readonly parameters: readonly DescribedParameter[];
  readonly example: Readonly<Record<string, unknown>>;
}

type Schema = Readonly<Record<string, unknown>>;

const asSchema = (value: unknown): Schema => Object(value) as Schema;

function bounds({ minimum, maximum }: Schema): string {
  const isUnbounded = (limit: unknown) => limit === undefined || Math.abs(Number(limit)) >= Number.MAX_SAFE_INTEGER;
  if (isUnbounded(minimum) && isUnbounded(maximum)) return '';
  if (isUnbounded(maximum)) return ` from ${minimum}`;
  return isUnbounded(minimum) ? ` up to ${maximum}` : ` ${minimum}..${maximum}`;
}

function typeOf(schema: Schema): string {
  const { title, type, enum: choices, const: only } = schema;
  if (typeof title === 'string') return title;
  if (Array.isArray(choices)) return choices.join(' | ');
  if (only !== undefined) return String(only);
  if (type === 'array') return `list of ${typeOf(asSchema(schema.items || asSchema(schema.prefixItems)[0]))}`;
  if (type === 'integer') return `whole number${bounds(schema)}`;
  if (type === 'number') return `number${bounds(schema)}`;
  return type === 'string' ? 'text' : String(type ?? 'anything');
}

/** A value as a scenario writes it. */
function written(value: unknown, type: string): string {
  const one = (number: unknown) => (type.startsWith('duration') ? writeDuration(Number(number)) : String(number));
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const { min, max } = value as { readonly min?: unknown; readonly max?: unknown };
    if (min === undefined) return JSON.stringify(value);
    return min === max ? one(min) : `${one(min)}..${one(max)}`;
  }
  if (type === 'rate') return `${String(value)}/s`;
  return one(value);
}

/** Defaults as they come out of an empty scenario entry, for those of one object. */
function describeMembers(schema: Schema, defaults: Schema, prefix = ''): DescribedParameter[] {
  return Object.entries(asSchema(schema.properties)).flatMap(([member, raw]) => {
    const own = asSchema(raw);
    const name = `${prefix}${member}`;
    const type = own.properties ? 'object' : typeOf(own);
    const usual = defaults[member];
    const described: DescribedParameter = {
      name,
      type,
      ...(usual !== undefined && { default: written(usual, type) }),
      meaning: String(own.description ?? ''),
    };
    return [described, ...(own.properties ? describeMembers(own, asSchema(usual), `${name}.`) : [])];
  });
}

export function describeFault({ name, side, summary, models, parameters, example }: FaultEntry): DescribedFault {
  const schema = z.toJSONSchema(parameters, { io: 'input', unrepresentable: 'any' }) as Schema;
  const usual = parameters.safeParse({});
  const described = describeMembers(schema, asSchema(usual.success ? usual.data : {}));
  return { name, side, summary, models, parameters: described, example };
}

/** `{ code: 130429, for: 30s }`: YAML on one line. */
export function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([key, member]) => `${key}: ${inline(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

export function printFault({ name, summary, models, parameters, example }: DescribedFault): string {
  const columns = parameters.map(({ name: parameter, type, default: usual = '', meaning }) => [
    parameter,
    type,
    usual,
    meaning,
  ]);
  const rows = [['parameter', 'type', 'default', 'meaning'], ...columns];
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const table = rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
  const isBare = Object.keys(example).length === 0;
  return [
    name,
    `  ${summary}`,
    `  Models: ${models}`,
    '',
    ...table,
    '',
    '  In a scenario:',
    `    - ${name}${isBare ? '' : `: ${inline(example)}`}`,
    '  In a mock that runs:',
    `    curl -H 'content-type: application/json' -d '${JSON.stringify({ [name]: example })}' http://127.0.0.1:4004/_waproof/faults`,
  ].join('\n');
}

/** Where things go wrong, by the first word of a fault's name; what is in none of the others is the platform. */
const GROUPS: readonly (readonly [title: string, names: RegExp])[] = [
  ['Calls of the Graph API', /^graph\./],
  ['Webhooks', /^webhook\./],
  ['The platform', /^(?!graph|webhook|subject)/],
  ['The subject', /^subject\./],
];

export function listFaults(entries: readonly FaultEntry[]): string {
  const width = Math.max(...entries.map(({ name }) => name.length));
  return GROUPS.map(([title, names]) => {
    const lines = entries.filter(({ name }) => names.test(name));
    return [title, ...lines.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)].join('\n');
  }).join('\n\n');
}
