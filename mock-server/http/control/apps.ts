/** `POST /_waproof/apps/:id`: what the app's dashboard would set about its security. */
import { Router } from 'express';
import { z } from 'zod';
import { UsageError } from '../../../core/usage-error.js';
import { isAddressOrNetwork } from '../../policy/ip-allowlist.js';
import { type App, apps } from '../../world/accounts.js';
import type { World } from '../../world/world.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';

const appBody = z.strictObject({
  requireAppSecretProof: z.boolean().optional(),
  /** Empty: every address may call. */
  allowedIps: z
    .array(z.string().refine(isAddressOrNetwork, 'expected an IP address or a network such as 10.0.0.0/8'))
    .max(1_000)
    .optional(),
});

/** @throws UsageError for an app that there is not. */
export function knownApp(world: World, id: string = world.credentials.appId): App {
  const all = world.of(apps);
  const app = all.get(id);
  if (app) return app;
  const known = all.all().map((other) => other.id);
  throw new UsageError(`app ${id} is not known here: expected ${known.join(' or ')}`);
}

export function appRoutes({ world }: ControlDeps): Router {
  const router = Router();
  router.post('/apps/:id', (request, response) => {
    const app = knownApp(world, request.params.id);
    const body = parseBody(appBody, request.body, 'the app cannot be set up:');
    const { requireAppSecretProof = app.requireAppSecretProof ?? false, allowedIps = app.allowedIps ?? [] } = body;
    world.of(apps).update(app.id, { requireAppSecretProof, allowedIps });
    response.json({ id: app.id, requireAppSecretProof, allowedIps });
  });
  return router;
}
