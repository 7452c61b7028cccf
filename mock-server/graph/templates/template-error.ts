/**
 * How the management of templates refuses: code 100, `Invalid parameter`, a subcode that says what it is about, and
 * words for a person (form recorded live; most of the sentences are ours).
 */
import type { GraphError } from '../../errors/graph-error.js';
import { rowError } from '../../errors/row-error.js';

/** @param blame the parameter at fault, where Meta names it. */
export function templateError(subcode: number, userMessage: string, blame?: string): GraphError {
  return rowError({ code: 100, subcode }, { userMessage, ...(blame !== undefined && { blame: [blame] }) });
}

/** The parts of a template that are refused for different reasons. */
export const SUBCODES = {
  limitOfTemplates: 2388019,
  beingDeleted: 2388023,
  exists: 2388024,
  generatedUpdate: 2388318,
  generatedDeletion: 2388330,
  status: 2388039,
  tooLong: 2388040,
  structure: 2388042,
  example: 2388043,
  name: 2388046,
  header: 2388047,
  button: 2388060,
  body: 2388072,
  footer: 2388073,
  editLimit: 2388094,
  sampleName: 2388155,
  ratio: 2388293,
  edges: 2388299,
  notFound: 2593002,
} as const;

/** A rule of a template: its refusal, or nothing. */
export type Rule = () => GraphError | undefined;

/** The refusal of the first rule that is broken. */
export function firstBroken(...rules: readonly Rule[]): GraphError | undefined {
  for (const rule of rules) {
    const refusal = rule();
    if (refusal) return refusal;
  }
  return undefined;
}

/** Refuses what is longer than the limit, in characters. */
export const tooLong = (what: string, text: string | undefined, limit: number): GraphError | undefined =>
  text !== undefined && text.length > limit
    ? templateError(SUBCODES.tooLong, `${what} can't be longer than ${limit} characters.`)
    : undefined;
