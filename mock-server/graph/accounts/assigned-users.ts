/**
 * Who may work on a WhatsApp Business Account: `/{waba-id}/assigned_users` and, seen from the user,
 * `/{user-id}/assigned_whatsapp_business_accounts` (Meta's OpenAPI file). An employee sees and does what was assigned.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { businesses, type GraphUser, numbers, users, type Waba, wabas } from '../../world/accounts.js';
import { type Assignment, assignmentId, assignments, TASKS, type Task } from '../../world/assignments.js';
import type { World } from '../../world/world.js';
import { plainText } from '../access/oauth-client.js';
import { graphTime } from '../business/given.js';
import type { NodeFields } from '../fields.js';
import { missingObject } from '../missing-object.js';
import { onObject } from '../on-object.js';
import { type About, change, type Operation, refuse } from '../operation.js';
import { fromJson } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { withTotalCount } from './total-count.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/assigned-users.test.ts',
});

const MOST_TASKS = 16;

const isTask = (value: unknown): value is Task => (TASKS as readonly unknown[]).includes(value);

/** A list, its JSON, or what Meta's own curl examples send: `['MANAGE','DEVELOP']`. */
function readTasks(given: unknown): readonly Task[] | GraphError {
  if (given === undefined || given === null || given === '') return parameterError('The parameter tasks is required.');
  const value = fromJson(typeof given === 'string' && /^\s*\['/.test(given) ? given.replaceAll("'", '"') : given);
  const list = typeof value === 'string' ? value.split(',').map((task) => task.trim()) : value;
  if (!Array.isArray(list)) return parameterError('Param tasks must be an array.');
  if (list.length === 0 || list.length > MOST_TASKS)
    return parameterError(`Param tasks must have between 1 and ${MOST_TASKS} elements.`);
  const wrong = list.findIndex((task) => !isTask(task));
  return wrong === -1
    ? [...new Set(list.filter(isTask))]
    : parameterError(`Param tasks[${wrong}] must be one of {${TASKS.join(', ')}}`);
}

const isError = (value: object): value is GraphError => 'code' in value;

/** The user whom the call names, or the refusal. */
function readUser(given: unknown, world: World): GraphUser | GraphError {
  const id = plainText(given);
  if (id === '') return parameterError('The parameter user is required.');
  return world.of(users).get(id) ?? parameterError('Invalid parameter: user must be a valid user ID');
}

const USER_TYPES = { user: 'BUSINESS_USER', 'system-user': 'SYSTEM_USER' } as const;

function fieldsOfAssigned({ userId, tasks }: Assignment, world: World): NodeFields[] {
  const user = world.of(users).get(userId);
  if (!user) return [];
  const business = world.of(businesses).get(user.businessId);
  return [
    {
      all: {
        id: user.id,
        name: user.name,
        business: business && { id: business.id, name: business.name },
        user_type: USER_TYPES[user.kind],
        tasks,
      },
      defaults: ['name', 'tasks'],
    },
  ];
}

function phoneNumbersOf(waba: Waba, world: World) {
  return world
    .of(numbers)
    .all()
    .filter(({ wabaId }) => wabaId === waba.id)
    .map((number) => ({
      id: number.id,
      display_phone_number: number.displayPhoneNumber,
      verified_name: number.verifiedName,
      quality_rating: number.qualityRating === 'UNKNOWN' ? 'NA' : number.qualityRating,
    }));
}

function fieldsOfAccount({ wabaId, tasks, assignedAt }: Assignment, world: World): NodeFields[] {
  const waba = world.of(wabas).get(wabaId);
  if (!waba) return [];
  return [
    {
      all: {
        id: waba.id,
        name: waba.name,
        status: 'ACTIVE',
        assignment_date: graphTime(assignedAt).replace('+0000', 'Z'),
        permissions: tasks,
        business_id: waba.businessId,
        phone_numbers: phoneNumbersOf(waba, world),
      },
      defaults: ['name', 'status'],
    },
  ];
}

export const assignedUserOperations: readonly Operation[] = [
  onObject(
    wabas,
    { route: 'GET /{waba-id}/assigned_users', about: about('The users of a business who may work on the account.') },
    (waba, request, world) => {
      const business = plainText(request.parameters.business);
      if (business === '') return refuse(parameterError('The parameter business is required.'));
      if (!world.of(businesses).get(business))
        return refuse(parameterError('Param business must be a valid business ID.'));
      const nodes = world
        .of(assignments)
        .all()
        .filter(({ wabaId, userId }) => wabaId === waba.id && world.of(users).get(userId)?.businessId === business)
        .flatMap((assignment) => fieldsOfAssigned(assignment, world));
      return withTotalCount(readEdge('user', nodes, request), nodes.length, request);
    },
  ),
  onObject(
    wabas,
    {
      route: 'POST /{waba-id}/assigned_users',
      about: about('Gives a user tasks on the account, in place of earlier ones.'),
    },
    (waba, { parameters }, world) => {
      const user = readUser(parameters.user, world);
      if (isError(user)) return refuse(user);
      const tasks = readTasks(parameters.tasks);
      if (isError(tasks)) return refuse(tasks);
      const collection = world.of(assignments);
      const id = assignmentId(waba.id, user.id);
      if (collection.isFull() && !collection.get(id))
        return refuse(parameterError('waproof keeps no more than 10000 assignments.'));
      return change(() => collection.put({ id, wabaId: waba.id, userId: user.id, tasks, assignedAt: world.now() }));
    },
  ),
  onObject(
    wabas,
    { route: 'DELETE /{waba-id}/assigned_users', about: about('Takes all tasks on the account from a user.') },
    (waba, { parameters }, world) => {
      const user = readUser(parameters.user, world);
      if (isError(user)) return refuse(user);
      const id = assignmentId(waba.id, user.id);
      if (!world.of(assignments).get(id))
        return refuse(parameterError('Invalid parameter: user is not assigned to this WhatsApp Business Account'));
      return change(() => void world.of(assignments).remove(id));
    },
  ),
  onObject(
    users,
    {
      route: 'GET /{user-id}/assigned_whatsapp_business_accounts',
      about: about('The accounts that a user was assigned to.'),
    },
    (user, request, world) => {
      const own = request.caller?.userId === undefined ? undefined : world.of(users).get(request.caller.userId);
      if (own && own.businessId !== user.businessId) return refuse(missingObject('GET', user.id));
      const nodes = world
        .of(assignments)
        .all()
        .filter(({ userId }) => userId === user.id)
        .flatMap((assignment) => fieldsOfAccount(assignment, world));
      return readEdge('waba', nodes, request);
    },
  ),
];
