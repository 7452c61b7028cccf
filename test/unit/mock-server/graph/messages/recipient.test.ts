/** Whom a message is for, told from what a call names. */
import { beforeEach, expect, test } from 'vitest';
import { waId } from '../../../../../core/ids.js';
import { createRandom } from '../../../../../core/random.js';
import { addressOf, isPhoneNumber } from '../../../../../mock-server/graph/messages/recipient.js';
import { numbers, type PhoneNumber } from '../../../../../mock-server/world/accounts.js';
import { parentUserIdOf, userIdOf } from '../../../../../mock-server/world/bsuid.js';
import { createGroup, type Group, groups } from '../../../../../mock-server/world/groups.js';
import { createWorld, defaultCredentials, type World } from '../../../../../mock-server/world/world.js';

const ann = waId('15557770001');
const annsId = userIdOf(defaultCredentials.businessId, ann);
const annsParentId = parentUserIdOf(defaultCredentials.businessId, ann);

let world: World;
let from: PhoneNumber;
let group: Group;
beforeEach(() => {
  world = createWorld(defaultCredentials, createRandom(1));
  from = world.of(numbers).all()[0] as PhoneNumber;
  group = createGroup(world.of(groups), '15550100001', {
    phoneNumberId: from.id,
    subject: 'Trip',
    description: '',
    joinApprovalMode: 'auto_approve',
    createdAt: 0,
  });
});

const codeOf = (parameters: Record<string, unknown>) => {
  const address = addressOf(parameters, from, world);
  if ('malformed' in address) return ['malformed', address.malformed.code];
  return 'refusal' in address ? ['refusal', address.refusal.code] : ['addressee', address.addressee];
};

test.each<[string, Record<string, unknown>, string, number]>([
  ['nobody', {}, 'malformed', 100],
  ['an empty id', { recipient: '' }, 'malformed', 100],
  ['an id of null', { recipient: null, to: null }, 'malformed', 100],
  ['an id that is no text', { recipient: { a: 1 } }, 'malformed', 100],
  ['small letters for the country', { recipient: 'pt.1' }, 'malformed', 100],
  ['no country', { recipient: '70418823369015' }, 'malformed', 100],
  ['an id too long', { recipient: `PT.${'1'.repeat(129)}` }, 'malformed', 100],
  ['an id of another portfolio', { recipient: 'PT.70418823369015' }, 'refusal', 131009],
  ['a parent id of another portfolio', { recipient: 'PT.ENT.55190026447318' }, 'refusal', 131009],
  ['an id with another country', { recipient: `PT${annsId.slice(2)}` }, 'refusal', 131009],
  ['words', { to: 'Ana' }, 'refusal', 131009],
  ['an id without a digit in the place of a number', { to: 'PT.abc' }, 'refusal', 131009],
  ['a number that is no text', { to: ['1'] }, 'malformed', 100],
  ['another kind of recipient', { to: ann, recipient_type: 'business_scoped_user_id' }, 'malformed', 100],
  ['a kind that is no text', { to: ann, recipient_type: {} }, 'malformed', 100],
  ['a group by a user id', { recipient: annsId, recipient_type: 'group' }, 'malformed', 100],
  ['an unknown group', { to: 'Y2Fw', recipient_type: 'group' }, 'refusal', 131041],
])('%s: %s %s', (_, parameters, kind, code) => {
  expect(codeOf(parameters)).toEqual([kind, code]);
});

test.each<[string, () => Record<string, unknown>, Record<string, unknown>]>([
  ['a number', () => ({ to: '+1 (555) 777-0001' }), { to: ann, input: '+1 (555) 777-0001' }],
  ['a number as JSON has it', () => ({ to: 15557770001 }), { to: ann, input: '15557770001' }],
  ['a user id', () => ({ recipient: annsId }), { to: ann, input: annsId, userId: annsId }],
  ['a parent id', () => ({ recipient: annsParentId }), { to: ann, input: annsParentId, userId: annsParentId }],
  ['both: the number wins', () => ({ to: '15557770002', recipient: annsId }), { to: '15557770002' }],
  ['both, the id malformed', () => ({ to: '15557770002', recipient: 'x' }), { to: '15557770002' }],
  ['no kind', () => ({ to: ann, recipient_type: null }), { to: ann }],
  [
    'a user id where a number belongs: read as digits, and lost',
    () => ({ to: 'PT.70418823369015' }),
    { to: '70418823369015', input: 'PT.70418823369015', isLost: true },
  ],
  [
    'a group with somebody in it',
    () => {
      world.of(groups).update(group.id, { participants: [ann] });
      return { to: group.id, recipient_type: 'GROUP' };
    },
    { group: expect.stringMatching(/^Y2FwaV9ncm91cD/), to: expect.stringMatching(/^120363\d{12}$/) },
  ],
])('%s', (_, parameters, addressee) => {
  expect(codeOf(parameters())).toEqual(['addressee', expect.objectContaining(addressee)]);
});

test.each([
  ['nobody is in it', {}, 131020],
  ['it is suspended', { isSuspended: true, participants: [ann] }, 131207],
  ['it is another number’s', { phoneNumberId: '100000000000009', participants: [ann] }, 131041],
])('a group is refused when %s', (_, changes, code) => {
  world.of(groups).update(group.id, changes);
  expect(codeOf({ to: group.id, recipient_type: 'group' })).toEqual(['refusal', code]);
});

test.each([
  ['+1 (555) 777-0001', true],
  ['1234567', true],
  ['123456', false],
  ['1234567890123456', false],
  ['Ana', false],
  ['+1x5557770001', false],
])('%s is a phone number: %s', (to, is) => {
  expect(isPhoneNumber(to)).toBe(is);
});
