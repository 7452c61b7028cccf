/**
 * Businesses that are clients of others: `GET /{app-id}/connected_client_businesses` and
 * `POST /{business-id}/onboard_partners_to_mm_lite`. A client is who shares an account with the app's business. Taking
 * a business on for MM Lite succeeds at once; asking again gives the same request.
 */
import { apps, type Business, businesses, wabas } from '../../world/accounts.js';
import { mobilityIntents, onboardingRequests } from '../../world/intents.js';
import { solutions } from '../../world/solutions.js';
import type { World } from '../../world/world.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, reply } from '../operation.js';
import { readEdge } from '../read-edge.js';
import { addMobilityIntent } from './mobility-intents.js';
import { idOf, refuseFull, refuseParameter } from './shapes.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/client-businesses.test.ts',
});

/** This edge writes in capitals what the business itself gives in small letters (Meta's OpenAPI file). */
const VERIFICATION = { verified: 'VERIFIED', not_verified: 'UNVERIFIED', pending: 'PENDING' } as const;

const fieldsOf = ({ id, name, verificationStatus }: Business): NodeFields => ({
  defaults: ['name', 'verification_status', 'business_status'],
  all: {
    id,
    name,
    verification_status: VERIFICATION[verificationStatus],
    business_status: 'ACTIVE',
    created_time: undefined,
    updated_time: undefined,
  },
});

export const getConnectedClients = onObject(
  apps,
  {
    route: 'GET /{app-id}/connected_client_businesses',
    about: about('The businesses that share an account with the app’s business.'),
  },
  (app, request, world) => {
    const clients = new Set(
      world
        .of(wabas)
        .all()
        .filter(({ sharedWith = [] }) => sharedWith.includes(app.businessId))
        .map(({ businessId }) => businessId),
    );
    const found = world
      .of(businesses)
      .all()
      .filter(({ id }) => clients.has(id));
    return readEdge('business', found.map(fieldsOf), request);
  },
);

/** Accounts of a business without an open hand-over. */
function accountsToHandOver(world: World, businessId: string, solutionId: string): readonly string[] {
  const taken = new Set(
    world
      .of(mobilityIntents)
      .all()
      .filter(({ status }) => status === 'PENDING' || status === 'ACTIVE')
      .map(({ wabaId }) => wabaId),
  );
  const served = world.of(solutions).get(solutionId)?.wabaIds ?? [];
  return world
    .of(wabas)
    .all()
    .filter((waba) => waba.businessId === businessId && served.includes(waba.id) && !taken.has(waba.id))
    .map(({ id }) => id);
}

export const onboardToMmLite = onObject(
  businesses,
  {
    route: 'POST /{business-id}/onboard_partners_to_mm_lite',
    about: about('Takes a client on for MM Lite.'),
    accepts: { solution_id: idOf() },
  },
  (business, { parameters, caller }, world) => {
    const solutionId = textOf(parameters, 'solution_id');
    if (solutionId !== undefined && !world.of(solutions).get(solutionId))
      return refuseParameter('WhatsApp Business Solution not found or not accessible');
    const isEligible = world
      .of(wabas)
      .all()
      .some(({ businessId }) => businessId === business.id);
    if (!isEligible) return refuseParameter('No eligible WhatsApp Business Accounts found for MM Lite onboarding');
    const all = world.of(onboardingRequests);
    const appId = caller?.appId ?? world.credentials.appId;
    const known = all.all().find((it) => it.businessId === business.id && it.appId === appId);
    if (known) return reply(() => ({ request_id: known.id }));
    const accounts = solutionId === undefined ? [] : accountsToHandOver(world, business.id, solutionId);
    if (all.isFull() || world.of(mobilityIntents).isFull()) return refuseFull('onboarding requests');
    return reply(() => {
      for (const wabaId of accounts)
        if (!world.of(mobilityIntents).isFull()) addMobilityIntent(world, { wabaId, solutionId: solutionId ?? '' });
      return { request_id: all.add((id) => ({ id, businessId: business.id, appId })).id };
    });
  },
);
