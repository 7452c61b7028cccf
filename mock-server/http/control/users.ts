/**
 * `POST /_waproof/users/:id/messages`: a user writes, anything that a user can. `…/media`: a file for it. `…/username`:
 * the user takes a username or gives it up. `…/number`: the user changes the number, of which the platform tells.
 */
import { type Request, Router } from 'express';
import { z } from 'zod';
import { phoneNumberId, type WaId, waId } from '../../../core/ids.js';
import { UsageError } from '../../../core/usage-error.js';
import { numberChange } from '../../webhooks/payload/number-change.js';
import type { InboundContent } from '../../webhooks/payloads.js';
import { numbers } from '../../world/accounts.js';
import { portfolioOf } from '../../world/bsuid.js';
import { isContact } from '../../world/contact-book.js';
import { nameUser, noteAddressed, useNumber } from '../../world/user-names.js';
import type { World } from '../../world/world.js';
import { withSender } from './context-sender.js';
import type { ControlDeps } from './deps.js';
import { inboundContent } from './inbound-content.js';
import { parseBody } from './parse-body.js';
import { completeMedia, receiveUserMedia } from './user-media.js';

const phone_number_id = z.string().optional();
const writeBody = z.strictObject({
  phone_number_id,
  name: z.string().max(256).optional(),
  message: inboundContent,
});
const usernameBody = z.strictObject({
  phone_number_id,
  /** `null`: none any more. */
  username: z
    .string()
    .regex(/^[a-z0-9._]{3,35}$/, 'expected 3 to 35 small letters, digits, periods and underscores')
    .nullable(),
});
const numberBody = z.strictObject({
  phone_number_id,
  number: z.string().regex(/^\d{7,15}$/, 'expected the new number: 7 to 15 digits with the country code'),
});

/** @throws UsageError for what is no phone number. */
export function readUser(id: unknown): WaId {
  if (typeof id === 'string' && /^\d{7,15}$/.test(id)) return waId(id);
  throw new UsageError(`user id "${id}" is not a phone number: expected 7 to 15 digits with the country code`);
}

/** @throws UsageError for a number that there is not. */
export function readNumber(world: World, id: string = world.credentials.phoneNumberId): string {
  const known = world.of(numbers);
  if (known.get(id)) return id;
  const served = known.all().map((number) => number.id);
  throw new UsageError(`phone_number_id ${id} is not served here: expected ${served.join(' or ')}`);
}

/** What Meta says of every message that its API cannot show. */
const UNSUPPORTED = {
  code: 131051,
  title: 'Message type unknown',
  message: 'Message type unknown',
  error_data: { details: 'Message type is currently not supported.' },
};

const withError = (content: Readonly<Record<string, unknown>>) =>
  content.type === 'unsupported' && content.errors === undefined ? { ...content, errors: [UNSUPPORTED] } : content;

const addressOf = (request: Request): string => `http://${request.headers.host ?? '127.0.0.1'}`;

export function userRoutes(deps: ControlDeps): Router {
  const { world, write } = deps;
  const router = Router();

  router.post('/users/:id/messages', async (request, response) => {
    const user = readUser(request.params.id);
    const { phone_number_id, name, message } = parseBody(writeBody, request.body, 'the message cannot be delivered:');
    const number = readNumber(world, phone_number_id);
    const place = { phoneNumberId: number, address: addressOf(request) };
    const content = withSender(world, withError(await completeMedia(deps, message, place)), number, user);
    const id = write({
      user,
      content: content as InboundContent,
      phoneNumberId: number,
      ...(name !== undefined && { name }),
    });
    // The button that asks for the number puts the user into the contact book.
    if (message.type === 'contacts' && message.contacts.some(({ origin }) => origin === 'contact_request'))
      noteAddressed(world, number, user);
    response.status(201).json({ id });
  });

  router.post('/users/:id/media', async (request, response) => {
    readUser(request.params.id);
    const { phone_number_id: given } = request.query;
    const number = readNumber(world, typeof given === 'string' ? given : undefined);
    const { id, mimeType, sha256, sizeBytes } = await receiveUserMedia(deps, request, number);
    response.status(201).json({ id, mime_type: mimeType, sha256, file_size: sizeBytes });
  });

  router.post('/users/:id/username', (request, response) => {
    const user = readUser(request.params.id);
    const body = parseBody(usernameBody, request.body, 'the username cannot be set:');
    const number = readNumber(world, body.phone_number_id);
    const portfolio = portfolioOf(world, phoneNumberId(number));
    if (!nameUser(world, user, body.username ?? ''))
      throw new UsageError('no more users can have usernames: start afresh with POST /_waproof/world');
    // Whoever wrote before with a number that was seen stays in the contact book.
    if (isContact(world, portfolio, user)) useNumber(world, { phoneNumberId: number, portfolio, user });
    response.status(201).json({ user, username: body.username });
  });

  router.post('/users/:id/number', (request, response) => {
    const user = readUser(request.params.id);
    const body = parseBody(numberBody, request.body, 'the number cannot be changed:');
    const number = readNumber(world, body.phone_number_id);
    const event = numberChange(world, { phoneNumberId: number, from: user, to: waId(body.number) });
    world.outbox.push(event);
    response.status(201).json({ user: body.number });
  });

  return router;
}
