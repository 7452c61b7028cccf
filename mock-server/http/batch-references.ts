/**
 * `{result=name:$.data[0].id}` in an entry of a batch: a value from the answer of the entry of that name. Several values
 * (`$.data.*.id`) are joined by commas, as Graph does.
 */
import { type GraphError, parameterError } from '../errors/graph-error.js';
import type { BatchEntry } from './batch-entries.js';

const REFERENCE = /\{result=([\w-]+):(\$[^{}]{0,200})\}/g;
const STEP = /\.(\w+|\*)|\[(\d+|\*)\]/y;

export const namesReferredTo = (text: string): string[] => [...text.matchAll(REFERENCE)].map(([, name = '']) => name);

/** The values that a path leads to; `undefined` when the path is not understood. */
function follow(value: unknown, path: string): readonly unknown[] | undefined {
  let reached: readonly unknown[] = [value];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const step = STEP.exec(path);
    if (!step) return undefined;
    const name = step[1] ?? step[2] ?? '';
    reached = reached.flatMap((it) => {
      if (typeof it !== 'object' || it === null) return [];
      if (name === '*') return Object.values(it);
      return Object.hasOwn(it, name) ? [(it as Record<string, unknown>)[name]] : [];
    });
  }
  return reached;
}

const asText = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** The entry with its references replaced, or the refusal of one that leads nowhere. @param textOf an answer's body. */
export function resolveReferences(
  entry: BatchEntry,
  textOf: (name: string) => string | undefined,
): BatchEntry | { readonly refusal: GraphError } {
  let problem: GraphError | undefined;
  const replace = (text: string) =>
    text.replace(REFERENCE, (reference, name: string, path: string) => {
      let answer: unknown;
      try {
        answer = JSON.parse(textOf(name) ?? '');
      } catch {
        answer = undefined;
      }
      const values = follow(answer, path);
      if (!values || values.length === 0 || answer === undefined)
        problem ??= parameterError(`Could not resolve ${reference} from the answer of the batch entry "${name}".`);
      return (values ?? []).map(asText).join(',');
    });
  const resolved = { ...entry, relativeUrl: replace(entry.relativeUrl), body: replace(entry.body) };
  return problem ? { refusal: problem } : resolved;
}
