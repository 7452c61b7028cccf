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

export interface NodeFields {
  /** All fields that the object can give; undefined ones are known, but unset. */
  readonly all: Readonly<Record<string, unknown>>;
  /** Given when the call asks for none in particular. */
  readonly defaults: readonly string[];
}

export type SelectedNode = { readonly node: object } | { readonly unknown: string } | { readonly refusal: GraphError };

/** Answers a read of an object: the fields that `fields` asks for and its id, in Graph's order (id last). */
export function selectNode({ all, defaults }: NodeFields, fields: unknown): SelectedNode {
  const wanted = typeof fields === 'string' && fields.trim() !== '' ? parseFields(fields) : undefined;
  if (wanted && isRefusal(wanted)) return { refusal: wanted };
  const selections = wanted ?? defaults.map((name): Selection => ({ name, modifiers: [], nested: [] }));
  const unknown = selections.find(({ name }) => !Object.hasOwn(all, name));
  if (unknown) return { unknown: unknown.name };
  const { id: _, ...chosen } = project(all, selections) as Record<string, unknown>;
  return { node: all.id === undefined ? chosen : { ...chosen, id: all.id } };
}
