/**
 * System users of a business: `/{business-id}/system_users` (Meta, "System users"). Not modelled: how many a business may
 * have, and that an app must be installed for a user before it can have a token.
 */
import { type GraphError, graphError, parameterError } from '../../errors/graph-error.js';
import { type Business, businesses, users } from '../../world/accounts.js';
import type { AccessToken } from '../../world/tokens.js';
import type { World } from '../../world/world.js';
import { withTotalCount } from '../accounts/total-count.js';
import { onObject } from '../on-object.js';
import { type About, type Decision, type GraphRequest, type Operation, refuse, reply } from '../operation.js';
import { string } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { plainText } from './oauth-client.js';
import { fieldsOfUser } from './users.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/system-users.test.ts',
});

export const permissionsError = (): GraphError => graphError(200, { message: '(#200) Permissions error' });

/** Administrators of the business make users and tokens; employees do not. */
export function isAdminOf(businessId: string, caller: AccessToken | undefined, world: World): boolean {
  const user = caller?.userId === undefined ? undefined : world.of(users).get(caller.userId);
  return user?.businessId === businessId && user.role === 'ADMIN';
}

function createUser(business: Business, request: GraphRequest, world: World): Decision {
  if (!isAdminOf(business.id, request.caller, world)) return refuse(permissionsError());
  const { name, role } = request.parameters;
  if (world.of(users).isFull()) return refuse(parameterError('This business has reached its limit of system users.'));
  return reply(() => {
    const made = world.of(users).add((id) => ({
      id,
      name: String(name),
      businessId: business.id,
      kind: 'system-user',
      role: plainText(role).toUpperCase() === 'ADMIN' ? 'ADMIN' : 'EMPLOYEE',
      createdAt: world.now(),
    }));
    return { id: made.id };
  });
}

function listUsers(business: Business, request: GraphRequest, world: World): Decision {
  const nodes = world
    .of(users)
    .all()
    .filter(({ kind, businessId }) => kind === 'system-user' && businessId === business.id)
    .map((user) => {
      const { all } = fieldsOfUser(user);
      return { all: { ...all, role: user.role }, defaults: ['name', 'role'] };
    });
  return withTotalCount(readEdge('user', nodes, request), nodes.length, request);
}

export const systemUserOperations: readonly Operation[] = [
  onObject(
    businesses,
    {
      route: 'GET /{business-id}/system_users',
      about: about('The system users of a business.'),
      needs: 'business_management',
    },
    listUsers,
  ),
  onObject(
    businesses,
    {
      route: 'POST /{business-id}/system_users',
      about: about('Makes a system user; an employee sees only what it is assigned.'),
      needs: 'business_management',
      accepts: {
        name: string({ required: true, maxLength: 256 }),
        role: string({ oneOf: ['admin', 'employee'] }),
      },
    },
    createUser,
  ),
];
