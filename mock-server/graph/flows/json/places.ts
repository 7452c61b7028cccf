/**
 * Where in a JSON text the values at given paths stand: lines and columns, both counted from 1, ends included (as in
 * Meta's samples). Reads a text that is known to be JSON, once, and descends only where something is looked for.
 */
import { type Path, pointerPath } from './problem.js';

export interface Place {
  readonly line_start: number;
  readonly line_end: number;
  readonly column_start: number;
  readonly column_end: number;
}

/** Offsets of a value and, inside an object, of its name; ends are behind the last character. */
interface Span {
  readonly value: readonly [start: number, end: number];
  readonly key: readonly [start: number, end: number];
}

interface Wanted {
  readonly inside: Map<string, Wanted>;
  span?: Span;
}

const SPACE = /\s*/y;
const SCALAR = /[^\s,\]}]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
/** What can change the depth, or hide what could. */
const NEXT_MARK = /["[\]{}]/g;

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(text);
  return pattern.lastIndex;
}

/** The end of the value that begins at `at`. */
function skip(text: string, at: number): number {
  const first = text.charAt(at);
  if (first === '"') return after(STRING, text, at);
  if (first !== '[' && first !== '{') return after(SCALAR, text, at);
  let depth = 0;
  for (let here = at; ; ) {
    NEXT_MARK.lastIndex = here;
    const mark = NEXT_MARK.exec(text);
    if (!mark) return text.length;
    here = mark.index + 1;
    if (mark[0] === '"') here = after(STRING, text, mark.index);
    else depth += mark[0] === '[' || mark[0] === '{' ? 1 : -1;
    if (depth === 0) return here;
  }
}

/** Notes the spans of what is wanted inside the value at `at`; gives the value's end. */
function descend(text: string, at: number, wanted: Wanted): number {
  const open = text.charAt(at);
  if (wanted.inside.size === 0 || (open !== '[' && open !== '{')) return skip(text, at);
  let here = after(SPACE, text, at + 1);
  for (let index = 0; here < text.length && text.charAt(here) !== ']' && text.charAt(here) !== '}'; index++) {
    let name = String(index);
    let key: readonly [number, number] = [here, here];
    if (open === '{') {
      const end = after(STRING, text, here);
      key = [here, end];
      name = JSON.parse(text.slice(here, end)) as string;
      here = after(SPACE, text, after(SPACE, text, end) + 1);
    }
    const member = wanted.inside.get(name);
    const end = member ? descend(text, here, member) : skip(text, here);
    if (member) member.span = { value: [here, end], key: open === '{' ? key : [here, end] };
    here = after(SPACE, text, end);
    if (text.charAt(here) === ',') here = after(SPACE, text, here + 1);
  }
  return here + 1;
}

/** Turns offsets into lines and columns. */
function createRuler(text: string): (start: number, end: number) => Place {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  function lineOf(offset: number): number {
    let [low, high] = [0, lineStarts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
  return (start, end) => {
    const last = Math.max(start, end - 1);
    const [first, second] = [lineOf(start), lineOf(last)];
    return {
      line_start: first + 1,
      line_end: second + 1,
      column_start: start - (lineStarts[first] ?? 0) + 1,
      column_end: last - (lineStarts[second] ?? 0) + 1,
    };
  };
}

export interface Sought {
  readonly path: Path;
  readonly atKey: boolean;
}

/** The place of each; what is not there stands where the nearest part of its path does. */
export function findPlaces(text: string, sought: readonly Sought[]): readonly Place[] {
  const root: Wanted = { inside: new Map() };
  const enter = (path: Path): Wanted[] => {
    const chain = [root];
    for (const step of path) {
      const parent = chain.at(-1) ?? root;
      const name = String(step);
      const child = parent.inside.get(name) ?? { inside: new Map() };
      parent.inside.set(name, child);
      chain.push(child);
    }
    return chain;
  };
  const chains = new Map(sought.map(({ path }) => [pointerPath(path), enter(path)]));
  const start = after(SPACE, text, 0);
  root.span = { value: [start, start], key: [start, start] };
  const end = descend(text, start, root);
  root.span = { value: [start, end], key: [start, end] };
  const ruler = createRuler(text);
  return sought.map(({ path, atKey }) => {
    const chain = chains.get(pointerPath(path)) ?? [root];
    const target = chain.at(-1)?.span;
    const span = target ?? chain.findLast((it) => it.span !== undefined)?.span;
    const [from, to] = (atKey && target ? target.key : span?.value) ?? [0, 0];
    return ruler(from, to);
  });
}
