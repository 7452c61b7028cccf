/** `GET /{waba-id}/flows` and `GET /{flow-id}`. A read that makes the preview invalid changes the flow. */
import { wabas } from '../../world/accounts.js';
import { flows } from '../../world/flows.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { reply } from '../operation.js';
import { readEdge } from '../read-edge.js';
import { readNode } from '../read-node.js';
import { flowFields, renewedPreview } from './flow-fields.js';

const test = 'test/conformance/flows.test.ts';

export const getFlows = onObject(
  wabas,
  {
    route: 'GET /{waba-id}/flows',
    about: { summary: 'Lists the flows of an account, the newest first.', source: 'documented', test },
  },
  ({ id }, request, world) => {
    const own = world
      .of(flows)
      .all()
      .filter(({ wabaId }) => wabaId === id)
      .reverse();
    return readEdge(
      'flow',
      own.map((flow) => flowFields(flow, world)),
      request,
    );
  },
);

const INVALIDATES = /\bpreview\.invalidate\(true\)/;

export const getFlow = onObject(
  flows,
  {
    route: 'GET /{flow-id}',
    about: { summary: 'A flow, with its mistakes, its health and a preview.', source: 'documented', test },
  },
  (known, request, world, all) => {
    const isToRenew = INVALIDATES.test(textOf(request.parameters, 'fields') ?? '');
    const renewed = isToRenew ? renewedPreview(known, world.now()) : {};
    const decision = readNode('flow', flowFields({ ...known, ...renewed }, world), request);
    if (!isToRenew || !('effect' in decision) || decision.effect.kind !== 'reply') return decision;
    const { apply } = decision.effect;
    return reply(() => {
      all.update(known.id, renewed);
      return apply();
    });
  },
);
