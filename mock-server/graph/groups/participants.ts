/**
 * `/{group-id}/participants`: users are put into a group and out of it, 1 to 8 a call, named by their number or by
 * their business-scoped id. Meta's pages know the invite link only; adding is in its OpenAPI file. Users that were not
 * in the group are passed over when others were (assumed: a webhook tells of them), and refused when none was.
 */
import { type WaId, waId } from '../../../core/ids.js';
import { contentError, type GraphError, parameterError } from '../../errors/graph-error.js';
import { findUser, portfolioOf } from '../../world/bsuid.js';
import { type Group, MAX_PARTICIPANTS, numberOf } from '../../world/groups.js';
import type { World } from '../../world/world.js';
import { objectsOf } from '../given.js';
import { isPhoneNumber } from '../messages/recipient.js';
import { type GraphRequest, type Operation, refuse } from '../operation.js';
import { array, object, string, whatsapp } from '../parameters.js';
import { onGroup, request } from './on-group.js';

const route = '/{group-id}/participants';
const accepts = {
  messaging_product: whatsapp,
  participants: array(object({ user: string(), user_id: string() }), { required: true }),
};

type Named = readonly WaId[] | GraphError;
const isRefusal = (named: Named): named is GraphError => !Array.isArray(named);

function userOf(
  { user, user_id }: Readonly<Record<string, unknown>>,
  at: number,
  portfolio: string,
): WaId | GraphError {
  if (typeof user_id === 'string' && user !== undefined)
    return contentError(131009, `participants[${at}]: only one of user and user_id is allowed`);
  if (typeof user_id === 'string')
    return findUser(portfolio, user_id) ?? contentError(131009, `participants[${at}]: user_id is not valid`);
  if (typeof user !== 'string') return parameterError(`The parameter participants[${at}]['user'] is required.`);
  return isPhoneNumber(user)
    ? waId(user.replace(/\D/g, ''))
    : contentError(131009, `participants[${at}]: phone number is malformed: "${user}"`);
}

/** The users that a call names. */
function usersOf({ parameters }: GraphRequest, group: Group, world: World): Named {
  const given = objectsOf(parameters, 'participants') ?? [];
  if (given.length < 1 || given.length > MAX_PARTICIPANTS)
    return parameterError(`Param participants must have between 1 and ${MAX_PARTICIPANTS} elements.`);
  const portfolio = portfolioOf(world, numberOf(group));
  const users: WaId[] = [];
  for (const [at, participant] of given.entries()) {
    const user = userOf(participant, at, portfolio);
    if (typeof user !== 'string') return user;
    if (users.includes(user)) return contentError(131202, `participants[${at}]: ${user} is listed twice.`);
    users.push(user);
  }
  return users;
}

export const participantOperations: readonly Operation[] = [
  onGroup(
    { route: `POST ${route}`, summary: 'Puts users into a group, 8 in all.', accepts },
    (group, call, all, world) => {
      const users = usersOf(call, group, world);
      if (isRefusal(users)) return refuse(users);
      const participants = [...new Set([...group.participants, ...users])];
      if (participants.length > MAX_PARTICIPANTS)
        return refuse(contentError(131204, `A group has at most ${MAX_PARTICIPANTS} participants.`));
      const joinRequests = group.joinRequests.filter((asked) => !users.includes(asked.user));
      return request(group, all, { participants, joinRequests });
    },
  ),
  onGroup({ route: `DELETE ${route}`, summary: 'Puts users out of a group.', accepts }, (group, call, all, world) => {
    const users = usersOf(call, group, world);
    if (isRefusal(users)) return refuse(users);
    if (!users.some((user) => group.participants.includes(user)))
      return refuse(contentError(131212, 'Participant is not a part of the group.'));
    return request(group, all, { participants: group.participants.filter((user) => !users.includes(user)) });
  }),
];
