/**
 * Which operation a path means. The version segment is taken off first, so every operation is declared once. A path
 * of the real API that has no operation here yet is told apart from one that Graph would not know either.
 */
import findMyWay from 'find-my-way';
import { createBoundedMap } from '../../core/bounded-map.js';
import { type GraphError, graphError, notSimulated } from '../errors/graph-error.js';
import { postMessages } from './messages/messages.js';
import type { Operation } from './operation.js';

/** Adding an operation is an entry here and a function that decides. */
const operations: readonly { method: 'GET' | 'POST' | 'DELETE'; path: string; operation: Operation }[] = [
  { method: 'POST', path: '/:phoneNumberId/messages', operation: postMessages },
];

export interface Routed {
  readonly version?: string;
  /** The path without its version, with a leading slash and no trailing one. */
  readonly path: string;
  readonly route: string;
  readonly operation?: Operation;
  readonly phoneNumberId: string;
  /** Why there is no operation. */
  readonly refusal?: GraphError;
}

/** An integration calls few paths again and again. */
const PATHS_REMEMBERED = 1_000;
const VERSION = /^\/(v\d+(?:\.\d+)?)(?=\/|$)/;
/** First segments that Graph knows besides ids. */
const KNOWN_ROOTS = new Set(['me', 'app', 'oauth', 'debug_token', 'message_template_library', '']);

function refusePath(method: string, path: string): GraphError {
  const [root = '', ...rest] = path.slice(1).split('/');
  const isGraphPath = KNOWN_ROOTS.has(root) || root.startsWith('upload:') || (/^\d+$/.test(root) && rest.length <= 2);
  return isGraphPath
    ? notSimulated(`${method} ${path}`)
    : graphError(2500, { message: `Unknown path components: ${path}` });
}

export function createRouter(): (method: string, path: string) => Routed {
  const router = findMyWay();
  const found = new Map<unknown, Operation>();
  for (const { method, path, operation } of operations) {
    const handler = () => undefined;
    found.set(handler, operation);
    router.on(method, path, handler);
  }
  const remembered = createBoundedMap<string, Routed>(PATHS_REMEMBERED);

  function resolve(method: string, fullPath: string): Routed {
    const version = VERSION.exec(fullPath)?.[1];
    const unversioned = version === undefined ? fullPath : fullPath.slice(version.length + 1);
    const path = unversioned.length > 1 && unversioned.endsWith('/') ? unversioned.slice(0, -1) : unversioned || '/';
    const match = router.find(method as 'GET', path);
    const operation = match ? found.get(match.handler) : undefined;
    const shared = { path, ...(version !== undefined && { version }) };
    return operation
      ? { ...shared, route: operation.route, operation, phoneNumberId: match?.params.phoneNumberId ?? '' }
      : { ...shared, route: 'not simulated', phoneNumberId: '', refusal: refusePath(method, path) };
  }

  return (method, fullPath) => {
    const key = `${method} ${fullPath}`;
    const known = remembered.get(key);
    if (known) return known;
    const routed = resolve(method, fullPath);
    remembered.set(key, routed);
    return routed;
  };
}
