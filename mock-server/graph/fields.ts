/**
 * `?fields=` of Graph: which members of an object are wanted. Names with nested selections (`a{b,c}`) and with
 * modifiers (`a.limit(5)`) are understood; an object always gives its `id` as well. Without the parameter an object
 * gives its default fields.
 */
import { type GraphError, graphError } from '../errors/graph-error.js';

export interface Selection {
  readonly name: string;
  /** `limit(5)` as ['limit', '5']. */
  readonly modifiers: readonly (readonly [name: string, value: string])[];
  /** Wanted members of the value; empty: as it comes. */
  readonly nested: readonly Selection[];
}

/** Deeper nesting is refused: no query that means anything needs it. */
const DEEPEST = 8;

const syntaxError = (text: string, at: number): GraphError =>
  graphError(2500, {
    message: `Syntax error "Expected end of string instead of "${text.charAt(at)}"." at character ${at}: ${text.slice(0, 200)}`,
  });

/** Reads a selection, or gives Graph's refusal of its syntax. */
export function parseFields(text: string): readonly Selection[] | GraphError {
  let at = 0;

  function modifiers(): [string, string][] {
    const found: [string, string][] = [];
    for (;;) {
      const match = /^\.(\w+)\(([^()]*)\)/.exec(text.slice(at));
      if (!match) return found;
      found.push([match[1] ?? '', match[2] ?? '']);
      at += match[0].length;
    }
  }

  function list(depth: number): Selection[] | undefined {
    const selections: Selection[] = [];
    for (;;) {
      const [name] = /^\s*\w+/.exec(text.slice(at)) ?? [];
      if (name === undefined || depth > DEEPEST) return undefined;
      at += name.length;
      const own = modifiers();
      let nested: Selection[] | undefined = [];
      if (text.charAt(at) === '{') {
        at++;
        nested = list(depth + 1);
        if (!nested || text.charAt(at) !== '}') return undefined;
        at++;
      }
      selections.push({ name: name.trim(), modifiers: own, nested });
      if (text.charAt(at) !== ',') return selections;
      at++;
    }
  }

  const selections = list(0);
  return selections && at === text.trimEnd().length ? selections : syntaxError(text, at);
}

export const isRefusal = (value: readonly Selection[] | GraphError): value is GraphError => !Array.isArray(value);

/** The selected members of `value`, also inside lists; what a value does not have is left out. */
function project(value: unknown, selections: readonly Selection[]): unknown {
  if (selections.length === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => project(element, selections));
  const members = value as Readonly<Record<string, unknown>>;
  const chosen: Record<string, unknown> = {};
  for (const { name, nested } of selections)
    if (members[name] !== undefined) chosen[name] = project(members[name], nested);
  return chosen;
}

/** What a field that is worked out gives: a value, Graph's refusal, or nothing while it has nothing to say. */
export type Computed = { readonly value: unknown } | { readonly refusal: GraphError } | { readonly unknown: string };

/** Works a field out from what stands behind its name: `analytics.start(1).end(2)`, `phone_numbers.limit(5){id}`. */
export type Compute = (modifiers: Readonly<Record<string, string>>, nested: readonly Selection[]) => Computed;

export interface NodeFields {
  /** All fields that the object can give; undefined ones are known, but unset. */
  readonly all: Readonly<Record<string, unknown>>;
  /** Given when the call asks for none in particular. */
  readonly defaults: readonly string[];
  /** Edges and whatever else depends on modifiers; given only when asked for. */
  readonly computed?: Readonly<Record<string, Compute>>;
}

export type SelectedNode = { readonly node: object } | { readonly unknown: string } | { readonly refusal: GraphError };

/** The selected fields of an object and its id, in Graph's order (id last); no selections: its default fields. */
export function selectFrom({ all, defaults, computed = {} }: NodeFields, wanted: readonly Selection[]): SelectedNode {
  const selections =
    wanted.length > 0 ? wanted : defaults.map((name): Selection => ({ name, modifiers: [], nested: [] }));
  const chosen: Record<string, unknown> = {};
  for (const { name, modifiers, nested } of selections) {
    if (name === 'id') continue;
    const compute = Object.hasOwn(computed, name) ? computed[name] : undefined;
    if (compute) {
      const result = compute(Object.fromEntries(modifiers), nested);
      if (!('value' in result)) return result;
      if (result.value !== undefined) chosen[name] = result.value;
    } else if (!Object.hasOwn(all, name)) return { unknown: name };
    else if (all[name] !== undefined) chosen[name] = project(all[name], nested);
  }
  return { node: all.id === undefined ? chosen : { ...chosen, id: all.id } };
}

/** Answers a read of an object: the fields that `fields` asks for. */
export function selectNode(node: NodeFields, fields: unknown): SelectedNode {
  const wanted = typeof fields === 'string' && fields.trim() !== '' ? parseFields(fields) : [];
  return isRefusal(wanted) ? { refusal: wanted } : selectFrom(node, wanted);
}
