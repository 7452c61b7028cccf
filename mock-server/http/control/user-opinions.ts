/**
 * What users think of the business, and do about it: `POST /_waproof/users/:id/block` (`DELETE` takes it back), `…/report`,
 * `…/preferences` (stop or resume marketing messages), `…/read` (reads what was delivered).
 */
import { Router } from 'express';
import { z } from 'zod';
import { type WaId, waId } from '../../../core/ids.js';
import { UsageError } from '../../../core/usage-error.js';
import { blockNumber, preferMarketing, reportNumber, unblockNumber } from '../../policy/user-opinions.js';
import { numbers, type PhoneNumber } from '../../world/accounts.js';
import type { World } from '../../world/world.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';

const numberBody = z.strictObject({ phone_number_id: z.string().optional() });
const preferencesBody = numberBody.extend({ marketing_messages: z.enum(['stop', 'resume']) });

/** @throws UsageError for what is no phone number. */
function readUser(id: string): WaId {
  if (/^\d{7,15}$/.test(id)) return waId(id);
  throw new UsageError(`user id "${id}" is not a phone number: expected 7 to 15 digits with the country code`);
}

/** @throws UsageError for a number that there is not. */
function readNumber(world: World, id: string = world.credentials.phoneNumberId): PhoneNumber {
  const all = world.of(numbers);
  const number = all.get(id);
  if (number) return number;
  const served = all.all().map((other) => other.id);
  throw new UsageError(`phone_number_id ${id} is not served here: expected ${served.slice(0, 20).join(' or ')}`);
}

const NO_ROOM = 'no more of these fit: reset the world';

export function userOpinionRoutes({ world, read }: Pick<ControlDeps, 'world' | 'read'>): Router {
  const router = Router();
  const numberIn = (body: unknown) =>
    readNumber(world, parseBody(numberBody, body, 'the user cannot do that:').phone_number_id);
  const qualityOf = ({ id }: PhoneNumber) => world.of(numbers).get(id)?.qualityRating;

  router.post('/users/:id/block', (request, response) => {
    const number = numberIn(request.body);
    if (!blockNumber(world, number, readUser(request.params.id))) throw new UsageError(NO_ROOM);
    response.status(201).json({ quality: qualityOf(number) });
  });

  router.delete('/users/:id/block', (request, response) => {
    const number = numberIn(request.query);
    const user = readUser(request.params.id);
    if (!unblockNumber(world, number, user)) throw new UsageError(`${user} has not blocked ${number.id}`);
    response.json({ quality: qualityOf(number) });
  });

  router.post('/users/:id/report', (request, response) => {
    const number = numberIn(request.body);
    reportNumber(world, number, readUser(request.params.id));
    response.status(201).json({ quality: qualityOf(number) });
  });

  router.post('/users/:id/preferences', (request, response) => {
    const body = parseBody(preferencesBody, request.body, 'the preferences cannot be set:');
    const number = readNumber(world, body.phone_number_id);
    const user = readUser(request.params.id);
    if (!preferMarketing(world, number, user, body.marketing_messages)) throw new UsageError(NO_ROOM);
    response.status(201).json({ user, marketing_messages: body.marketing_messages });
  });

  router.post('/users/:id/read', (request, response) => {
    const number = numberIn(request.body);
    response.json({ read: read(number.id, readUser(request.params.id)) });
  });

  return router;
}
