/**
 * The variables of a text: `{{1}}`, `{{2}}` … without gaps, or `{{first_name}}` with lower-case names; not at either
 * end of a body, not too many for its length, and each with a sample value.
 */
import type { GraphError } from '../../errors/graph-error.js';
import type { ComponentExample, NamedExample, ParameterFormat } from '../../world/templates.js';
import { SUBCODES, templateError } from './template-error.js';

const VARIABLE = /\{\{([^{}]*)\}\}/g;
const NAMES = { POSITIONAL: /^[1-9]\d{0,3}$/, NAMED: /^[a-z][a-z0-9_]*$/ } as const;

/** Distinct names in the order of their first use. */
export const variablesOf = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name)),
];

/** A text without its variables. */
export const withoutVariables = (text: string): string => text.replace(VARIABLE, '');

/** Variables that are written wrongly, of the other format, or numbered with gaps; `subcode` says where. */
export function refuseNames(text: string, format: ParameterFormat, subcode: number): GraphError | undefined {
  const names = variablesOf(text);
  const isBroken = /\{\{|\}\}/.test(withoutVariables(text)) || names.some((name) => !NAMES[format].test(name));
  if (isBroken)
    return templateError(
      subcode,
      format === 'NAMED'
        ? 'Variables must be lowercase letters, numbers and underscores in double curly brackets, such as {{first_name}}.'
        : 'Variables must be whole numbers in double curly brackets, such as {{1}}.',
    );
  const hasGaps = format === 'POSITIONAL' && names.some((_, index) => !names.includes(String(index + 1)));
  return hasGaps ? templateError(subcode, 'Variables must be numbered in order from {{1}}, without gaps.') : undefined;
}

/** A variable that begins or ends the text (2388299). */
export function refuseEdges(text: string): GraphError | undefined {
  const trimmed = text.trim();
  return /^\{\{[^{}]*\}\}|\{\{[^{}]*\}\}$/.test(trimmed)
    ? templateError(SUBCODES.edges, "Variables can't be at the start or end of the template.")
    : undefined;
}

/** Too many variables for the length (2388293). Meta states no number; here two words and one for each, all counted. */
export function refuseRatio(text: string): GraphError | undefined {
  const variables = [...text.matchAll(VARIABLE)].length;
  const words = text.replace(VARIABLE, 'x').split(/\s+/).filter(Boolean).length;
  return words < 2 * variables + 1
    ? templateError(
        SUBCODES.ratio,
        'This template has too many variables for its length. Reduce the number of variables or increase the message length.',
      )
    : undefined;
}

const isSample = (value: unknown) => (typeof value === 'string' && value !== '') || typeof value === 'number';

function covers(names: readonly string[], samples: readonly unknown[], named: readonly NamedExample[] | undefined) {
  if (named) return names.every((name) => named.some((it) => it.param_name === name && isSample(it.example)));
  return samples.length === names.length && samples.every(isSample);
}

/** Sample values of a body, taken as a list of lists or as one list. */
const bodySamples = ({ body_text = [] }: ComponentExample): readonly unknown[] =>
  Array.isArray(body_text[0]) ? body_text[0] : body_text;

export interface Sampled {
  readonly text: string;
  readonly example: ComponentExample | undefined;
  readonly format: ParameterFormat;
  readonly where: 'header' | 'body';
}

/** Variables without sample values (2388043). */
export function refuseSamples({ text, example = {}, format, where }: Sampled): GraphError | undefined {
  const names = variablesOf(text);
  if (names.length === 0) return undefined;
  const listed = where === 'header' ? (example.header_text ?? []) : bodySamples(example);
  const named = where === 'header' ? example.header_text_named_params : example.body_text_named_params;
  return covers(names, listed, format === 'NAMED' ? (named ?? []) : undefined)
    ? undefined
    : templateError(
        SUBCODES.example,
        `Message template "components" param is missing expected field(s): example values for the ${names.length} variable(s) of the ${where}.`,
      );
}
