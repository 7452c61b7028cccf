/** `GET /{business-id}`, `GET /{app-id}`, `GET /app` and `GET /me` (here the system user behind the token). */
import type { Operation } from './operation.js';
import { readNode } from './read-node.js';

export const getBusiness: Operation = {
  route: 'GET /{business-id}',
  decide: (request, { accounts }) =>
    readNode(
      'business',
      {
        all: {
          ...accounts.business,
          verification_status: 'verified',
          timezone_id: 1,
          whatsapp_business_manager_messaging_limit: accounts.numbers[0]?.messagingLimit,
        },
        defaults: ['name'],
      },
      request,
    ),
};

const appFields = ({ accounts }: Parameters<Operation['decide']>[1]) => ({
  all: {
    ...accounts.app,
    category: 'Business',
    link: `https://www.facebook.com/games/?app_id=${accounts.app.id}`,
    namespace: undefined,
  },
  defaults: ['category', 'link', 'name'],
});

export const getApp: Operation = {
  route: 'GET /{app-id}',
  decide: (request, world) => readNode('app', appFields(world), request),
};

export const getCurrentApp: Operation = {
  route: 'GET /app',
  decide: (request, world) => readNode('app', appFields(world), request),
};

/** Id and name of the system user to whom the mock's token belongs. */
export const SYSTEM_USER = { id: '600000000000001', name: 'Waproof System User' } as const;

export const getMe: Operation = {
  route: 'GET /me',
  decide: (request) => readNode('app', { all: { ...SYSTEM_USER }, defaults: ['name'] }, request),
};
