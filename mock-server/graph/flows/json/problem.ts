/** What is wrong in a flow's JSON, while it is looked for: a code of Meta's, its words, and the path of the place. */

export type Path = readonly (string | number)[];

export interface Problem {
  /** As Meta's "Static validation errors" call it: `INVALID_PROPERTY_KEY`. */
  readonly error: string;
  readonly message: string;
  readonly path: Path;
  /** Whether the member's name is wrong rather than its value. */
  readonly atKey: boolean;
}

/** Collects problems; the first hundred are kept, more help nobody. */
export interface Report {
  readonly problems: readonly Problem[];
  add(error: string, message: string, path: Path, at?: 'key' | 'value'): void;
}

const MOST_PROBLEMS = 100;

export function createReport(): Report {
  const problems: Problem[] = [];
  return {
    problems,
    add(error, message, path, at = 'value') {
      if (problems.length < MOST_PROBLEMS) problems.push({ error, message, path, atKey: at === 'key' });
    },
  };
}

/** `$root/screens/0/layout`, as messages name places. */
export const rootPath = (path: Path): string => ['$root', ...path].join('/');

/** `screens[0].layout`, as pointers name them. */
export const pointerPath = (path: Path): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');

export type Members = Readonly<Record<string, unknown>>;

export const membersOf = (value: unknown): Members | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The kind of a JSON value in the words of a schema. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
