/**
 * `POST /_waproof/users/:id/statuses`: what becomes of a message of the business after it was delivered, and does not come
 * by itself: a voice message is played, a message is deleted by the user, and the warning of older days.
 */
import { Router } from 'express';
import { z } from 'zod';
import { phoneNumberId } from '../../../core/ids.js';
import { UsageError } from '../../../core/usage-error.js';
import { contactOf, personOf } from '../../webhooks/payload/people.js';
import { secondsText } from '../../webhooks/payload/told.js';
import { numbers } from '../../world/accounts.js';
import { portfolioOf } from '../../world/bsuid.js';
import { decodeWamid } from '../../world/wamid.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';
import { readNumber, readUser } from './users.js';

const statusBody = z.strictObject({
  phone_number_id: z.string().optional(),
  message: z.string(),
  status: z.enum(['played', 'deleted', 'warning']),
});

export function userStatusRoutes({ world }: Pick<ControlDeps, 'world'>): Router {
  const router = Router();
  router.post('/users/:id/statuses', (request, response) => {
    const user = readUser(request.params.id);
    const { message, status, ...place } = parseBody(statusBody, request.body, 'the status cannot be reached:');
    const number = readNumber(world, place.phone_number_id);
    const decoded = decodeWamid(message);
    if (decoded?.direction !== 'to-user' || decoded.user !== user)
      throw new UsageError(`${message} is no message to ${user}: expected the id that a send answered`);
    const portfolio = portfolioOf(world, phoneNumberId(number));
    const person = personOf(world, { phoneNumberId: number, portfolio, user });
    const told = {
      id: message,
      status,
      timestamp: secondsText(world.now()),
      ...(person.waId !== undefined && { recipient_id: person.waId }),
      recipient_user_id: person.userId,
    };
    const wabaId = world.of(numbers).get(number)?.wabaId ?? '';
    const contacts = status === 'played' ? { contacts: [contactOf(person)] } : {};
    world.outbox.push({ field: 'messages', wabaId, phoneNumberId: number, value: { ...contacts, statuses: [told] } });
    response.status(201).json({ message, status });
  });
  return router;
}
