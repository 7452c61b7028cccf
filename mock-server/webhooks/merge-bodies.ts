/**
 * Several webhook bodies made into one, as Meta may batch them: one entry an account, in it the changes, and what happened
 * to one number's messages in one change, with the users concerned once. The order of what is told stays. Events with a
 * time of their own keep their entries apart.
 */
import { stringifyForWebhook } from '../errors/json-escapes.js';

type Value = Readonly<Record<string, unknown>>;

interface Change {
  readonly value: Value;
  readonly field: string;
}

interface Entry {
  readonly changes: readonly Change[];
  readonly [key: string]: unknown;
}

interface Body {
  readonly object: string;
  readonly entry: readonly Entry[];
}

const MERGEABLE = new Set(['messaging_product', 'metadata', 'contacts', 'messages', 'statuses']);

const listOf = (value: Value, name: string): readonly unknown[] => {
  const list = value[name];
  return Array.isArray(list) ? list : [];
};

/** What two changes must have in common to become one; `undefined`: it stays alone. */
function kinOf({ field, value }: Change): string | undefined {
  const names = Object.keys(value);
  if (field !== 'messages' || !names.every((name) => MERGEABLE.has(name))) return undefined;
  const kind = names.includes('messages') ? 'messages' : 'statuses';
  return names.includes('messages') && names.includes('statuses')
    ? undefined
    : `${kind} ${JSON.stringify(value.metadata)}`;
}

function mergeChanges(changes: readonly Change[]): Change[] {
  const merged: { kin: string | undefined; field: string; values: Value[] }[] = [];
  const byKin = new Map<string, Value[]>();
  for (const change of changes) {
    const kin = kinOf(change);
    const known = kin === undefined ? undefined : byKin.get(kin);
    if (known) {
      known.push(change.value);
      continue;
    }
    const values = [change.value];
    if (kin !== undefined) byKin.set(kin, values);
    merged.push({ kin, field: change.field, values });
  }
  return merged.map(({ field, values }) => ({ value: joinValues(values), field }));
}

function joinValues(values: readonly Value[]): Value {
  const [first] = values;
  if (!first || values.length === 1) return first ?? {};
  const joined: Record<string, unknown> = { ...first };
  const contacts = new Map(values.flatMap((value) => listOf(value, 'contacts')).map((it) => [JSON.stringify(it), it]));
  if (contacts.size > 0) joined.contacts = [...contacts.values()];
  for (const name of ['messages', 'statuses'])
    if (first[name] !== undefined) joined[name] = values.flatMap((value) => listOf(value, name));
  return joined;
}

/** @param bodies as `stringifyForWebhook` wrote them, the first to be told first. */
export function mergeBodies(bodies: readonly Buffer[]): Buffer {
  const parsed = bodies.map((body) => JSON.parse(body.toString('latin1')) as Body);
  const entries = new Map<string, { head: object; changes: Change[] }>();
  for (const { changes, ...head } of parsed.flatMap(({ entry }) => entry)) {
    const key = JSON.stringify(head);
    const known = entries.get(key);
    if (known) known.changes.push(...changes);
    else entries.set(key, { head, changes: [...changes] });
  }
  const entry = [...entries.values()].map(({ head, changes }) => ({ ...head, changes: mergeChanges(changes) }));
  return Buffer.from(stringifyForWebhook({ object: parsed[0]?.object, entry }), 'latin1');
}
