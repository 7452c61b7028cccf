/**
 * What a token may do: the permission that an operation needs, the objects that it was granted for, and what the user
 * behind it was assigned to. Refused are, in this order: the wrong kind of token (15), an account of another business
 * (100/33), a permission that was not granted (10 for apps, else 200), an object outside the granted ones (200 when
 * another permission covers it, else 100/33), and a task that the user was not given (200). Codes and messages are
 * Meta's; which of them comes when is assumed where 10, 200 and 100/33 are all documented for a lack of permission.
 */
import { type GraphError, graphError } from '../errors/graph-error.js';
import { missingObject } from '../errors/missing-object.js';
import { type GraphUser, users, wabas } from '../world/accounts.js';
import { assignmentId, assignments, type Task } from '../world/assignments.js';
import type { AccessToken, Scope } from '../world/tokens.js';
import type { World } from '../world/world.js';
import { createOwners, type Owners } from './owners.js';

/** What an operation asks of its caller. */
export type Need = Scope | 'any' | 'app' | 'none';

export interface PermissionQuestion {
  readonly caller: AccessToken;
  readonly needs: Need;
  readonly method: string;
  /** The path without its version. */
  readonly path: string;
  /** The object that the path begins with; empty: none. */
  readonly objectId: string;
}

const ON_ACCOUNTS: readonly Scope[] = ['whatsapp_business_management', 'whatsapp_business_messaging'];
const ON_OBJECTS: readonly Scope[] = [...ON_ACCOUNTS, 'business_management', 'catalog_management'];
const SENDS = /\/(?:messages|marketing_messages|messages_encrypted)$/;
const SEND_TASKS: readonly Task[] = ['MESSAGING', 'MANAGE', 'DEVELOP', 'FULL_CONTROL'];
/** Tasks that change nothing. */
const READ_TASKS: readonly Task[] = [
  'VIEW_COST',
  'VIEW_PHONE_ASSETS',
  'VIEW_TEMPLATES',
  'VIEW_INSIGHTS',
  'RECEIVE_INCOMING_MESSAGES',
];

const needsAppToken = (): GraphError =>
  graphError(15, { message: '(#15) This method must be called with an app access_token.' });

function missingScope({ caller, needs, path }: PermissionQuestion): GraphError {
  if (caller.kind === 'app')
    return graphError(10, { message: '(#10) Application does not have permission for this action' });
  return SENDS.test(path)
    ? notForSending()
    : graphError(200, { message: `(#200) Requires ${needs} permission to manage the object` });
}

const notForSending = (): GraphError =>
  graphError(200, {
    message:
      '(#200) You do not have the necessary permissions required to send messages on behalf of this WhatsApp Business ' +
      'Account',
  });

/** As in Meta's OpenAPI file. */
const notOnAccount = (): GraphError =>
  graphError(200, {
    subcode: 1349174,
    message: 'Need permission on WhatsAppBusinessAccount or this Business',
    userTitle: 'Permission Denied',
    userMessage: "Your app doesn't have permission to access this resource",
  });

/** Asks whether a caller may do something; `undefined`: it may. */
export function createPermissionCheck(world: World): (question: PermissionQuestion) => GraphError | undefined {
  const ownersOf = createOwners(world);
  const allUsers = world.of(users);
  const allWabas = world.of(wabas);
  const assigned = world.of(assignments);

  /** An account is seen by the business that owns it, by those that it is shared with, and by whom it was granted to. */
  function isWithinReach({ wabaId }: Owners, user: GraphUser | undefined, granted: readonly string[] = []): boolean {
    const waba = wabaId === undefined ? undefined : allWabas.get(wabaId);
    if (!waba || !user || waba.businessId === user.businessId) return true;
    return waba.sharedWith?.includes(user.businessId) === true || granted.includes(waba.id);
  }

  /** A business is seen by its own people, and by those of a business with which it shares an account (assumed). */
  function isAcquainted({ businessId }: Owners, user: GraphUser | undefined, granted: readonly string[] = []): boolean {
    if (businessId === undefined || !user || businessId === user.businessId || granted.includes(businessId))
      return true;
    return allWabas
      .all()
      .some(
        ({ businessId: owner, sharedWith = [] }) =>
          (owner === businessId && sharedWith.includes(user.businessId)) ||
          (owner === user.businessId && sharedWith.includes(businessId)),
      );
  }

  /** Whether a granted permission reaches the object. */
  function covers(caller: AccessToken, scope: Scope, objectId: string, { wabaId, businessId }: Owners): boolean {
    const targets = caller.targets?.[scope];
    if (targets === undefined) return true;
    const own = ON_ACCOUNTS.includes(scope) ? wabaId : scope === 'business_management' ? businessId : objectId;
    return own === undefined || [own, objectId, businessId].some((id) => id !== undefined && targets.includes(id));
  }

  /** Employees may do what they were assigned; everybody else may do all. */
  function refuseTask(question: PermissionQuestion, wabaId: string, user: GraphUser): GraphError | undefined {
    const { method, path, objectId } = question;
    const tasks = assigned.get(assignmentId(wabaId, user.id))?.tasks;
    if (tasks === undefined) return missingObject(method, objectId);
    if (SENDS.test(path)) return tasks.some((task) => SEND_TASKS.includes(task)) ? undefined : notForSending();
    if (method === 'GET') return undefined;
    return tasks.every((task) => READ_TASKS.includes(task)) ? notOnAccount() : undefined;
  }

  return (question) => {
    const { caller, needs, method, path, objectId } = question;
    if (needs === 'any' || needs === 'none') return undefined;
    if (needs === 'app') {
      if (caller.kind !== 'app') return needsAppToken();
      const isAnother = objectId !== caller.appId && world.kindOf(objectId) === 'app';
      return isAnother ? missingObject(method, objectId) : undefined;
    }
    const owners = ownersOf(objectId);
    const user = caller.userId === undefined ? undefined : allUsers.get(caller.userId);
    if (ON_ACCOUNTS.includes(needs) && !isWithinReach(owners, user, caller.targets?.[needs]))
      return missingObject(method, objectId);
    if (needs === 'business_management' && !isAcquainted(owners, user, caller.targets?.[needs]))
      return missingObject(method, objectId);
    if (!caller.scopes.includes(needs)) return missingScope(question);
    if (!covers(caller, needs, objectId, owners)) {
      const isSeen = ON_OBJECTS.some(
        (scope) => scope !== needs && caller.scopes.includes(scope) && covers(caller, scope, objectId, owners),
      );
      if (!isSeen) return missingObject(method, objectId);
      return SENDS.test(path) ? notForSending() : notOnAccount();
    }
    if (user?.role !== 'EMPLOYEE' || owners.wabaId === undefined || !ON_ACCOUNTS.includes(needs)) return undefined;
    return refuseTask(question, owners.wabaId, user);
  };
}
