/**
 * `/{phone-number-id}/block_users`: who may not write to a number any more. Only users who wrote to it within 24 hours
 * can be blocked. When some fail, the answer is HTTP 400 with both lists and the error (Meta's page); the others are
 * blocked all the same. What a message to a blocked user comes to is not documented: it is sent like any other. To
 * unblock somebody who is not blocked succeeds, to block twice too (assumed).
 */
import { phoneNumberId, waId } from '../../../core/ids.js';
import { graphError } from '../../errors/graph-error.js';
import { numbers, type PhoneNumber } from '../../world/accounts.js';
import { blockedUsers, blockKey } from '../../world/blocked-users.js';
import { portfolioOf, userIdOf } from '../../world/bsuid.js';
import type { World } from '../../world/world.js';
import { onObject } from '../on-object.js';
import { type About, type Decision, type GraphRequest, type Operation, OTHER_CALL, refuse } from '../operation.js';
import { array, object, string, whatsapp } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { type NamedUser, readUsers, shown } from './named-users.js';
import { withoutVersion, withVersion } from './versioned-paging.js';

/** Meta, "Block users". */
const LONGEST_LIST = 64_000;
const WINDOW_MS = 24 * 3_600_000;

const failure = (code: number, message: string, details: string) => ({ message, code, error_data: { details } });

/** Why a user cannot be blocked. Of a number that is nobody's, Meta says the same as of one that did not write. */
function whyNot({ id, displayPhoneNumber }: PhoneNumber, { user }: NamedUser, isFull: boolean, world: World) {
  if (user === displayPhoneNumber.replace(/\D/g, ''))
    return failure(131021, 'Self Block', 'Failed to block self phone number');
  const wroteAt = user === undefined ? undefined : world.knownUser(user)?.wroteAt?.[id];
  if (wroteAt === undefined || world.now() > wroteAt + WINDOW_MS)
    return failure(131047, 'Re-engagement required', 'User has not messaged in the last 24 hours');
  return isFull
    ? failure(139101, 'Blocklist limit reached', `The blocklist has reached its ${LONGEST_LIST} user limit`)
    : undefined;
}

const portfolio = ({ id }: PhoneNumber, world: World) => portfolioOf(world, phoneNumberId(id));

const blocksOf = ({ id }: PhoneNumber, world: World) =>
  world
    .of(blockedUsers)
    .all()
    .filter((blocked) => blocked.phoneNumberId === id);

/** Answers what was done, as a failure when some of it was not. */
function settle(
  verb: 'block' | 'unblock',
  done: readonly NamedUser[],
  failed: readonly object[],
  apply: () => void,
): Decision {
  const lists = {
    [verb === 'block' ? 'added_users' : 'removed_users']: done.map(shown),
    ...(failed.length > 0 && { failed_users: failed }),
  };
  const details = `Failed to ${verb} some users, see the block_users response list for details`;
  return {
    facts: OTHER_CALL,
    effect: {
      kind: 'reply',
      ...(failed.length > 0 && { failure: graphError(139100, { details }) }),
      apply() {
        apply();
        return { messaging_product: 'whatsapp', block_users: lists };
      },
    },
  };
}

function block(number: PhoneNumber, request: GraphRequest, world: World): Decision {
  const read = readUsers(request, portfolio(number, world));
  if ('refusal' in read) return refuse(read.refusal);
  const blocked = world.of(blockedUsers);
  const keys = new Set(blocksOf(number, world).map(({ id }) => id));
  const added: NamedUser[] = [];
  const failed: object[] = [];
  for (const named of read.users) {
    const key = blockKey(number.id, named.user ?? '');
    const why = whyNot(number, named, !keys.has(key) && (keys.size >= LONGEST_LIST || blocked.isFull()), world);
    if (why) failed.push({ ...shown(named), errors: [why] });
    else {
      added.push(named);
      keys.add(key);
    }
  }
  return settle('block', added, failed, () => {
    for (const { user } of added)
      if (user !== undefined && !blocked.isFull())
        blocked.put({ id: blockKey(number.id, user), phoneNumberId: number.id, user });
  });
}

function unblock(number: PhoneNumber, request: GraphRequest, world: World): Decision {
  const read = readUsers(request, portfolio(number, world));
  if ('refusal' in read) return refuse(read.refusal);
  const removed = read.users.filter(({ user }) => user !== undefined);
  const why = failure(139100, 'Failed to block/unblock users', 'This is not a WhatsApp user');
  const failed = read.users
    .filter(({ user }) => user === undefined)
    .map((named) => ({ ...shown(named), errors: [why] }));
  return settle('unblock', removed, failed, () => {
    for (const { user = '' } of removed) world.of(blockedUsers).remove(blockKey(number.id, user));
  });
}

function list(number: PhoneNumber, request: GraphRequest, world: World): Decision {
  const { revision } = world.of(blockedUsers);
  const plain = withoutVersion(request.parameters, revision);
  if ('refusal' in plain) return refuse(plain.refusal);
  const nodes = blocksOf(number, world).map(({ user }) => ({
    all: { messaging_product: 'whatsapp', wa_id: user, user_id: userIdOf(portfolio(number, world), waId(user)) },
    defaults: ['messaging_product', 'wa_id', 'user_id'],
  }));
  const decision = readEdge('phone-number', nodes, { ...request, parameters: plain.parameters });
  if (!('effect' in decision) || decision.effect.kind !== 'reply') return decision;
  const { apply } = decision.effect;
  return { ...decision, effect: { kind: 'reply', apply: () => withVersion(apply(), revision) } };
}

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/block-users.test.ts',
});
const route = '/{phone-number-id}/block_users';
const needs = 'whatsapp_business_messaging';
const accepts = {
  messaging_product: whatsapp,
  block_users: array(object({ user: string(), user_id: string() }, { open: true }), { required: true }),
};

export const blockUsersOperations: readonly Operation[] = [
  onObject(numbers, { route: `GET ${route}`, about: about('The users whom a number has blocked.'), needs }, list),
  onObject(
    numbers,
    { route: `POST ${route}`, about: about('Blocks users who wrote within 24 hours.'), needs, accepts },
    block,
  ),
  onObject(numbers, { route: `DELETE ${route}`, about: about('Unblocks users.'), needs, accepts }, unblock),
];
