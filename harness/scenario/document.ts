/** The YAML text of a scenario: its value, its syntax errors, and where in the file each part of the value stands. */
import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';

export type Path = readonly PropertyKey[];

export interface Position {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

export interface ScenarioDocument {
  readonly value: unknown;
  readonly syntaxErrors: readonly { readonly position: Position; readonly message: string }[];
  /** Where the value at this path stands; when it does not exist, the nearest that contains it. */
  positionOf(path: Path): Position;
  /** Where the key at the end of this path stands. */
  positionOfKey(path: Path): Position;
}

export function readDocument(text: string): ScenarioDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const syntaxErrors = document.errors.map(({ pos, message }) => ({ position: at(pos[0]), message }));

  function nodeAt(path: Path): Node | undefined {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    return isNode(node) && node.range ? node : undefined;
  }

  function positionOf(path: Path): Position {
    for (let length = path.length; length >= 0; length--) {
      const node = nodeAt(path.slice(0, length));
      if (node?.range) return at(node.range[0]);
    }
    return at(0);
  }

  return {
    value: syntaxErrors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 }),
    syntaxErrors,
    positionOf,
    positionOfKey(path) {
      const parent = nodeAt(path.slice(0, -1));
      const pair = isMap(parent)
        ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
        : undefined;
      return isScalar(pair?.key) && pair.key.range ? at(pair.key.range[0]) : positionOf(path);
    },
  };
}
