/**
 * A template send against the template that the world has: the body gets a parameter for each variable (132000), of
 * the declared style: named variables take named parameters, numbered ones take none (132012 assumed), and the text
 * with all of them filled in has a limit (132005). Headers, buttons and cards: declared-parts.ts.
 */
import { contentError, type GraphError } from '../../../errors/graph-error.js';
import { type Template, variableCount } from '../../../world/templates.js';
import { firstRefusal, unusable } from '../message-type.js';
import type { Component } from './buttons.js';
import { type Parameter, wordsOf } from './parameters.js';

/** What is looked at of a template. */
type Declared = Pick<Template, 'body'>;

/** Longest body with its variables filled in, in characters. */
const MAX_FILLED_BODY = 1_024;
const VARIABLE = /\{\{(\w+)\}\}/g;

/** Parameters of all body components; a send has one. */
export const bodyParameters = (components: readonly Component[]): readonly Parameter[] =>
  components.find(({ type }) => type.toLowerCase() === 'body')?.parameters ?? [];

const nameOf = (parameter: Parameter | null): unknown => parameter?.parameter_name;
const variablesOf = (body: string) => [...body.matchAll(VARIABLE)].map(([, name = '']) => name);
const isNumbered = (body: string) => variablesOf(body).every((name) => /^\d+$/.test(name));

function refuseCount({ body }: Declared, given: readonly Parameter[]): GraphError | undefined {
  const expected = variableCount(body);
  return given.length === expected
    ? undefined
    : contentError(
        132000,
        `body: number of localizable_params (${given.length}) does not match the expected number of params (${expected})`,
      );
}

function refuseStyle({ body }: Declared, given: readonly Parameter[]): GraphError | undefined {
  if (isNumbered(body))
    return given.some((parameter) => nameOf(parameter) !== undefined)
      ? contentError(132012, 'body: parameter_name is not allowed for a template with positional parameters')
      : undefined;
  if (given.some((parameter) => !nameOf(parameter))) return unusable('Parameter name is missing or empty');
  const names = new Set(given.map(nameOf));
  const unfilled = variablesOf(body).find((name) => !names.has(name));
  return unfilled === undefined ? undefined : contentError(132000, `body: parameter ${unfilled} is missing`);
}

function refuseLength({ body }: Declared, given: readonly Parameter[]): GraphError | undefined {
  const filled = body.replace(VARIABLE, (_, name: string) => {
    const parameter = isNumbered(body) ? given[Number(name) - 1] : given.find((it) => nameOf(it) === name);
    return String((parameter && wordsOf(parameter)) ?? '');
  });
  return filled.length > MAX_FILLED_BODY
    ? contentError(132005, `body: text is longer than ${MAX_FILLED_BODY} characters with its parameters`)
    : undefined;
}

/** Whether there are as many parameters as variables; asked before their kinds are looked at. */
export const refuseBodyCount = (template: Declared, components: readonly Component[]): GraphError | undefined =>
  refuseCount(template, bodyParameters(components));

/** Whether parameters of the right kinds fit the body. */
export function refuseBodyContent(template: Declared, components: readonly Component[]): GraphError | undefined {
  const given = bodyParameters(components);
  return firstRefusal(
    () => refuseStyle(template, given),
    () => refuseLength(template, given),
  );
}
