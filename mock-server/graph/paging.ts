/**
 * Pages of an edge: `limit` (25 unless asked, 1,000 at most), `after` and `before` cursors, opaque to the caller. An
 * empty list is exactly `{"data":[]}`; the last page has no `next` (recorded live).
 */
import { type GraphError, graphError, parameterError } from '../errors/graph-error.js';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly paging?: {
    readonly cursors: { readonly before: string; readonly after: string };
    readonly next?: string;
    readonly previous?: string;
  };
}

const USUAL_LIMIT = 25;
const LARGEST_LIMIT = 1_000;
const CURSOR = /^QVFI[\w-]*ZD$/;

const cursorOf = (index: number): string => `QVFI${Buffer.from(`waproof:${index}`).toString('base64url')}ZD`;

function indexOf(cursor: string): number | undefined {
  if (!CURSOR.test(cursor)) return undefined;
  const [, index] = /^waproof:(\d{1,9})$/.exec(Buffer.from(cursor.slice(4, -2), 'base64url').toString()) ?? [];
  return index === undefined ? undefined : Number(index);
}

const invalidCursor = (): GraphError => graphError(100, { message: '(#100) Invalid parameter' });

/** @param link makes the address of another page from its query parameters. */
export function pageOf<Item>(
  items: readonly Item[],
  parameters: Readonly<Record<string, unknown>>,
  link: (query: Readonly<Record<string, string>>) => string,
): Page<Item> | { readonly refusal: GraphError } {
  const { limit: asked = USUAL_LIMIT } = parameters;
  const limit = typeof asked === 'string' || typeof asked === 'number' ? Number(asked) : Number.NaN;
  if (!Number.isInteger(limit) || limit < 1)
    return { refusal: parameterError('Param limit must be a positive integer.') };
  const size = Math.min(limit, LARGEST_LIMIT);
  const after = typeof parameters.after === 'string' ? indexOf(parameters.after) : -1;
  const before = typeof parameters.before === 'string' ? indexOf(parameters.before) : undefined;
  if (after === undefined || (typeof parameters.before === 'string' && before === undefined))
    return { refusal: invalidCursor() };
  const from = before === undefined ? after + 1 : Math.max(0, before - size);
  const to = Math.min(before === undefined ? from + size : before, items.length);
  if (from >= to) return { items: [] };
  const cursors = { before: cursorOf(from), after: cursorOf(to - 1) };
  const query = { limit: String(size) };
  return {
    items: items.slice(from, to),
    paging: {
      cursors,
      ...(to < items.length && { next: link({ ...query, after: cursors.after }) }),
      ...(from > 0 && { previous: link({ ...query, before: cursors.before }) }),
    },
  };
}
