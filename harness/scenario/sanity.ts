/**
 * What makes no sense although each entry alone is well formed. Works on the entries that are, so that these problems
 * are reported together with those of the form.
 */
import { duration, formatDuration } from '../../core/durations.js';
import { acceptedKeys } from './accepted.js';
import { advanceForm, advanceInstants, isAdvance } from './advances.js';
import type { Catalogue } from './catalogue.js';
import type { Path } from './document.js';
import { LIMITS, loadForm, partForm } from './form.js';
import type { JsonSchema } from './json-schema.js';
import { splitEntry } from './named-entry.js';
import { type Problem, unknownKeys, valueAt } from './problems.js';

const listAt = (value: unknown, path: Path): readonly unknown[] => {
  const list = valueAt(value, path);
  return Array.isArray(list) ? list : [];
};

function spanProblems(value: unknown, catalogue: Catalogue): Problem[] {
  const loads = listAt(value, ['load']).map((load) => loadForm(catalogue).safeParse(load));
  if (loads.length === 0 || loads.some(({ success }) => !success)) return [];
  const endMs = Math.max(...loads.map(({ data }) => (data ? data.after + data.for : 0)));
  const problems: Problem[] = [];
  const totalMs = endMs + (duration.safeParse(valueAt(value, ['settle'])).data ?? 0);
  if (totalMs > LIMITS.totalMs)
    problems.push({ path: ['load'], what: `load and settling last ${formatDuration(totalMs)}; a run may last 24 h` });
  const timeline = listAt(value, ['timeline']);
  const part = partForm({ ...catalogue, faults: {} });
  const steps = timeline.map((step) =>
    isAdvance(step) ? advanceForm.safeParse(step).data : part.safeParse({ ...Object(step), faults: [] }).data,
  );
  for (const [index, step] of steps.entries()) {
    if (!step || !('to' in step) || step.to <= endMs) continue;
    const what = `the part goes beyond the load, which ends at ${formatDuration(endMs)}`;
    problems.push({ path: ['timeline', index, 'to'], what, got: valueAt(timeline[index], ['to']) });
  }
  for (const [index, { atMs }] of advanceInstants(steps)) {
    if (atMs < endMs) continue;
    const what = `time can pass only before the load ends, at ${formatDuration(endMs)}; this comes at ${formatDuration(atMs)}`;
    problems.push({ path: ['timeline', index], what });
  }
  return problems;
}

function repeatedChecks(value: unknown): Problem[] {
  const seen = new Set<string>();
  return listAt(value, ['checks']).flatMap((entry, index) => {
    const name = splitEntry(entry)?.name;
    if (name === undefined || !seen.has(name)) {
      if (name !== undefined) seen.add(name);
      return [];
    }
    return [{ path: ['checks', index], what: `the check ${name} is listed twice` }];
  });
}

/** Parameters that a lenient owner would ignore in silence: a mistyped one would then simply not work. */
function ignoredParameters(value: unknown, schema: JsonSchema): Problem[] {
  const lists: Path[] = [
    ['always'],
    ['checks'],
    ...listAt(value, ['timeline']).map((_, i) => ['timeline', i, 'faults']),
  ];
  return lists.flatMap((list) =>
    listAt(value, list).flatMap((entry, index) => {
      const { name, stated } = splitEntry(entry) ?? {};
      if (name === undefined || typeof stated !== 'object' || stated === null || Array.isArray(stated)) return [];
      const path = [...list, index, name];
      const known = acceptedKeys(schema, path);
      if (acceptedKeys(schema, [...list, index]).every((other) => other !== name)) return [];
      return unknownKeys(
        schema,
        path,
        Object.keys(stated).filter((key) => !known.includes(key)),
        value,
      );
    }),
  );
}

export function sanityProblems(value: unknown, catalogue: Catalogue, schema: JsonSchema): Problem[] {
  return [...spanProblems(value, catalogue), ...repeatedChecks(value), ...ignoredParameters(value, schema)];
}
