/** Turns what zod found into what a person needs: where, what is wrong, what was given, what is accepted. */
import type { z } from 'zod';
import { nearest } from '../../core/nearest.js';
import { acceptedKeys } from './accepted.js';
import type { Path } from './document.js';
import type { JsonSchema } from './json-schema.js';

export interface Problem {
  readonly path: Path;
  /** The problem is the key itself, not its value. */
  readonly atKey?: boolean;
  readonly what: string;
  /** What was given; absent when nothing was, or when `what` says it. */
  readonly got?: unknown;
  readonly accepted?: readonly string[];
  readonly meant?: string | undefined;
}

type Issue = z.core.$ZodIssue;

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
};

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

/** Each of these keys of the object at `path` is a problem of its own. */
export function unknownKeys(schema: JsonSchema, path: Path, keys: readonly string[], value: unknown): Problem[] {
  const accepted = acceptedKeys(schema, path, valueAt(value, path));
  return keys.map((key) => ({
    path: [...path, key],
    atKey: true,
    what: `unknown key ${key}`,
    accepted,
    meant: nearest(key, accepted),
  }));
}

function ofValues(path: Path, got: unknown, values: readonly unknown[]): Problem {
  const accepted = values.map(String);
  const meant = typeof got === 'string' ? nearest(got, accepted) : undefined;
  const what = got === undefined ? 'missing' : accepted.length === 1 ? 'not accepted' : 'not one of the known values';
  return { path, what, got, accepted, meant };
}

function ofSize(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const counted = issue.origin === 'array' ? ' entries' : issue.origin === 'string' ? ' characters' : '';
  const bound = issue.code === 'too_small' ? 'at least' : 'at most';
  return `expected ${issue.inclusive === false ? (issue.code === 'too_small' ? 'more than' : 'less than') : bound} ${limit}${counted}`;
}

/** Of a choice that fits nowhere, the alternative with the fewest complaints was probably meant. */
function ofUnion(issue: Extract<Issue, { code: 'invalid_union' }>, value: unknown, schema: JsonSchema): Problem[] {
  const got = valueAt(value, issue.path);
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : undefined;
  if (options) return [ofValues(issue.path, got, options)];
  if (issue.message !== 'Invalid input') return [{ path: issue.path, what: issue.message, got }];
  const branches = issue.errors.filter((branch) => branch.length > 0).sort((a, b) => a.length - b.length);
  const likely = branches.find((branch) => branch.some(({ path }) => path.length > 0)) ?? branches[0];
  if (!likely) return [{ path: issue.path, what: 'not accepted', got }];
  return likely.flatMap((inner) =>
    problemsOf({ ...inner, path: [...issue.path, ...inner.path] } as Issue, value, schema),
  );
}

/** @param value the whole scenario as given; @param schema the whole form */
export function problemsOf(issue: Issue, value: unknown, schema: JsonSchema): Problem[] {
  const { path } = issue;
  const got = valueAt(value, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(schema, path, issue.keys, value);
    case 'invalid_type': {
      const expected = ARTICLES[issue.expected] ?? issue.expected;
      return [{ path, what: got === undefined ? `missing: expected ${expected}` : `expected ${expected}`, got }];
    }
    case 'invalid_value':
      return [ofValues(path, got, issue.values)];
    case 'too_small':
    case 'too_big':
      return [{ path, what: ofSize(issue), got }];
    case 'invalid_union':
      return ofUnion(issue, value, schema);
    case 'custom': {
      const { unknownName, known } = (issue.params ?? {}) as { unknownName?: string; known?: string[] };
      if (unknownName === undefined)
        return [{ path, what: got === undefined ? `missing: ${issue.message}` : issue.message, got }];
      return [{ path, what: issue.message, accepted: known ?? [], meant: nearest(unknownName, known ?? []) }];
    }
    default:
      return [{ path, what: issue.message, got }];
  }
}
