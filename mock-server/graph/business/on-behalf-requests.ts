/**
 * `GET /{waba-id}/in_progress_onbehalf_request`: what an account's owner has asked of another business, and waits for.
 * Here every open mobility intent is such a request (assumed).
 */
import { apps, businesses, type Waba, wabas } from '../../world/accounts.js';
import type { MobilityIntent } from '../../world/intents.js';
import { solutions } from '../../world/solutions.js';
import type { World } from '../../world/world.js';
import type { NodeFields } from '../fields.js';
import { onObject } from '../on-object.js';
import { readEdge } from '../read-edge.js';
import { intentsOf, isOpen } from './mobility-intents.js';

/** An open intent is a request of the account's owner to the business behind the solution's partner. */
function requestFields(intent: MobilityIntent, waba: Waba, world: World): NodeFields {
  const named = (id: string) => {
    const business = world.of(businesses).get(id);
    return business && { id: business.id, name: business.name };
  };
  const solution = world.of(solutions).get(intent.targetSolutionId ?? intent.solutionId);
  const partner = world.of(apps).get(solution?.partnerAppId ?? '');
  return {
    defaults: ['status', 'business_owned_object'],
    all: {
      id: intent.id,
      status: 'IN_PROGRESS',
      business_owned_object: waba.id,
      receiving_business: named(partner?.businessId ?? ''),
      requesting_business: named(waba.businessId),
    },
  };
}

export const getOnBehalfRequests = onObject(
  wabas,
  {
    route: 'GET /{waba-id}/in_progress_onbehalf_request',
    about: {
      summary: 'Requests of an account’s owner that wait for another business.',
      source: 'assumed',
      test: 'test/conformance/solution-intents.test.ts',
    },
  },
  (waba, request, world) =>
    readEdge(
      'mobility-intent',
      intentsOf(world, waba)
        .filter(isOpen)
        .map((it) => requestFields(it, waba, world)),
      request,
    ),
);
