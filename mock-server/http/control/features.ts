/** `/_waproof/features`: what only a share of the users has yet, switched on and off. */
import { Router } from 'express';
import { z } from 'zod';
import { FEATURE_NAMES, type Features, features, NO_FEATURES } from '../../world/features.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';

const share = z.number().min(0).max(1).optional();
const featuresBody = z.strictObject({
  usersWithoutNumber: share,
  unknownFields: share,
  unknownTypes: share,
  unknownStatuses: share,
  unknownWebhooks: share,
  parentUserIds: share,
});

export function featureRoutes({ world }: Pick<ControlDeps, 'world'>): Router {
  const router = Router();
  const shown = () => {
    const { id: _id, ...shares } = world.of(features).get('features') ?? NO_FEATURES;
    return { features: shares };
  };
  router.get('/features', (_request, response) => {
    response.json(shown());
  });
  router.post('/features', (request, response) => {
    const body = parseBody(featuresBody, request.body, 'the features cannot be switched: expected shares from 0 to 1:');
    const all = world.of(features);
    const stated = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    const now: Features = { ...(all.get('features') ?? NO_FEATURES), ...stated };
    if (FEATURE_NAMES.every((name) => now[name] === 0)) all.remove('features');
    else all.put(now);
    response.json(shown());
  });
  return router;
}
