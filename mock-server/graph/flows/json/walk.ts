/** The components of a screen, one after the other, with their paths: also those inside forms and branches. */
import { listOf, type Members, membersOf, type Path } from './problem.js';

export interface Visited {
  readonly component: Members;
  readonly path: Path;
  /** The component's `type`; empty when it has none. */
  readonly type: string;
  readonly isInForm: boolean;
}

/** Deeper nesting means nothing to WhatsApp: `If` stands in `If` three times at most. */
const DEEPEST = 8;

/** Lists of components that a component holds, with the path of each from it. */
export function branchesOf(component: Members): readonly { readonly list: unknown; readonly steps: Path }[] {
  const cases = Object.entries(membersOf(component.cases) ?? {});
  return [
    ...['children', 'then', 'else']
      .filter((name) => component[name] !== undefined)
      .map((name) => ({ list: component[name], steps: [name] })),
    ...cases.map(([name, list]) => ({ list, steps: ['cases', name] })),
  ];
}

export function* walk(list: unknown, path: Path, isInForm = false, depth = 0): Generator<Visited> {
  if (depth > DEEPEST) return;
  for (const [index, value] of listOf(list).entries()) {
    const component = membersOf(value);
    if (!component) continue;
    const here = [...path, index];
    const type = typeof component.type === 'string' ? component.type : '';
    yield { component, path: here, type, isInForm };
    for (const branch of branchesOf(component))
      yield* walk(branch.list, [...here, ...branch.steps], isInForm || type === 'Form', depth + 1);
  }
}

/** Every text inside a value, with its path from it; lists of components are left out: they are walked by themselves. */
export function* textsIn(value: unknown, path: Path): Generator<{ readonly text: string; readonly path: Path }> {
  const waiting: { value: unknown; path: Path }[] = [{ value, path }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (typeof next.value === 'string') yield { text: next.value, path: next.path };
    else if (typeof next.value === 'object' && next.value !== null) {
      const isList = Array.isArray(next.value);
      for (const [name, inner] of Object.entries(next.value))
        if (isList || !['children', 'then', 'else', 'cases'].includes(name))
          waiting.push({ value: inner, path: [...next.path, isList ? Number(name) : name] });
    }
  }
}
