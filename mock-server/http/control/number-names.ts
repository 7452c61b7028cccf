/** `POST /_waproof/numbers/:id/name`: what Meta's review says of the name that a number asked for; a webhook tells of it. */
import { Router } from 'express';
import { z } from 'zod';
import { UsageError } from '../../../core/usage-error.js';
import { numbers } from '../../world/accounts.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';
import { readNumber } from './users.js';

const nameBody = z.strictObject({ decision: z.enum(['APPROVED', 'REJECTED']) });

export function numberNameRoutes({ world }: Pick<ControlDeps, 'world'>): Router {
  const router = Router();
  router.post('/numbers/:id/name', (request, response) => {
    const number = world.of(numbers).get(readNumber(world, request.params.id));
    const { decision } = parseBody(nameBody, request.body, 'the name cannot be reviewed:');
    if (number?.newDisplayName === undefined)
      throw new UsageError('no name waits for a review: POST /{phone-number-id} with new_display_name asks for one');
    const { newDisplayName, ...rest } = number;
    const verifiedName = decision === 'APPROVED' ? newDisplayName : number.verifiedName;
    world.of(numbers).put({ ...rest, verifiedName });
    response.json({ id: number.id, verified_name: verifiedName });
  });
  return router;
}
