/** A read of one object: its fields, or Graph's refusal of a field that such an object does not have. */
import type { NodeKind } from '../world/nodes.js';
import { type NodeFields, selectNode } from './fields.js';
import { missingField } from './missing-object.js';
import { type Decision, type GraphRequest, refuse, reply } from './operation.js';

export function readNode(kind: NodeKind, fields: NodeFields, { parameters }: GraphRequest): Decision {
  const selected = selectNode(fields, parameters.fields);
  if ('refusal' in selected) return refuse(selected.refusal);
  if ('unknown' in selected) return refuse(missingField(selected.unknown, kind));
  return reply(() => selected.node);
}
