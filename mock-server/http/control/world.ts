/** `/_waproof/world`: what the mock knows, and starting afresh. Secrets are not shown. */
import { Router } from 'express';
import type { CollectionSpec, Identified } from '../../world/collection.js';
import { collections } from '../../world/collections.js';
import type { World } from '../../world/world.js';
import type { ControlDeps } from './deps.js';

/** The newest users are shown, not all. */
const USERS_SHOWN = 1_000;
/** The oldest nodes of a kind are shown: what a fresh mock holds is among them. */
const NODES_SHOWN = 1_000;

/** Ids of what can be read by its id, by kind: tests find objects here that no call creates. */
function nodesOf(world: World): Readonly<Record<string, readonly string[]>> {
  const nodes: Record<string, string[]> = {};
  for (const spec of collections as readonly unknown[] as readonly CollectionSpec<Identified>[])
    if (spec.kind) {
      const ids = world
        .of(spec)
        .all()
        .map(({ id }) => id);
      nodes[spec.kind] = [...(nodes[spec.kind] ?? []), ...ids].slice(0, NODES_SHOWN);
    }
  return nodes;
}

export function worldRoutes({ world }: ControlDeps): Router {
  const router = Router();
  router.get('/world', (_request, response) => {
    const { phoneNumberId, displayPhoneNumber, wabaId, appId, businessId } = world.credentials;
    const users = [...world.users()];
    response.json({
      business: {
        id: businessId,
        wabas: [{ id: wabaId, phone_numbers: [{ id: phoneNumberId, display_phone_number: displayPhoneNumber }] }],
      },
      app: { id: appId },
      templates: world.templateStore
        .all()
        .map(({ id, name, language, category, status, body }) => ({ id, name, language, category, status, body })),
      nodes: nodesOf(world),
      users: {
        count: users.length,
        newest: users.slice(-USERS_SHOWN).map(({ id, name, written, received }) => ({ id, name, written, received })),
      },
    });
  });
  router.post('/world', (_request, response) => {
    world.reset();
    response.json({ success: true });
  });
  return router;
}
