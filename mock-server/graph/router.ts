/**
 * Which operation a call means. The version segment is taken off first, so every operation is declared once; then the
 * path's shape gives the candidates, and the kind of object that its first id belongs to chooses among them. A path
 * of the real API that has no operation here yet is told apart from one that Graph would not know either.
 */
import findMyWay from 'find-my-way';
import { createBoundedMap } from '../../core/bounded-map.js';
import { type GraphError, graphError, notSimulated } from '../errors/graph-error.js';
import { NODE_KINDS, type NodeKind } from '../world/nodes.js';
import { missingObject } from './missing-object.js';
import type { Operation } from './operation.js';

export interface Routed {
  readonly version?: string | undefined;
  /** The path without its version, with a leading slash and no trailing one. */
  readonly path: string;
  readonly route: string;
  readonly operation?: Operation | undefined;
  /** Empty when the path does not begin with a phone number's id. */
  readonly phoneNumberId: string;
  readonly ids: Readonly<Record<string, string>>;
  /** Why there is no operation. */
  readonly refusal?: GraphError | undefined;
  /** What can be said of a refused call: that of the operation it would have been on a number. */
  readonly factsOf?: Operation['facts'];
}

/** Tells what an id belongs to. */
export type KindOf = (id: string) => NodeKind | undefined;

/** An operation with the names of its placeholders, in order. */
interface Candidate {
  readonly operation: Operation;
  readonly placeholders: readonly string[];
}

/** All operations of one method and path shape, by the kind of their first object; `root` for those without one. */
type Candidates = Map<NodeKind | 'root', Candidate>;

interface Matched {
  readonly version: string | undefined;
  readonly path: string;
  readonly candidates: Candidates | undefined;
  readonly values: readonly string[];
}

/** An integration calls few paths again and again. */
const PATHS_REMEMBERED = 1_000;
const MISSING_OBJECT = 33;
const VERSION = /^\/(v\d+(?:\.\d+)?)(?=\/|$)/;
const PLACEHOLDER = /\{([\w-]+)\}/g;
/** First segments that Graph knows besides ids. */
const KNOWN_ROOTS = new Set(['me', 'app', 'oauth', 'debug_token', 'message_template_library', '']);

function refusePath(method: string, path: string): GraphError {
  const [root = '', ...rest] = path.slice(1).split('/');
  const isGraphPath = KNOWN_ROOTS.has(root) || root.startsWith('upload:') || (/^\d+$/.test(root) && rest.length <= 2);
  return isGraphPath
    ? notSimulated(`${method} ${path}`)
    : graphError(2500, { message: `Unknown path components: ${path}` });
}

const kindNamed = (placeholder: string | undefined): NodeKind | 'root' =>
  NODE_KINDS.find((kind) => `${kind}-id` === placeholder) ?? 'root';

/** The shapes of all operations' paths, with the candidates of each. */
function indexOperations(operations: readonly Operation[]) {
  const router = findMyWay();
  const shapes = new Map<string, Candidates>();
  const byHandler = new Map<unknown, Candidates>();
  for (const operation of operations) {
    const [method = 'GET', path = '/'] = operation.route.split(' ');
    const placeholders = [...path.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');
    let count = 0;
    const shape = path.replace(PLACEHOLDER, () => `:p${count++}`);
    const known = shapes.get(`${method} ${shape}`);
    const candidates: Candidates = known ?? new Map();
    candidates.set(kindNamed(placeholders[0]), { operation, placeholders });
    if (known) continue;
    shapes.set(`${method} ${shape}`, candidates);
    const handler = () => undefined;
    byHandler.set(handler, candidates);
    router.on(method as 'GET', shape, handler);
  }
  return { router, byHandler };
}

export function createRouter(
  operations: readonly Operation[],
  kindOf: KindOf,
): (method: string, path: string) => Routed {
  const { router, byHandler } = indexOperations(operations);
  const remembered = createBoundedMap<string, Matched>(PATHS_REMEMBERED);

  function match(method: string, fullPath: string): Matched {
    const version = VERSION.exec(fullPath)?.[1];
    const unversioned = version === undefined ? fullPath : fullPath.slice(version.length + 1);
    const path = unversioned.length > 1 && unversioned.endsWith('/') ? unversioned.slice(0, -1) : unversioned || '/';
    const found = router.find(method as 'GET', path);
    const values = Object.values(found?.params ?? {}).map((value) => value ?? '');
    return { version, path, candidates: found ? byHandler.get(found.handler) : undefined, values };
  }

  /** The candidate for the object, or why there is none. */
  function choose(method: string, { path, candidates, values }: Matched): Candidate | GraphError {
    if (!candidates) return refusePath(method, path);
    const root = candidates.get('root');
    if (root) return root;
    const [id = ''] = values;
    const kind = kindOf(id);
    if (kind !== undefined) return candidates.get(kind) ?? notSimulated(`${method} ${path}`);
    if (!/^\d+$/.test(id)) return refusePath(method, path);
    return missingObject(method, id);
  }

  function refused({ version, path, candidates }: Matched, refusal: GraphError): Routed {
    const meant = refusal.subcode === MISSING_OBJECT ? candidates?.get('phone-number')?.operation : undefined;
    return {
      version,
      path,
      route: meant?.route ?? 'not simulated',
      phoneNumberId: '',
      ids: {},
      refusal,
      factsOf: meant?.facts,
    };
  }

  return (method, fullPath) => {
    const key = `${method} ${fullPath}`;
    let matched = remembered.get(key);
    if (!matched) {
      matched = match(method, fullPath);
      remembered.set(key, matched);
    }
    const { version, path, values } = matched;
    const chosen = choose(method, matched);
    if (!('operation' in chosen)) return refused(matched, chosen);
    const { operation, placeholders } = chosen;
    const ids: Record<string, string> = {};
    for (const [index, name] of placeholders.entries()) ids[name] = values[index] ?? '';
    return { version, path, route: operation.route, operation, phoneNumberId: ids['phone-number-id'] ?? '', ids };
  };
}
