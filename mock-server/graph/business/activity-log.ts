/**
 * Which calls leave a trace in the log of an account, and what it says: the operations themselves know nothing of it. A
 * call is logged where its effect applies, so one that is refused or lost on the way in leaves nothing. Which changes
 * Meta logs is not documented beyond their names; changes that an operation logs by itself are not in the table.
 */
import { numbers } from '../../world/accounts.js';
import { type ActivityType, appendActivity } from '../../world/activities.js';
import type { World } from '../../world/world.js';
import type { Decision, GraphRequest, Operation } from '../operation.js';
import { quoted } from '../parameters.js';

interface Trace {
  readonly type: ActivityType;
  readonly description: string;
  /** Parameters whose values the log keeps. */
  readonly keeps?: readonly string[];
}

const KEPT_CHARACTERS = 200;

const traces: Readonly<Record<string, Trace>> = {
  'POST /{waba-id}/message_templates': {
    type: 'TEMPLATE_CREATED',
    description: 'A message template was created.',
    keeps: ['name', 'language', 'category'],
  },
  'POST /{template-id}': { type: 'TEMPLATE_UPDATED', description: 'A message template was edited.' },
  'DELETE /{waba-id}/message_templates': {
    type: 'TEMPLATE_DELETED',
    description: 'Message templates were deleted.',
    keeps: ['name', 'hsm_id', 'hsm_ids'],
  },
  'POST /{waba-id}/phone_numbers': {
    type: 'PHONE_NUMBER_ADDED',
    description: 'A phone number was added.',
    keeps: ['cc', 'phone_number'],
  },
  'POST /{phone-number-id}/verify_code': {
    type: 'PHONE_NUMBER_VERIFIED',
    description: 'A phone number was verified.',
  },
  'POST /{phone-number-id}/business_compliance_info': {
    type: 'COMPLIANCE_ACTION',
    description: 'Compliance information was given.',
  },
  'POST /{waba-id}/assigned_users': {
    type: 'USER_ADDED',
    description: 'A user was assigned to the account.',
    keeps: ['user', 'tasks'],
  },
  'DELETE /{waba-id}/assigned_users': {
    type: 'USER_REMOVED',
    description: 'A user was taken from the account.',
    keeps: ['user'],
  },
  'POST /{waba-id}/subscribed_apps': {
    type: 'WEBHOOK_CONFIGURED',
    description: 'An app was subscribed to the account.',
    keeps: ['override_callback_uri'],
  },
  'DELETE /{waba-id}/subscribed_apps': {
    type: 'WEBHOOK_CONFIGURED',
    description: 'An app was unsubscribed from the account.',
  },
};

/** The account that a call is about; asked before the call changes anything. */
function accountOf({ ids }: GraphRequest, world: World): string | undefined {
  return (
    ids['waba-id'] ??
    world.of(numbers).get(ids['phone-number-id'] ?? '')?.wabaId ??
    world.templateStore.find(ids['template-id'] ?? '')?.wabaId
  );
}

function withTrace(decision: Decision, request: GraphRequest, world: World, trace: Trace): Decision {
  if (!('effect' in decision)) return decision;
  const { effect } = decision;
  if (!('apply' in effect) || ('failure' in effect && effect.failure)) return decision;
  const wabaId = accountOf(request, world);
  if (wabaId === undefined) return decision;
  const { type, description, keeps = [] } = trace;
  const kept = keeps.flatMap((name) => {
    const value = request.parameters[name];
    return value === undefined || value === null ? [] : [[name, quoted(value).slice(0, KEPT_CHARACTERS)] as const];
  });
  const apply = () => {
    const answer = effect.apply();
    appendActivity(world, request.caller, { wabaId, type, description, details: Object.fromEntries(kept) });
    return answer;
  };
  return { ...decision, effect: { ...effect, apply } };
}

/** The operation, leaving a trace where the table has one for it. */
export function logged(operation: Operation): Operation {
  const trace = Object.hasOwn(traces, operation.route) ? traces[operation.route] : undefined;
  return trace
    ? { ...operation, decide: (request, world) => withTrace(operation.decide(request, world), request, world, trace) }
    : operation;
}
