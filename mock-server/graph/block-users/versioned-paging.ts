/**
 * Cursors of the blocklist carry the state that they were made in: a list that changed since cannot be paged on, which
 * Meta says with 139102. How its cursors carry it is not documented.
 */
import { contentError, type GraphError } from '../../errors/graph-error.js';
import type { GraphRequest } from '../operation.js';

type Parameters = GraphRequest['parameters'];

const VERSIONED = /^(QVFI[\w-]*ZD)v(\d+)$/;
const CURSOR = /QVFI[\w-]*ZD/g;

/** The paging parameters as any edge takes them, or the refusal of a cursor that is out of date. */
export function withoutVersion(
  parameters: Parameters,
  revision: number,
): { readonly parameters: Parameters } | { readonly refusal: GraphError } {
  const plain: Record<string, unknown> = { ...parameters };
  for (const name of ['after', 'before']) {
    const given = parameters[name];
    const [, cursor, version] = (typeof given === 'string' && VERSIONED.exec(given)) || [];
    if (cursor === undefined) continue;
    if (Number(version) !== revision)
      return { refusal: contentError(139102, 'The blocklist was updated while it was paged through.') };
    plain[name] = cursor;
  }
  return { parameters: plain };
}

/** The page with versions in all its cursors. */
export function withVersion(page: object, revision: number): object {
  const { paging } = page as { paging?: object };
  if (!paging) return page;
  const text = JSON.stringify(paging).replace(CURSOR, (cursor) => `${cursor}v${revision}`);
  return { ...page, paging: JSON.parse(text) as object };
}
