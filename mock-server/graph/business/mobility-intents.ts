/**
 * On-behalf-of mobility: an account handed from one provider's solution to another's. `GET` and `POST
 * /{waba-id}/obo_mobility_intent`, `POST /{waba-id}/set_obo_mobility_intent` and `GET /{mobility-intent-id}`. At most one of an account is open; a scheduled one waits for its
 * confirmation. Meta documents the calls in its OpenAPI file only; which step is open when is assumed.
 */
import { type Waba, wabas } from '../../world/accounts.js';
import { appendActivity } from '../../world/activities.js';
import { type MobilityIntent, mobilityIntents } from '../../world/intents.js';
import { solutions } from '../../world/solutions.js';
import type { World } from '../../world/world.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, type Decision, type GraphRequest, reply } from '../operation.js';
import { object, string } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { readNode } from '../read-node.js';
import { constantOf, graphTime } from './given.js';
import { moveAccount, solutionsOf } from './migration-intents.js';
import { dateTime, idOf, oneOf, refuseFull, refuseParameter } from './shapes.js';

const about = (summary: string): About => ({
  summary,
  source: 'assumed',
  test: 'test/conformance/solution-intents.test.ts',
});

export const isOpen = ({ status }: MobilityIntent): boolean => status === 'PENDING' || status === 'ACTIVE';

export const intentsOf = (world: World, waba: Waba): readonly MobilityIntent[] =>
  world
    .of(mobilityIntents)
    .all()
    .filter(({ wabaId }) => wabaId === waba.id);

function fieldsOf(intent: MobilityIntent, world: World): NodeFields {
  const waba = world.of(wabas).get(intent.wabaId);
  const solution = world.of(solutions).get(intent.solutionId);
  return {
    defaults: ['waba', 'solution'],
    all: {
      id: intent.id,
      waba: waba && { id: waba.id, name: waba.name },
      solution: solution && {
        id: solution.id,
        name: solution.name,
        status: solution.status,
        status_for_pending_request: solution.pending,
      },
      status: intent.status,
      created_time: graphTime(intent.createdAt),
      updated_time: graphTime(intent.updatedAt),
    },
  };
}

export const getMobilityIntent = onObject(
  mobilityIntents,
  { route: 'GET /{mobility-intent-id}', about: about('A mobility intent.') },
  (intent, request, world) => readNode('mobility-intent', fieldsOf(intent, world), request),
);

export const getMobilityIntents = onObject(
  wabas,
  { route: 'GET /{waba-id}/obo_mobility_intent', about: about('The mobility intents of an account.') },
  (waba, request, world) =>
    readEdge(
      'mobility-intent',
      intentsOf(world, waba).map((it) => fieldsOf(it, world)),
      request,
    ),
);

/** Adds an intent. Ask first whether there is room. */
export function addMobilityIntent(
  world: World,
  made: Pick<MobilityIntent, 'wabaId' | 'solutionId' | 'targetSolutionId' | 'scheduledTime'>,
): MobilityIntent {
  const now = world.now();
  const status = made.scheduledTime === undefined ? 'PENDING' : 'ACTIVE';
  return world.of(mobilityIntents).add((id) => ({ id, ...made, status, createdAt: now, updatedAt: now }));
}

/** What the call answers for each state, and what is to be done next. */
const ANSWERED = {
  PENDING: ['PENDING', true, ['Await partner approval', 'Confirm transfer details']],
  ACTIVE: ['SCHEDULED', false, ['Confirm the transfer once its time has come']],
  COMPLETED: ['COMPLETED', false, []],
  CANCELLED: ['REJECTED', false, []],
} as const;

function answer({ id, status, scheduledTime }: MobilityIntent): object {
  const [word, isApprovalRequired, nextSteps] = ANSWERED[status];
  return {
    success: true,
    mobility_intent_id: id,
    status: word,
    ...(status === 'ACTIVE' && { estimated_completion_time: scheduledTime }),
    approval_required: isApprovalRequired,
    next_steps: nextSteps,
  };
}

