/**
 * `GET /me` for each kind of token, `GET /{user-id}`, and the permissions that a user gave to the app: list them, take
 * one back, or remove the app altogether (which ends every token of it). Not modelled: permissions that were declined,
 * friends, and everything else that Facebook knows of a person.
 */
import { type GraphError, graphError } from '../../errors/graph-error.js';
import { type GraphUser, users } from '../../world/accounts.js';
import { type AccessToken, isScope, type Scope, tokens } from '../../world/tokens.js';
import type { World } from '../../world/world.js';
import { graphTime } from '../business/given.js';
import { type NodeFields, selectNode } from '../fields.js';
import { missingObject } from '../missing-object.js';
import { onObject } from '../on-object.js';
import { type About, change, type Decision, type GraphRequest, type Operation, refuse, reply } from '../operation.js';
import { readNode } from '../read-node.js';

const about = (summary: string): About => ({ summary, source: 'documented', test: 'test/conformance/users.test.ts' });

/** System users were all made by somebody; people were not. */
export function fieldsOfUser({ id, name, kind, createdAt = FIRST_CREATED_AT }: GraphUser): NodeFields {
  const system =
    kind === 'system-user'
      ? {
          created_time: graphTime(createdAt),
          created_by: undefined,
          finance_permission: undefined,
          ip_permission: undefined,
        }
      : { first_name: name.split(' ')[0], last_name: name.split(' ').slice(1).join(' '), email: undefined };
  return { all: { id, name, ...system }, defaults: ['name'] };
}

const FIRST_CREATED_AT = 1_767_225_600_000;

const noUser = (): GraphError =>
  graphError(2500, { message: 'An active access token must be used to query information about the current user.' });

function readPage(page: { readonly id: string; readonly name: string }, { parameters }: GraphRequest): Decision {
  const node = { all: { ...page, category: undefined }, defaults: ['name'] };
  const selected = selectNode(node, parameters.fields);
  if ('refusal' in selected) return refuse(selected.refusal);
  if ('unknown' in selected)
    return refuse(
      graphError(100, {
        message: `(#100) Tried accessing nonexisting field (${selected.unknown}) on node type (Page)`,
      }),
    );
  return reply(() => selected.node);
}

export const getMe: Operation = {
  route: 'GET /me',
  about: about('The user, system user or page that the token belongs to; an app token belongs to none.'),
  needs: 'any',
  decide(request, world) {
    const { caller } = request;
    if (caller?.userId === undefined) return refuse(noUser());
    if (caller.page) return readPage(caller.page, request);
    const user = world.of(users).get(caller.userId);
    return user ? readNode('user', fieldsOfUser(user), request) : refuse(missingObject('GET', caller.userId));
  },
};

/** People of another business are not seen; apps see the users of their business. */
const isSeen = (user: GraphUser, caller: AccessToken | undefined, world: World): boolean => {
  const own = caller?.userId === undefined ? undefined : world.of(users).get(caller.userId);
  return own === undefined || own.businessId === user.businessId;
};

export const getUser = onObject(
  users,
  { route: 'GET /{user-id}', about: about('A user or system user.'), needs: 'any' },
  (user, request, world) =>
    isSeen(user, request.caller, world)
      ? readNode('user', fieldsOfUser(user), request)
      : refuse(missingObject('GET', user.id)),
);

const liveTokens = (userId: string, appId: string, world: World): readonly AccessToken[] =>
  world
    .of(tokens)
    .all()
    .filter((token) => token.userId === userId && token.appId === appId && token.ended === undefined);

/** The user whose permissions are meant: users speak for themselves, apps for each of their users. */
function subjectOf(request: GraphRequest): { userId: string; appId: string } | GraphError {
  const { caller, ids } = request;
  const userId = ids['user-id'] ?? caller?.userId;
  if (!caller || userId === undefined) return noUser();
  if (caller.kind !== 'app' && caller.userId !== userId)
    return graphError(200, { message: '(#200) Permissions error' });
  return { userId, appId: caller.appId };
}

function listPermissions(request: GraphRequest, world: World): Decision {
  const subject = subjectOf(request);
  if ('code' in subject) return refuse(subject);
  return reply(() => {
    const scopes = new Set(liveTokens(subject.userId, subject.appId, world).flatMap((token) => token.scopes));
    return { data: [...scopes].map((permission) => ({ permission, status: 'granted' })) };
  });
}

function takeBack(world: World, live: readonly AccessToken[], permission: Scope | undefined): void {
  for (const { id, scopes } of live)
    world
      .of(tokens)
      .update(
        id,
        permission === undefined
          ? { ended: 'app-removed' }
          : { scopes: scopes.filter((scope) => scope !== permission) },
      );
}

function revoke(request: GraphRequest, world: World): Decision {
  const subject = subjectOf(request);
  if ('code' in subject) return refuse(subject);
  const { permission } = request.ids;
  if (permission !== undefined && !isScope(permission))
    return refuse(graphError(100, { message: `(#100) Invalid permission: ${permission.slice(0, 100)}` }));
  return change(() => takeBack(world, liveTokens(subject.userId, subject.appId, world), permission));
}

/** Each below `/me` and below the user's id. */
const both = (method: string, edge: string, summary: string, decide: Operation['decide']): Operation[] =>
  ['/me', '/{user-id}'].map((root) => ({
    route: `${method} ${root}${edge}`,
    about: about(summary),
    needs: 'any',
    decide,
  }));

export const userOperations: readonly Operation[] = [
  getMe,
  getUser,
  ...both('GET', '/permissions', 'The permissions that the user gave to the app.', listPermissions),
  ...both('DELETE', '/permissions', 'Removes the app: all tokens of it end.', revoke),
  ...both('DELETE', '/permissions/{permission}', 'Takes one permission back.', revoke),
];
