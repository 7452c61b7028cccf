/** `POST /_waproof/groups/:id`: Meta suspends a group that violates its policies, and lets it be used again; its webhook tells of both. */
import { Router } from 'express';
import { z } from 'zod';
import { UsageError } from '../../../core/usage-error.js';
import { groups } from '../../world/groups.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';

const groupBody = z.strictObject({ suspended: z.boolean() });

export function groupRoutes({ world }: Pick<ControlDeps, 'world'>): Router {
  const router = Router();
  router.post('/groups/:id', (request, response) => {
    const { id } = request.params;
    const all = world.of(groups);
    if (!all.get(id)) throw new UsageError(`there is no group ${id}`);
    const { suspended } = parseBody(groupBody, request.body, 'the group cannot be changed:');
    if (all.get(id)?.isSuspended !== suspended) all.update(id, { isSuspended: suspended });
    response.json({ id, suspended });
  });
  return router;
}
