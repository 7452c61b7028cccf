/**
 * Multi-Partner Solutions: create, list by app, read. What happens between their two apps afterwards: solution-requests.ts.
 * Wordings of refusals: Meta's OpenAPI file.
 */
import { apps, wabas } from '../../world/accounts.js';
import { type Solution, solutions } from '../../world/solutions.js';
import type { World } from '../../world/world.js';
import type { NodeFields } from '../fields.js';
import { textOf, textsOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, reply } from '../operation.js';
import { array } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { readNode } from '../read-node.js';
import { constantOf } from './given.js';
import { idOf, oneOf, refuseFull, refuseParameter, textBetween } from './shapes.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/solutions.test.ts',
});

export function solutionFields(solution: Solution, world: World): NodeFields {
  const owner = world.of(apps).get(solution.ownerAppId);
  return {
    defaults: ['name', 'status', 'status_for_pending_request'],
    all: {
      id: solution.id,
      name: solution.name,
      status: solution.status,
      status_for_pending_request: solution.pending,
      owner_app: owner && { id: owner.id, name: owner.name },
      owner_permissions: solution.ownerPermissions,
    },
  };
}

/** Embedded Signup, which brings accounts into a solution, has no place here: they belong to it from the start. */
const accountsOf = (world: World, businessIds: readonly string[]): readonly string[] =>
  world
    .of(wabas)
    .all()
    .filter(({ businessId }) => businessIds.includes(businessId))
    .map(({ id }) => id);

const permissions = array(oneOf(['MESSAGING']), { required: true });

export const createSolution = onObject(
  apps,
  {
    route: 'POST /{app-id}/whatsapp_business_solution',
    about: about('Offers a solution to a partner’s app.'),
    accepts: {
      solution_name: textBetween(2, 75, { required: true }),
      partner_app_id: idOf({ required: true }),
      owner_permissions: permissions,
      partner_permissions: permissions,
    },
  },
  (app, { parameters }, world) => {
    const partner = world.of(apps).get(textOf(parameters, 'partner_app_id') ?? '');
    if (!partner || partner.id === app.id) return refuseParameter('Invalid parameter value for partner_app_id');
    const owned = textsOf(parameters, 'owner_permissions') ?? [];
    const given = textsOf(parameters, 'partner_permissions') ?? [];
    // Exactly one of the two sends messages.
    if (owned.length + given.length !== 1) return refuseParameter('Invalid Permissions for either of the partners');
    const all = world.of(solutions);
    if (all.isFull()) return refuseFull('solutions');
    return reply(() => {
      const { id } = all.add((id) => ({
        id,
        name: textOf(parameters, 'solution_name') ?? '',
        ownerAppId: app.id,
        partnerAppId: partner.id,
        ownerPermissions: owned.map((it) => it.toUpperCase()),
        partnerPermissions: given.map((it) => it.toUpperCase()),
        status: 'INITIATED',
        pending: 'PENDING_ACTIVATION',
        deactivationRequests: 0,
        wabaIds: accountsOf(world, [app.businessId, partner.businessId]),
      }));
      return { solution_id: id };
    });
  },
);

export const getAppSolutions = onObject(
  apps,
  {
    route: 'GET /{app-id}/whatsapp_business_solutions',
    about: about('The solutions that an app owns or is a partner of.'),
    accepts: { role: oneOf(['OWNER', 'PARTNER']) },
  },
  (app, request, world) => {
    const role = constantOf(request.parameters, 'role');
    const own = world
      .of(solutions)
      .all()
      .filter(
        ({ ownerAppId, partnerAppId }) =>
          (ownerAppId === app.id && role !== 'PARTNER') || (partnerAppId === app.id && role !== 'OWNER'),
      );
    return readEdge(
      'solution',
      own.map((it) => solutionFields(it, world)),
      request,
    );
  },
);

export const getSolution = onObject(
  solutions,
  { route: 'GET /{solution-id}', about: about('A solution.') },
  (solution, request, world) => readNode('solution', solutionFields(solution, world), request),
);
