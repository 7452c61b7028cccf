/** `POST /_waproof/flows/:id/status`: what Meta's monitoring makes of a flow: blocked, throttled. A webhook tells of it. */
import { Router } from 'express';
import { z } from 'zod';
import { UsageError } from '../../../core/usage-error.js';
import { FLOW_STATUSES, flows } from '../../world/flows.js';
import type { ControlDeps } from './deps.js';

const statusBody = z.strictObject({ status: z.enum(FLOW_STATUSES) });

export function flowRoutes({ world }: Pick<ControlDeps, 'world'>): Router {
  const router = Router();
  router.post('/flows/:id/status', (request, response) => {
    const { id } = request.params;
    const all = world.of(flows);
    if (!all.get(id)) {
      const known = all.all().map((flow) => flow.id);
      throw new UsageError(
        `no flow has the id "${id}": expected ${known.join(' or ') || 'that of a flow, but there is none'}`,
      );
    }
    const parsed = statusBody.safeParse(request.body);
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
      throw new UsageError('the flow cannot be changed:', problems);
    }
    all.update(id, parsed.data);
    response.json({ id, status: parsed.data.status });
  });
  return router;
}
