/** `/_waproof/world`: what the mock knows, and starting afresh. Secrets are not shown. */
import { Router } from 'express';
import type { ControlDeps } from './deps.js';

/** The newest users are shown, not all. */
const USERS_SHOWN = 1_000;

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
