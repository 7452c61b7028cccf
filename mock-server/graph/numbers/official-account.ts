/**
 * `/{phone-number-id}/official_business_account`: applying for the badge. Meta reviews for days; here the business name
 * decides at once: one that begins with "Approved" is approved, with "Rejected" rejected, all others stay pending
 * (ours, so that each can be tried). A number that never applied is given as cancelled: Meta's list has no better word.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { numbers, type PhoneNumber } from '../../world/accounts.js';
import { type ObaStatus, officialAccounts } from '../../world/official-accounts.js';
import type { World } from '../../world/world.js';
import { objectOf, textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, type Decision, type GraphRequest, type Operation, refuse, reply } from '../operation.js';
import { object, string } from '../parameters.js';
import { readNode } from '../read-node.js';

const MESSAGES: Readonly<Record<ObaStatus, string>> = {
  PENDING: 'Your Official Business Account application is under review',
  APPROVED: 'Your Official Business Account has been approved',
  REJECTED: 'Your Official Business Account application was rejected. Please review the requirements and reapply.',
  CANCELLED: 'Official Business Account application has been cancelled',
};
const NEVER_APPLIED = 'No Official Business Account application has been submitted';

const ACTIONS = ['submit_application', 'withdraw_application', 'resubmit_application'];

const applicationShape = object(
  {
    business_name: string({ maxLength: 255 }),
    business_description: string({ maxLength: 1_000 }),
    website_url: string({ uri: true }),
    contact_email: string({ pattern: { like: /^[^\s@]+@[^\s@]+$/, otherwise: 'is not a valid email address.' } }),
  },
  { open: true },
);

const statusOf = (number: PhoneNumber, world: World): ObaStatus | undefined =>
  world.of(officialAccounts).get(number.id)?.status;

/** Whether users see the badge. */
export const isOfficial = (number: PhoneNumber, world: World): boolean => statusOf(number, world) === 'APPROVED';

const nodeOf = (number: PhoneNumber, status: ObaStatus | undefined) => ({
  oba_status: status ?? 'CANCELLED',
  status_message: status ? MESSAGES[status] : NEVER_APPLIED,
  id: number.id,
});

/** Whether the action fits the state of the application. */
function refuseAction(action: string, status: ObaStatus | undefined, name: string): GraphError | undefined {
  if (action === 'withdraw_application')
    return status === 'PENDING'
      ? undefined
      : parameterError('Cannot withdraw application: No pending application found');
  if (action === 'resubmit_application' && status !== 'REJECTED')
    return parameterError('Cannot resubmit application: No rejected application found');
  if (action === 'submit_application' && (status === 'PENDING' || status === 'APPROVED'))
    return parameterError('Cannot submit application: An active application already exists');
  return name === ''
    ? parameterError(`Missing required application data: business_name is required for ${action.toUpperCase()}`)
    : undefined;
}

const review = (name: string): ObaStatus =>
  /^approved/i.test(name) ? 'APPROVED' : /^rejected/i.test(name) ? 'REJECTED' : 'PENDING';

function apply(number: PhoneNumber, { parameters }: GraphRequest, world: World): Decision {
  const action = (textOf(parameters, 'action') ?? '').toLowerCase();
  const name = textOf(objectOf(parameters, 'application_data') ?? {}, 'business_name') ?? '';
  const refusal = refuseAction(action, statusOf(number, world), name);
  if (refusal) return refuse(refusal);
  const isWithdrawal = action === 'withdraw_application';
  return reply(() => {
    const known = world.of(officialAccounts).get(number.id);
    const status = isWithdrawal ? 'CANCELLED' : review(name);
    const requests = (known?.requests ?? 0) + 1;
    world.of(officialAccounts).put({ id: number.id, status, requests });
    return {
      success: true,
      message: `Official Business Account application ${isWithdrawal ? 'withdrawn' : 'submitted'} successfully`,
      updated_status: nodeOf(number, status),
      tracking_id: `oba_req_${number.id}_${requests}`,
    };
  });
}

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/official-account.test.ts',
});
const route = '/{phone-number-id}/official_business_account';

export const officialAccountOperations: readonly Operation[] = [
  onObject(
    numbers,
    { route: `GET ${route}`, about: about('How far the application for the badge has come.') },
    (number, request, world) => {
      const all = nodeOf(number, statusOf(number, world));
      return readNode('phone-number', { all, defaults: ['oba_status', 'status_message'] }, request);
    },
  ),
  onObject(
    numbers,
    {
      route: `POST ${route}`,
      about: about('Hands in, withdraws or repeats an application for the badge.'),
      accepts: { action: string({ required: true, oneOf: ACTIONS }), application_data: applicationShape },
    },
    apply,
  ),
];
