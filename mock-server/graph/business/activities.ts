/** `GET /{waba-id}/activities`: what was changed in an account, the newest first. Source: Meta's OpenAPI file. */
import { parameterError } from '../../errors/graph-error.js';
import { users, wabas } from '../../world/accounts.js';
import { ACTIVITY_TYPES, type Activity, activities } from '../../world/activities.js';
import type { World } from '../../world/world.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { refuse } from '../operation.js';
import { string } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { graphTime, momentOf } from './given.js';

function fieldsOf(activity: Activity, world: World): NodeFields {
  const { id, type, at, actorId, actorType, description, details } = activity;
  return {
    defaults: ['activity_type', 'timestamp', 'actor_type'],
    all: {
      id,
      activity_type: type,
      timestamp: graphTime(at),
      actor_type: actorType,
      actor_id: actorId,
      actor_name: actorId === undefined ? undefined : world.of(users).get(actorId)?.name,
      description,
      details,
      ip_address: undefined,
      user_agent: undefined,
    },
  };
}

export const getActivities = onObject(
  wabas,
  {
    route: 'GET /{waba-id}/activities',
    about: {
      summary: 'What was changed in an account.',
      source: 'documented',
      test: 'test/conformance/activities.test.ts',
    },
    accepts: { since: string(), until: string(), activity_type: string() },
  },
  (waba, request, world) => {
    const { parameters } = request;
    const since = textOf(parameters, 'since');
    const until = textOf(parameters, 'until');
    const from = since === undefined ? Number.NEGATIVE_INFINITY : momentOf(since);
    const to = until === undefined ? Number.POSITIVE_INFINITY : momentOf(until);
    if (from === undefined || to === undefined) {
      const wrong = from === undefined ? 'since' : 'until';
      return refuse(parameterError(`Param ${wrong} must be a Unix timestamp or a date in ISO 8601.`));
    }
    const types = textOf(parameters, 'activity_type')?.toUpperCase().split(',') ?? ACTIVITY_TYPES;
    const unknown = types.find((type) => !(ACTIVITY_TYPES as readonly string[]).includes(type));
    if (unknown !== undefined)
      return refuse(
        parameterError(`Param activity_type must be one of {${ACTIVITY_TYPES.join(', ')}} - got "${unknown}".`),
      );
    const found = world
      .of(activities)
      .all()
      .filter(({ wabaId, type, at }) => wabaId === waba.id && types.includes(type) && at > from && at < to)
      .reverse();
    return readEdge(
      'waba',
      found.map((it) => fieldsOf(it, world)),
      request,
    );
  },
);