function begin(waba: Waba, request: GraphRequest, world: World): Decision {
  const named = solutionsOf(world, waba, request);
  if ('decision' in named) return named.decision;
  const { source, target } = named;
  const scheduledTime = textOf(request.parameters, 'scheduled_execution_time');
  if (scheduledTime !== undefined && !(Date.parse(scheduledTime) > world.now()))
    return refuseParameter('Param scheduled_execution_time must be in the future.');
  if (world.of(mobilityIntents).isFull()) return refuseFull('mobility intents');
  return reply(() =>
    answer(
      addMobilityIntent(world, {
        wabaId: waba.id,
        solutionId: source.id,
        ...(target && { targetSolutionId: target.id }),
        ...(scheduledTime !== undefined && { scheduledTime }),
      }),
    ),
  );
}

function end(intent: MobilityIntent, status: 'COMPLETED' | 'CANCELLED', { caller }: GraphRequest, world: World) {
  return reply(() => {
    world.of(mobilityIntents).update(intent.id, { status, updatedAt: world.now() });
    if (status === 'COMPLETED') {
      moveAccount(world, intent.wabaId, intent.solutionId, intent.targetSolutionId);
      appendActivity(world, caller, {
        wabaId: intent.wabaId,
        type: 'ACCOUNT_UPDATED',
        description: 'The account was handed over to another provider.',
      });
    }
    return answer({ ...intent, status });
  });
}

const BEGIN = ['INITIATE_TRANSFER', 'REQUEST_HANDOVER'];
const CONFIRM = ['CONFIRM_TRANSFER', 'APPROVE_HANDOVER'];
const CANCEL = ['CANCEL_TRANSFER', 'REJECT_HANDOVER'];

export const postMobilityIntent = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/obo_mobility_intent',
    about: about('Begins, confirms or cancels the hand-over of an account.'),
    accepts: {
      solution_id: idOf({ required: true }),
      intent_type: oneOf([...BEGIN, ...CONFIRM, ...CANCEL], { required: true }),
      target_solution_id: idOf(),
      mobility_reason: string({ maxLength: 500 }),
      scheduled_execution_time: dateTime,
      metadata: object({}, { open: true }),
    },
  },
  (waba, request, world) => {
    const type = constantOf(request.parameters, 'intent_type') ?? '';
    const open = intentsOf(world, waba).find(isOpen);
    if (BEGIN.includes(type))
      return open
        ? refuseParameter('A mobility intent of this account is pending already')
        : begin(waba, request, world);
    if (!open || open.solutionId !== textOf(request.parameters, 'solution_id'))
      return refuseParameter('No pending mobility intent of this account found for this solution');
    return end(open, CONFIRM.includes(type) ? 'COMPLETED' : 'CANCELLED', request, world);
  },
);

export const setMobilityIntent = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/set_obo_mobility_intent',
    about: about('Sets the account’s mobility intent; an open one gets the new solution.'),
    accepts: {
      waba_id: idOf({ required: true }),
      solution_id: idOf(),
      app_id: idOf(),
      actor_id: idOf(),
      client_mutation_id: string({ maxLength: 255 }),
    },
  },
  (waba, { parameters }, world) => {
    if (parameters.waba_id !== waba.id) return refuseParameter('Invalid parameter value for waba_id');
    const solutionId = textOf(parameters, 'solution_id');
    const appId = textOf(parameters, 'app_id');
    const solution = world
      .of(solutions)
      .all()
      .find(
        ({ id, ownerAppId, partnerAppId, wabaIds }) =>
          wabaIds.includes(waba.id) &&
          (solutionId === undefined || id === solutionId) &&
          (appId === undefined || appId === ownerAppId || appId === partnerAppId),
      );
    if (!solution) return refuseParameter('Invalid solution configuration for OBO operations');
    const all = world.of(mobilityIntents);
    const open = intentsOf(world, waba).find(isOpen);
    if (!open && all.isFull()) return refuseFull('mobility intents');
    return reply(() => {
      if (open) all.update(open.id, { solutionId: solution.id, updatedAt: world.now() });
      const { id } = open ?? addMobilityIntent(world, { wabaId: waba.id, solutionId: solution.id });
      const mutation = textOf(parameters, 'client_mutation_id');
      return { success: true, intent_id: id, ...(mutation !== undefined && { client_mutation_id: mutation }) };
    });
  },
);
