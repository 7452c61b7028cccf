/**
 * `/{group-id}/join_requests`: who asks to come into a group that lets people in by hand, and the business's word on
 * them. Requests that are not there fail one by one in the answer (131213); when none is there, the call is refused.
 */
import { contentError, parameterError } from '../../errors/graph-error.js';
import { portfolioOf, userIdOf } from '../../world/bsuid.js';
import type { Collection } from '../../world/collection.js';
import { type Group, MAX_PARTICIPANTS, numberOf } from '../../world/groups.js';
import { textsOf } from '../given.js';
import { type Decision, type GraphRequest, type Operation, refuse, reply } from '../operation.js';
import { array, string, whatsapp } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { listedError, onGroup } from './on-group.js';

const route = '/{group-id}/join_requests';
const accepts = { messaging_product: whatsapp, join_requests: array(string(), { required: true }) };
/** Assumed: more are not pending here. */
const MAX_AT_ONCE = 1_000;

const failed = (join_request_id: string, code: number, details: string) => ({
  join_request_id,
  errors: [listedError(code, details)],
});
type Failed = ReturnType<typeof failed>;

/** Sorts the requests that a call names into those that can be settled and those that fail. */
function settle(
  member: 'approved_join_requests' | 'rejected_join_requests',
  group: Group,
  { parameters }: GraphRequest,
  all: Collection<Group>,
): Decision {
  const named = [...new Set(textsOf(parameters, 'join_requests'))];
  if (named.length < 1 || named.length > MAX_AT_ONCE)
    return refuse(parameterError(`Param join_requests must have between 1 and ${MAX_AT_ONCE} elements.`));
  const isApproval = member === 'approved_join_requests';
  const settled = new Set<string>();
  const failures: Failed[] = [];
  for (const id of named) {
    const isFull = isApproval && group.participants.length + settled.size >= MAX_PARTICIPANTS;
    if (!group.joinRequests.some((asked) => asked.id === id))
      failures.push(failed(id, 131213, 'Join request does not exist.'));
    else if (isFull) failures.push(failed(id, 131204, `A group has at most ${MAX_PARTICIPANTS} participants.`));
    else settled.add(id);
  }
  if (settled.size === 0) {
    const [first] = failures;
    const [error] = first?.errors ?? [];
    return refuse(contentError(error?.code ?? 131213, error?.error_data.details ?? ''));
  }
  const admitted = group.joinRequests.filter(({ id }) => isApproval && settled.has(id)).map(({ user }) => user);
  return reply(() => {
    all.update(group.id, {
      participants: [...group.participants, ...admitted],
      joinRequests: group.joinRequests.filter(({ id }) => !settled.has(id)),
    });
    return {
      messaging_product: 'whatsapp',
      [member]: [...settled],
      ...(failures.length > 0 && {
        failed_join_requests: failures,
        errors: [listedError(131201, 'Not all of the join requests could be settled.')],
      }),
    };
  });
}

export const joinRequestOperations: readonly Operation[] = [
  onGroup({ route: `GET ${route}`, summary: 'Who asks to come into a group.' }, (group, call, _all, world) => {
    const portfolio = portfolioOf(world, numberOf(group));
    const nodes = group.joinRequests.map(({ id, user, askedAt }) => {
      const all = {
        join_request_id: id,
        wa_id: user,
        user_id: userIdOf(portfolio, user),
        creation_timestamp: Math.floor(askedAt / 1_000),
      };
      return { all, defaults: Object.keys(all) };
    });
    return readEdge('group', nodes, call);
  }),
  onGroup({ route: `POST ${route}`, summary: 'Lets users in who asked for it.', accepts }, (group, call, all) =>
    settle('approved_join_requests', group, call, all),
  ),
  onGroup(
    { route: `DELETE ${route}`, summary: 'Turns away users who asked to come in.', accepts },
    (group, call, all) => settle('rejected_join_requests', group, call, all),
  ),
];
