/** Looks up in the JSON Schema of scenarios which keys a place takes. */
import type { Path } from './document.js';
import type { JsonSchema } from './json-schema.js';

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;

/** A schema and, when it is a choice, everything that can be chosen. */
function alternatives(schema: JsonSchema): JsonSchema[] {
  const choices = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => (Array.isArray(schema[key]) ? schema[key] : []));
  return [schema, ...choices.filter(isSchema).flatMap(alternatives)];
}

/** The schemas for the value at this path: several where the form offers a choice. */
function schemasAt(schema: JsonSchema, path: Path): JsonSchema[] {
  return path.reduce<JsonSchema[]>(
    (schemas, key) =>
      schemas
        .flatMap((candidate) => {
          if (typeof key === 'number') return [candidate.items];
          const properties = candidate.properties;
          return isSchema(properties) && Object.hasOwn(properties, key) ? [properties[String(key)]] : [];
        })
        .filter(isSchema)
        .flatMap(alternatives),
    alternatives(schema),
  );
}

/** Whether a property that tells the alternatives apart, such as `process: ramp`, has the value of this one. */
function fits({ properties }: JsonSchema, value: unknown): boolean {
  if (!isSchema(properties) || !isSchema(value)) return true;
  return Object.entries(properties).every(
    ([key, schema]) => !isSchema(schema) || schema.const === undefined || schema.const === value[key],
  );
}

/** Of alternatives that differ in what they require, those of which something is there; all, when nothing is. */
function meant(candidates: readonly JsonSchema[], value: unknown): readonly JsonSchema[] {
  const begun = candidates.filter(
    ({ required }) => Array.isArray(required) && required.some((key) => isSchema(value) && Object.hasOwn(value, key)),
  );
  return begun.length > 0 ? begun : candidates;
}

/**
 * Keys that the object at this path may have; empty when the form says nothing about it.
 *
 * @param value the object as given; where the form offers a choice, it tells which alternative is meant
 */
export function acceptedKeys(schema: JsonSchema, path: Path, value?: unknown): string[] {
  const fitting = schemasAt(schema, path).filter((candidate) => fits(candidate, value));
  const keys = meant(fitting, value).flatMap(({ properties }) => (isSchema(properties) ? Object.keys(properties) : []));
  return [...new Set(keys)];
}
