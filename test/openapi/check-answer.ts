/**
 * Checks JSON against schemas of the file. The file is read loosely where it is loose itself: of alternatives (`oneOf`)
 * one has to fit, not exactly one, because many of them overlap; times may be written as Graph writes them.
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { ApiDocument, Schema } from './document.js';

/** One thing that is not as the schema says. */
export interface Mismatch {
  /** Where and which rule, without array positions: `/data/*\/status enum`. */
  readonly aspect: string;
  readonly text: string;
}

/** The same mismatches, said of something. */
export const named = (what: string, mismatches: readonly Mismatch[]): readonly Mismatch[] =>
  mismatches.map(({ aspect, text }) => ({ aspect: `${what}: ${aspect}`, text: `${what}: ${text}` }));

export type CheckAnswer = (schema: Schema, value: unknown) => readonly Mismatch[];

const SHARED = 'https://waproof.test/shared';
const SHOWN = 100;

/** `+0000` is how Graph writes a zone. */
const FORMATS = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/,
  email: /^[^\s@]+@[^\s@]+$/,
  uri: (text: string) => URL.canParse(text),
  url: (text: string) => URL.canParse(text),
} as const;

const mapValues = (schemas: Readonly<Record<string, Schema>>) =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, loosen(schema)]));

/** The schema as ajv is to read it. */
function loosen({ $ref, type, nullable, properties, items, additionalProperties, ...rest }: Schema): Schema {
  if ($ref !== undefined) return { $ref: `${SHARED}${$ref}` };
  const { allOf, oneOf, anyOf, not, example: _example, examples: _examples, default: _default, ...rules } = rest;
  const alternatives = oneOf ?? anyOf;
  const known = FORMATS[rules.format as keyof typeof FORMATS] !== undefined;
  const { format, ...unformatted } = rules;
  return {
    ...unformatted,
    ...(known && format !== undefined && { format }),
    ...(type !== undefined && { type: nullable ? [type, 'null'].flat() : type }),
    ...(properties && { properties: mapValues(properties) }),
    ...(items && { items: loosen(items) }),
    ...(allOf && { allOf: allOf.map(loosen) }),
    ...(alternatives && { anyOf: alternatives.map(loosen) }),
    ...(not && { not: loosen(not) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object' ? loosen(additionalProperties) : additionalProperties,
    }),
  };
}

const shown = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, SHOWN);

function mismatch({ instancePath, keyword, params, message = '', data }: ErrorObject): Mismatch {
  const place = instancePath.replace(/\/\d+(?=\/|$)/g, '/*');
  const at = keyword === 'required' ? `${place}/${(params as { missingProperty: string }).missingProperty}` : place;
  const allowed = keyword === 'enum' ? ` (${(params as { allowedValues: unknown[] }).allowedValues.join(', ')})` : '';
  return {
    aspect: `${at || '/'} ${keyword}`,
    text: `${instancePath || 'the body'} ${message}${allowed}, got ${shown(data)}`,
  };
}

/** Without what went wrong inside each alternative: that none fits says enough. */
function withoutAlternatives(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf');
  const isInside = (error: ErrorObject) =>
    choices.some(
      (choice) =>
        choice !== error &&
        error.instancePath.startsWith(choice.instancePath) &&
        (error.keyword !== 'anyOf' || error.instancePath.length > choice.instancePath.length),
    );
  return errors.filter((error) => !isInside(error));
}

export function createCheckAnswer({ schemas }: ApiDocument): CheckAnswer {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    validateSchema: false,
    logger: false,
    formats: FORMATS,
  });
  ajv.addSchema({ $id: SHARED, components: { schemas: mapValues(schemas) } });
  const compiled = new Map<Schema, ValidateFunction>();

  return (schema, value) => {
    const validate = compiled.get(schema) ?? ajv.compile(loosen(schema));
    compiled.set(schema, validate);
    if (validate(value)) return [];
    const found = withoutAlternatives(validate.errors ?? []).map(mismatch);
    return [...new Map(found.map((it) => [it.aspect, it])).values()];
  };
}
