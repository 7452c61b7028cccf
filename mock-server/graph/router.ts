/**
 * Which operation a call means. The version segment is taken off first, so every operation is declared once; then the
 * path's shape gives the candidates, and the kind of object that its first id belongs to chooses among them. A path
 * of the real API that has no operation here yet is told apart from one that Graph would not know either.
 */
import findMyWay from 'find-my-way';
import { createBoundedMap } from '../../core/bounded-map.js';
import { nearest, slip } from '../../core/nearest.js';
import { type GraphError, graphError, notSimulated } from '../errors/graph-error.js';
import { NODE_KINDS, type NodeKind } from '../world/nodes.js';
import { missingField, missingObject } from './missing-object.js';
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
/** Ids of groups are no numbers. */
const OPAQUE_ID = /^[\w-]{20,}={0,2}$/;
const MISSING_OBJECT = 33;
/** Longest value of a placeholder, in characters: upload sessions have long ids. */
const LONGEST_SEGMENT = 1_000;
/** Graph knows no others. */
const METHODS = new Set(['GET', 'POST', 'DELETE']);
const VERSION = /^\/(v\d+(?:\.\d+)?)(?=\/|$)/;
const PLACEHOLDER = /\{([\w-]+)\}/g;
/** First segments that Graph knows besides ids. */
const KNOWN_ROOTS = new Set(['me', 'app', 'oauth', 'debug_token', 'message_template_library', '']);

/** What is deleted by its id alone is taken for a post where the id has another form (recorded live). */
function refusePath(method: string, path: string): GraphError {
  const [root = '', ...rest] = path.slice(1).split('/');
  if (!METHODS.has(method)) return missingObject(method, root);
  if (method === 'DELETE' && rest.length === 0 && root !== '' && !/^\d+$/.test(root) && !root.startsWith('upload:'))
    return graphError(100, { message: '(#100) Invalid post_id parameter' });
  if (/^\d+_\d+$/.test(root) && rest.length === 0) return missingObject(method, root);
  const isGraphPath = KNOWN_ROOTS.has(root) || root.startsWith('upload:') || (/^\d+$/.test(root) && rest.length <= 2);
  return isGraphPath
    ? notSimulated(`${method} ${path}`)
    : graphError(2500, { message: `Unknown path components: ${path}` });
}

const kindNamed = (placeholder: string | undefined): NodeKind | 'root' =>
  NODE_KINDS.find((kind) => `${kind}-id` === placeholder) ?? 'root';

/** `flow/assets`: what can be called on a kind of object, by any method. */
const edgeOf = (kind: string, path: string): string =>
  `${kind}${path.replace(/^\/[^/]*/, '').replace(/\/:p\d+/g, '/*')}`;

/** The shapes of all operations' paths, with the candidates of each. */
function indexOperations(operations: readonly Operation[]) {
  const router = findMyWay({ maxParamLength: LONGEST_SEGMENT });
  const shapes = new Map<string, Candidates>();
  const byHandler = new Map<unknown, Candidates>();
  const edges = new Set<string>();
  for (const operation of operations) {
    const [method = 'GET', path = '/'] = operation.route.split(' ');
    const placeholders = [...path.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');
    let count = 0;
    // A colon of the path itself, as in `upload:`, is doubled for the router.
    const shape = path.replaceAll(':', '::').replace(PLACEHOLDER, () => `:p${count++}`);
    const known = shapes.get(`${method} ${shape}`);
    const candidates: Candidates = known ?? new Map();
    candidates.set(kindNamed(placeholders[0]), { operation, placeholders });
    edges.add(edgeOf(kindNamed(placeholders[0]), shape));
    if (known) continue;
    shapes.set(`${method} ${shape}`, candidates);
    const handler = () => undefined;
    byHandler.set(handler, candidates);
    router.on(method as 'GET', shape, handler);
  }
  return { router, byHandler, edges };
}

export function createRouter(
  operations: readonly Operation[],
  kindOf: KindOf,
): (method: string, path: string) => Routed {
  const { router, byHandler, edges } = indexOperations(operations);
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
    const root = candidates?.get('root');
    if (root) return root;
    const id = values[0] ?? /^\/([^/]*)/.exec(path)?.[1] ?? '';
    const kind = kindOf(id);
    if (kind !== undefined) return candidates?.get(kind) ?? refuseEdge(method, path, id, kind);
    if (!candidates) return refusePath(method, path);
    if (OPAQUE_ID.test(id)) return missingObject(method, id);
    if (!/^\d+$/.test(id)) return refusePath(method, path);
    return missingObject(method, id);
  }

  /** Whether an edge is a letter or two away from one that such an object has. */
  function isSlip(kind: NodeKind, edge: string): boolean {
    const prefix = `${kind}/`;
    const own = [...edges].flatMap((it) => (it.startsWith(prefix) ? [it.slice(prefix.length)] : []));
    return nearest(edge, own, slip) !== undefined;
  }

  /**
   * An object that is there and a call that it does not take. An edge that is known by another method is the caller's
   * mistake, and so is a slip of the pen; one that no operation knows may well be Meta's, and is ours to admit.
   */
  function refuseEdge(method: string, path: string, id: string, kind: NodeKind): GraphError {
    const [, edge = '', beyond] = /^\/[^/]*\/([^/]+)(\/.+)?/.exec(path) ?? [];
    const isKnown = [path, path.replace(/\/[^/]+$/, '/:p0')].some((shape) => edges.has(edgeOf(kind, shape)));
    if (!isKnown && beyond !== undefined && edges.has(`${kind}/${edge}`))
      return graphError(2500, { message: `Unknown path components: ${beyond}` });
    if (!isKnown && METHODS.has(method)) {
      if (!isSlip(kind, edge)) return notSimulated(`${method} ${path}`);
      if (method !== 'GET') return graphError(2500, { message: `Unknown path components: /${edge}${beyond ?? ''}` });
    }
    return method === 'GET' && edge !== '' ? missingField(edge, kind) : missingObject(method, id);
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
