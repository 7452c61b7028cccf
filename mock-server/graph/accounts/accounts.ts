/** `GET /{business-id}`, `GET /{app-id}` and `GET /app`. */
import { type App, apps, businesses, numbers, wabas } from '../../world/accounts.js';
import type { World } from '../../world/world.js';
import type { NodeFields } from '../fields.js';
import { missingObject } from '../missing-object.js';
import { onObject } from '../on-object.js';
import { type About, type Operation, refuse } from '../operation.js';
import { readNode } from '../read-node.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/accounts.test.ts',
});

/** The messaging limit of a portfolio is that of its numbers (limits are the portfolio's since October 2025). */
const limitOf = (world: World, businessId: string): string | undefined => {
  const owned = new Set(
    world
      .of(wabas)
      .all()
      .filter((waba) => waba.businessId === businessId)
      .map(({ id }) => id),
  );
  return world
    .of(numbers)
    .all()
    .find(({ wabaId }) => owned.has(wabaId))?.messagingLimit;
};

export const getBusiness = onObject(
  businesses,
  { route: 'GET /{business-id}', about: about('The business portfolio.'), needs: 'business_management' },
  (business, request, world) =>
    readNode(
      'business',
      {
        all: {
          id: business.id,
          name: business.name,
          verification_status: business.verificationStatus,
          timezone_id: 1,
          whatsapp_business_manager_messaging_limit: limitOf(world, business.id),
        },
        defaults: ['name'],
      },
      request,
    ),
);

const fieldsOfApp = ({ id, name }: App): NodeFields => ({
  all: { id, name, category: 'Business', link: `https://www.facebook.com/games/?app_id=${id}`, namespace: undefined },
  defaults: ['category', 'link', 'name'],
});

export const getApp = onObject(
  apps,
  { route: 'GET /{app-id}', about: about('The app.'), needs: 'any' },
  (app, request) => readNode('app', fieldsOfApp(app), request),
);

export const getCurrentApp: Operation = {
  route: 'GET /app',
  about: about('The app that the token belongs to.'),
  needs: 'any',
  decide(request, world) {
    const id = request.caller?.appId ?? world.credentials.appId;
    const app = world.of(apps).get(id);
    return app ? readNode('app', fieldsOfApp(app), request) : refuse(missingObject('GET', id));
  },
};
