/**
 * Migrations of accounts from one Multi-Partner Solution to another: `POST /{waba-id}/set_solution_migration_intent`,
 * `GET /{migration-intent-id}` and `GET /{waba-id}/solutions`. At most one migration of an account is open. A scheduled
 * one waits for its confirmation: nothing happens here by itself.
 */
import { type Waba, wabas } from '../../world/accounts.js';
import { appendActivity } from '../../world/activities.js';
import { type MigrationIntent, migrationIntents } from '../../world/intents.js';
import { type Solution, solutions } from '../../world/solutions.js';
import type { World } from '../../world/world.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, type Decision, type GraphRequest, reply } from '../operation.js';
import { string } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { readNode } from '../read-node.js';
import { constantOf } from './given.js';
import { dateTime, idOf, oneOf, refuseFull, refuseParameter } from './shapes.js';
import { solutionFields } from './solutions.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/solution-intents.test.ts',
});

export const getWabaSolutions = onObject(
  wabas,
  { route: 'GET /{waba-id}/solutions', about: about('The solutions that serve an account.') },
  (waba, request, world) => {
    const own = world
      .of(solutions)
      .all()
      .filter(({ wabaIds }) => wabaIds.includes(waba.id));
    return readEdge(
      'solution',
      own.map((it) => solutionFields(it, world)),
      request,
    );
  },
);

export const getMigrationIntent = onObject(
  migrationIntents,
  { route: 'GET /{migration-intent-id}', about: about('How far a migration is.') },
  ({ id, status }, request) => readNode('migration-intent', { all: { id, status }, defaults: ['status'] }, request),
);

/** Moves an account from a solution to another; without another it only leaves. */
export function moveAccount(world: World, wabaId: string, from: string, to: string | undefined): void {
  const all = world.of(solutions);
  const source = all.get(from);
  if (source) all.update(from, { wabaIds: source.wabaIds.filter((id) => id !== wabaId) });
  const target = to === undefined ? undefined : all.get(to);
  if (target && !target.wabaIds.includes(wabaId)) all.update(target.id, { wabaIds: [...target.wabaIds, wabaId] });
}

/** The two solutions that a call names; the target may be missing. */
export function solutionsOf(
  world: World,
  waba: Waba,
  { parameters }: GraphRequest,
): { readonly source: Solution; readonly target: Solution | undefined } | { readonly decision: Decision } {
  const all = world.of(solutions);
  const source = all.get(textOf(parameters, 'solution_id') ?? '');
  if (!source?.wabaIds.includes(waba.id))
    return { decision: refuseParameter('Invalid parameter value for solution_id') };
  const targetId = textOf(parameters, 'target_solution_id');
  const target = targetId === undefined ? undefined : all.get(targetId);
  return targetId !== undefined && (!target || target.id === source.id)
    ? { decision: refuseParameter('Invalid parameter value for target_solution_id') }
    : { source, target };
}

/** What the call answers for each state. */
const ANSWERED = { INITIATED: 'PENDING', ACCEPTED: 'SCHEDULED', COMPLETED: 'APPROVED', REJECTED: 'REJECTED' } as const;

const answer = ({ id, status, scheduledTime }: MigrationIntent) => ({
  success: true,
  migration_intent_id: id,
  status: ANSWERED[status],
  ...(status === 'ACCEPTED' && { estimated_completion_time: scheduledTime }),
});

function begin(world: World, waba: Waba, request: GraphRequest, scheduledTime: string | undefined): Decision {
  const named = solutionsOf(world, waba, request);
  if ('decision' in named) return named.decision;
  const all = world.of(migrationIntents);
  if (all.isFull()) return refuseFull('migration intents');
  const { source, target } = named;
  return reply(() =>
    answer(
      all.add((id) => ({
        id,
        wabaId: waba.id,
        solutionId: source.id,
        ...(target && { targetSolutionId: target.id }),
        status: scheduledTime === undefined ? 'INITIATED' : 'ACCEPTED',
        ...(scheduledTime !== undefined && { scheduledTime }),
      })),
    ),
  );
}

function step(world: World, { caller }: GraphRequest, intent: MigrationIntent, changes: Partial<MigrationIntent>) {
  return reply(() => {
    world.of(migrationIntents).update(intent.id, changes);
    if (changes.status === 'COMPLETED') {
      const { wabaId, solutionId, targetSolutionId = '' } = intent;
      moveAccount(world, wabaId, solutionId, targetSolutionId || undefined);
      appendActivity(world, caller, {
        wabaId,
        type: 'ACCOUNT_UPDATED',
        description: 'The account migrated to another solution.',
        details: { from: solutionId, ...(targetSolutionId && { to: targetSolutionId }) },
      });
    }
    return answer({ ...intent, ...changes });
  });
}

function setIntent(waba: Waba, request: GraphRequest, world: World): Decision {
  const { parameters } = request;
  const wish = constantOf(parameters, 'migration_intent');
  const solutionId = textOf(parameters, 'solution_id');
  const scheduledTime = textOf(parameters, 'scheduled_migration_time');
  const open = world
    .of(migrationIntents)
    .all()
    .find(({ wabaId, status }) => wabaId === waba.id && (status === 'INITIATED' || status === 'ACCEPTED'));
  if (wish === 'INITIATE_MIGRATION')
    return open
      ? refuseParameter('A migration of this account is pending already')
      : begin(world, waba, request, undefined);
  if (wish === 'SCHEDULE_MIGRATION') {
    if (scheduledTime === undefined) return refuseParameter('The parameter scheduled_migration_time is required.');
    if (!(Date.parse(scheduledTime) > world.now()))
      return refuseParameter('Param scheduled_migration_time must be in the future.');
    if (!open) return begin(world, waba, request, scheduledTime);
  }
  if (!open || open.solutionId !== solutionId)
    return refuseParameter('No pending migration of this account found for this solution');
  if (wish === 'SCHEDULE_MIGRATION')
    return step(world, request, open, { status: 'ACCEPTED', scheduledTime: scheduledTime ?? '' });
  return step(world, request, open, { status: wish === 'CONFIRM_MIGRATION' ? 'COMPLETED' : 'REJECTED' });
}

export const setMigrationIntent = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/set_solution_migration_intent',
    about: about('Begins, schedules, confirms or cancels a migration to another solution.'),
    accepts: {
      solution_id: idOf({ required: true }),
      migration_intent: oneOf(['INITIATE_MIGRATION', 'CANCEL_MIGRATION', 'CONFIRM_MIGRATION', 'SCHEDULE_MIGRATION'], {
        required: true,
      }),
      target_solution_id: idOf(),
      migration_reason: string({ maxLength: 500 }),
      scheduled_migration_time: dateTime,
    },
  },
  setIntent,
);
