/** `POST /_waproof/wabas/:id`: what Meta does to an account that breaks its policies, and that it is forgiven; `account_update` tells of it. */
import { Router } from 'express';
import { z } from 'zod';
import { UsageError } from '../../../core/usage-error.js';
import { RESTRICTED_STATES, wabas } from '../../world/accounts.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';

/** Ten years. */
const LONGEST_S = 315_360_000;

const wabaBody = z.strictObject({
  restriction: z.enum([...RESTRICTED_STATES, 'none']),
  /** How long it lasts; absent: until it is taken back. */
  expiresInSeconds: z.number().int().min(1).max(LONGEST_S).optional(),
});

export function wabaRoutes({ world }: Pick<ControlDeps, 'world'>): Router {
  const router = Router();
  router.post('/wabas/:id', (request, response) => {
    const all = world.of(wabas);
    const waba = all.get(request.params.id);
    if (!waba) {
      const known = all.all().map(({ id }) => id);
      throw new UsageError(
        `account ${request.params.id} is not known here: expected ${known.slice(0, 20).join(' or ')}`,
      );
    }
    const body = parseBody(wabaBody, request.body, 'the account cannot be changed:');
    const until = body.expiresInSeconds === undefined ? {} : { until: world.now() + body.expiresInSeconds * 1_000 };
    const restriction = body.restriction === 'none' ? undefined : { state: body.restriction, ...until };
    all.update(waba.id, { restriction });
    response.json({ id: waba.id, restriction: body.restriction, ...until });
  });
  return router;
}
