/**
 * `/_waproof/events`: webhooks that nothing here causes. `POST` sends one of any field: a sample of it, as the dashboard's
 * button "Test" does, or exactly the value that is given. `GET` lists the samples.
 */
import { Router } from 'express';
import { z } from 'zod';
import { nearest } from '../../../core/nearest.js';
import { UsageError } from '../../../core/usage-error.js';
import { sampleEvent, samples } from '../../webhooks/payload/samples.js';
import { numbers, wabas } from '../../world/accounts.js';
import type { PlatformEvent } from '../../world/outbox.js';
import { isWebhookField, WEBHOOK_FIELDS } from '../../world/webhook-fields.js';
import type { World } from '../../world/world.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';
import { readNumber } from './users.js';

const eventBody = z
  .strictObject({
    field: z.string().refine(isWebhookField, {
      error: ({ input }) => {
        const near = nearest(String(input), WEBHOOK_FIELDS);
        return `unknown field "${input}"${near === undefined ? '' : `: did you mean ${near}?`}`;
      },
    }),
    /** Which sample: `PARTNER_ADDED`. */
    event: z.string().optional(),
    /** Sent as it is, in place of a sample. */
    value: z.record(z.string(), z.unknown()).optional(),
    waba_id: z.string().optional(),
    phone_number_id: z.string().optional(),
  })
  .refine(({ event, value }) => event === undefined || value === undefined, 'expected an event or a value, not both');

function eventOf(world: World, { field, event, value, ...place }: z.output<typeof eventBody>): PlatformEvent {
  if (!isWebhookField(field)) throw new UsageError(`unknown field "${field}"`);
  const phoneNumberId = readNumber(world, place.phone_number_id);
  const wabaId = place.waba_id ?? world.of(numbers).get(phoneNumberId)?.wabaId ?? '';
  if (!world.of(wabas).get(wabaId)) throw new UsageError(`account ${wabaId} is not known here`);
  // An account that is named without a number of its own is told as a whole.
  const ofNumber = place.waba_id === undefined || place.phone_number_id !== undefined ? { phoneNumberId } : {};
  if (value) return { field, wabaId, ...ofNumber, value };
  const sample = sampleEvent(world, field, { wabaId, phoneNumberId }, event);
  if (sample) return sample;
  throw new UsageError(`no sample "${event}" of ${field}: expected ${Object.keys(samples[field]).join(' or ')}`);
}

export function eventRoutes({ world }: Pick<ControlDeps, 'world'>): Router {
  const router = Router();
  router.get('/events', (_request, response) => {
    response.json({ fields: Object.fromEntries(WEBHOOK_FIELDS.map((field) => [field, Object.keys(samples[field])])) });
  });
  router.post('/events', (request, response) => {
    const event = eventOf(world, parseBody(eventBody, request.body, 'the event cannot be sent:'));
    world.outbox.push(event);
    response.status(201).json({ field: event.field, value: event.value });
  });
  return router;
}
