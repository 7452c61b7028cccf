/** An edge read as a field of its object: `GET /{waba-id}?fields=phone_numbers.limit(5){id,status}`. */
import type { NodeKind } from '../world/nodes.js';
import { type Compute, type NodeFields, type Selection, selectFrom } from './fields.js';
import { missingField } from './missing-object.js';
import { pageOf } from './paging.js';

/** A selection as a caller writes it: `id,owner{name}`. */
const written = (selections: readonly Selection[]): string =>
  selections
    .map(({ name, modifiers, nested }) => {
      const called = modifiers.map(([modifier, value]) => `.${modifier}(${value})`).join('');
      return `${name}${called}${nested.length > 0 ? `{${written(nested)}}` : ''}`;
    })
    .join(',');

/** @param address of the edge, for links to its other pages. */
export const edgeField =
  (kind: NodeKind, address: () => string, nodes: () => readonly NodeFields[]): Compute =>
  (modifiers, nested) => {
    const fields: Readonly<Record<string, string>> = nested.length > 0 ? { fields: written(nested) } : {};
    const page = pageOf(nodes(), modifiers, (query) => `${address()}?${new URLSearchParams({ ...fields, ...query })}`);
    if ('refusal' in page) return page;
    const data: object[] = [];
    for (const item of page.items) {
      const selected = selectFrom(item, nested);
      if ('refusal' in selected) return selected;
      if ('unknown' in selected) return { refusal: missingField(selected.unknown, kind) };
      data.push(selected.node);
    }
    return { value: { data, ...(page.paging && { paging: page.paging }) } };
  };
