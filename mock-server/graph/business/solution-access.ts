/**
 * `GET /{solution-id}/access_token`: a token for the accounts that one client's business has in a solution, for the
 * calling app. Each call makes a new one, good for 60 days; it can do nothing outside those accounts.
 */
import { apps, SYSTEM_USER_ID, wabas } from '../../world/accounts.js';
import { hasRoomForToken, mintToken } from '../../world/mint-token.js';
import { solutions } from '../../world/solutions.js';
import { LONG_LIFE_MS, type Scope } from '../../world/tokens.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { reply } from '../operation.js';
import { idOf, refuseFull, refuseParameter } from './shapes.js';

const SCOPES: readonly Scope[] = ['whatsapp_business_management', 'whatsapp_business_messaging'];

export const getSolutionToken = onObject(
  solutions,
  {
    route: 'GET /{solution-id}/access_token',
    about: {
      summary: 'A token for the accounts of one business in a solution.',
      source: 'documented',
      test: 'test/conformance/solution-access.test.ts',
    },
    accepts: { business_id: idOf({ required: true }) },
  },
  ({ status, wabaIds, ownerAppId }, { parameters, caller }, world) => {
    if (status === 'REJECTED' || status === 'DEACTIVATED')
      return refuseParameter('Solution must be in ACTIVE or INITIATED status to give access tokens');
    const accounts = world.of(wabas);
    const businessId = textOf(parameters, 'business_id');
    const shared = wabaIds.filter((id) => accounts.get(id)?.businessId === businessId);
    if (shared.length === 0)
      return refuseParameter('The business has shared no WhatsApp Business Account with this solution');
    if (!hasRoomForToken(world)) return refuseFull('access tokens');
    const appId = caller?.appId ?? ownerAppId;
    const userId = caller?.userId ?? SYSTEM_USER_ID;
    return reply(() => {
      const { id, expiresAt } = mintToken(world, {
        kind: 'system-user',
        appId: world.of(apps).get(appId)?.id ?? ownerAppId,
        userId,
        scopes: SCOPES,
        targets: Object.fromEntries(SCOPES.map((scope) => [scope, shared])),
        lifeMs: LONG_LIFE_MS,
      });
      return { access_token: id, expires_at: Math.floor(expiresAt / 1_000) };
    });
  },
);
