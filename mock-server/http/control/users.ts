/** `POST /_waproof/users/:id/messages`: a user writes. */
import { Router } from 'express';
import { z } from 'zod';
import { UsageError } from '../../../core/usage-error.js';
import type { InboundContent } from '../../webhooks/payloads.js';
import { numbers } from '../../world/accounts.js';
import type { ControlDeps } from './deps.js';

const writeBody = z
  .strictObject({
    phone_number_id: z.string().optional(),
    name: z.string().max(256).optional(),
    message: z.looseObject({ type: z.string().regex(/^[a-z_]{1,40}$/) }),
  })
  .superRefine(({ message }, context) => {
    if (message.type !== 'request_welcome' && message[message.type] === undefined)
      context.addIssue({
        code: 'custom',
        path: ['message', message.type],
        message: `expected the content of the ${message.type}`,
      });
  });

export function userRoutes({ world, write }: ControlDeps): Router {
  const router = Router();
  router.post('/users/:id/messages', (request, response) => {
    const id = request.params.id;
    if (!/^\d{7,15}$/.test(id))
      throw new UsageError(`user id "${id}" is not a phone number: expected 7 to 15 digits with the country code`);
    const parsed = writeBody.safeParse(request.body);
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
      throw new UsageError('the message cannot be delivered:', problems);
    }
    const { phone_number_id, name, message } = parsed.data;
    const known = world.of(numbers);
    if (phone_number_id !== undefined && !known.get(phone_number_id)) {
      const served = known.all().map((number) => number.id);
      throw new UsageError(`phone_number_id ${phone_number_id} is not served here: expected ${served.join(' or ')}`);
    }
    const wamid = write({
      user: id,
      content: message as InboundContent,
      ...(name !== undefined && { name }),
      ...(phone_number_id !== undefined && { phoneNumberId: phone_number_id }),
    });
    response.status(201).json({ id: wamid });
  });
  return router;
}
