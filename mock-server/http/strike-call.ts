/**
 * What the active faults do to a call, asked before anybody has looked at it. Chance is keyed by the thing that the call is
 * about and by the how-manieth call about it this is, so that the same seed decides the same way in whatever order calls of
 * different users come.
 */
import { createBoundedMap } from '../../core/bounded-map.js';
import { phoneNumberId, type WaId } from '../../core/ids.js';
import type { FaultBoard, GraphStrikes } from '../faults/board.js';
import { factsOf } from '../graph/decide.js';
import type { CallFacts } from '../graph/operation.js';
import { fromJson } from '../graph/parameters.js';
import { findUser, portfolioOf } from '../world/bsuid.js';
import { decodeWamid } from '../world/wamid.js';
import type { World } from '../world/world.js';
import type { Call } from './call.js';
import type { Parameters } from './read-body.js';

/** Calls that concern no user are counted by route and object; of more of them the oldest counts begin anew. */
const MOST_COUNTS = 10_000;

/** What can be said of a call whatever comes of it. */
export const earlyFacts = ({ routed }: Call, parameters: Parameters): CallFacts =>
  factsOf(routed.factsOf ?? routed.operation?.facts, parameters, routed.ids);

function templateOf({ type }: CallFacts, { template }: Parameters): string | undefined {
  if (type !== 'template') return undefined;
  const name = (fromJson(template) as { name?: unknown } | null | undefined)?.name;
  return typeof name === 'string' ? name : undefined;
}

/** Counts as one call of the thing that it is about: to be asked once for each. */
export type Strike = (call: Call, parameters: Parameters) => GraphStrikes;

export function createStriker(faults: FaultBoard, world: World): Strike {
  const counts = createBoundedMap<string, number>(MOST_COUNTS);

  /** The user whom a call concerns, by whatever it names the user. */
  function userOf({ routed }: Call, { action, to, userId, answers }: CallFacts): WaId | undefined {
    if (action === 'mark-read') return answers === undefined ? undefined : decodeWamid(answers)?.user;
    if (to !== undefined || userId === undefined) return to;
    return findUser(portfolioOf(world, phoneNumberId(routed.phoneNumberId)), userId);
  }

  function keyOf({ routed }: Call, { action, media }: CallFacts, id: WaId | undefined): string {
    if (id) {
      const user = world.user(id);
      return `${action}/${id}/${action === 'send' ? ++user.sends : ++user.marks}`;
    }
    const name = `${routed.route}/${media ?? ''}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${name}/${count}`;
  }

  return (call, parameters) => {
    const facts = earlyFacts(call, parameters);
    const user = userOf(call, facts);
    const { route, phoneNumberId: number } = call.routed;
    const { action, type } = facts;
    const template = templateOf(facts, parameters);
    return faults.strikeCall(
      { action, route, phoneNumberId: number, to: user, type, template },
      keyOf(call, facts, user),
    );
  };
}
