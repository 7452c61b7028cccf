/**
 * Faults and checks are listed by name, bare or with parameters: `effects-once`, or `nothing-lost: { within: 20s }`.
 * The parameters are validated by whoever owns the name.
 */
import { z } from 'zod';
import type { CatalogueEntry } from './catalogue.js';

export interface NamedEntry {
  readonly name: string;
  /** As written. */
  readonly stated: Readonly<Record<string, unknown>>;
  /** Validated, with defaults. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Splits `name` and `{ name: parameters }`; `name:` without anything means no parameters. */
export function splitEntry(value: unknown): { name: string; stated: unknown } | undefined {
  if (typeof value === 'string') return { name: value, stated: {} };
  if (!isRecord(value)) return undefined;
  const [first, second] = Object.entries(value);
  return first && !second ? { name: first[0], stated: first[1] ?? {} } : undefined;
}

/** @param kind `fault` or `check`, for messages */
export function namedEntry(kind: string, known: Readonly<Record<string, CatalogueEntry>>): z.ZodType<NamedEntry> {
  return z.unknown().transform((value, context): NamedEntry => {
    const entry = splitEntry(value);
    const article = `expected one ${kind}, as a name or as a name with parameters`;
    if (!entry) {
      context.addIssue({ code: 'custom', message: article });
      return z.NEVER;
    }
    const { name, stated } = entry;
    const owner = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!owner) {
      const params = { unknownName: name, known: Object.keys(known) };
      context.addIssue({ code: 'custom', message: `there is no ${kind} called ${name}`, params });
      return z.NEVER;
    }
    const result = owner.parameters.safeParse(stated);
    if (!result.success) {
      for (const issue of result.error.issues)
        context.issues.push({ ...issue, path: [name, ...issue.path], input: undefined } as (typeof context.issues)[0]);
      return z.NEVER;
    }
    return { name, stated: isRecord(stated) ? stated : {}, parameters: isRecord(result.data) ? result.data : {} };
  });
}
