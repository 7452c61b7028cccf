/** A read of an edge: a page of objects, each with the fields that the call asks for. */
import type { NodeKind } from '../world/nodes.js';
import { isRefusal, type NodeFields, parseFields, selectNode } from './fields.js';
import { missingField } from './missing-object.js';
import { type Decision, type GraphRequest, refuse, reply } from './operation.js';
import { pageOf } from './paging.js';

/** Parameters that a link to another page keeps. */
const KEPT = [
  'fields',
  'name',
  'status',
  'language',
  'category',
  'content',
  'name_or_content',
  'quality_score',
  'role',
  'verification_status',
  'availability_status',
  'country_code',
  'business_type',
  'filtering',
  'sort',
  'since',
  'until',
  'activity_type',
  'receiving_business_id',
  'end_business_id',
  'message_id',
  'status_filter',
] as const;

export function readEdge(kind: NodeKind, nodes: readonly NodeFields[], request: GraphRequest): Decision {
  const { parameters, address } = request;
  // A list without rows would not notice that the fields cannot be read.
  const fields =
    typeof parameters.fields === 'string' && parameters.fields.trim() ? parseFields(parameters.fields) : [];
  if (isRefusal(fields)) return refuse(fields);
  const kept = Object.fromEntries(
    KEPT.flatMap((name) => (typeof parameters[name] === 'string' ? [[name, parameters[name]]] : [])),
  );
  const page = pageOf(nodes, parameters, (query) => `${address()}?${new URLSearchParams({ ...kept, ...query })}`);
  if ('refusal' in page) return refuse(page.refusal);
  const selected = page.items.map((node) => selectNode(node, parameters.fields));
  for (const item of selected) {
    if ('refusal' in item) return refuse(item.refusal);
    if ('unknown' in item) return refuse(missingField(item.unknown, kind));
  }
  const data = selected.flatMap((item) => ('node' in item ? [item.node] : []));
  return reply(() => ({ data, ...(page.paging && { paging: page.paging }) }));
}
