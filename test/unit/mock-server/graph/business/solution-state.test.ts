import { expect, test } from 'vitest';
import {
  accept,
  acceptDeactivation,
  reject,
  rejectDeactivation,
  sendDeactivation,
} from '../../../../../mock-server/graph/business/solution-state.js';
import type { Solution } from '../../../../../mock-server/world/solutions.js';

const PARTNER = '2';
const solution = (state: Pick<Solution, 'status' | 'pending'>): Solution => ({
  id: '1',
  name: 'Chat',
  ownerAppId: '1',
  partnerAppId: PARTNER,
  ownerPermissions: ['MESSAGING'],
  partnerPermissions: [],
  deactivationRequests: 0,
  wabaIds: [],
  ...state,
});

const OFFERED = solution({ status: 'INITIATED', pending: 'PENDING_ACTIVATION' });
const WITHDRAWN = solution({ status: 'INITIATED', pending: 'PENDING_DEACTIVATION' });
const ACTIVE = solution({ status: 'ACTIVE', pending: 'NONE' });
const ENDING = solution({ status: 'ACTIVE', pending: 'PENDING_DEACTIVATION' });
const REJECTED = solution({ status: 'REJECTED', pending: 'NONE' });
const ENDED = solution({ status: 'DEACTIVATED', pending: 'NONE' });

const steps = {
  accept: (it: Solution) => accept(it, PARTNER),
  reject: (it: Solution) => reject(it, PARTNER),
  sendDeactivation,
  acceptDeactivation,
  rejectDeactivation,
};

/** Every state and step; what is not here is refused. */
const open = [
  ['accept', OFFERED, { status: 'ACTIVE', pending: 'NONE' }],
  ['reject', OFFERED, { status: 'REJECTED', pending: 'NONE' }],
  ['sendDeactivation', OFFERED, { pending: 'PENDING_DEACTIVATION', deactivationRequests: 1 }],
  ['sendDeactivation', ACTIVE, { pending: 'PENDING_DEACTIVATION', deactivationRequests: 1 }],
  ['acceptDeactivation', WITHDRAWN, { status: 'DEACTIVATED', pending: 'NONE' }],
  ['acceptDeactivation', ENDING, { status: 'DEACTIVATED', pending: 'NONE' }],
  ['rejectDeactivation', WITHDRAWN, { pending: 'PENDING_ACTIVATION' }],
  ['rejectDeactivation', ENDING, { pending: 'NONE' }],
] as const;

test.each(open)('%s is open in %o', (step, from, changes) => {
  expect(steps[step](from)).toEqual({ changes });
});

test('no other step is open in any state', () => {
  const states = [OFFERED, WITHDRAWN, ACTIVE, ENDING, REJECTED, ENDED];
  const names = Object.keys(steps) as (keyof typeof steps)[];
  const taken = states.flatMap((from) =>
    names.filter((step) => 'changes' in steps[step](from)).map((step) => [step, from] as const),
  );
  expect(new Set(taken.map(([step, { status, pending }]) => `${step}/${status}/${pending}`))).toEqual(
    new Set(open.map(([step, { status, pending }]) => `${step}/${status}/${pending}`)),
  );
});

test.each([undefined, '1'])('the app %s is not the partner', (appId) => {
  expect(accept(OFFERED, appId)).toHaveProperty('refusal.code', 100);
  expect(reject(OFFERED, appId)).toHaveProperty('refusal.code', 100);
});
