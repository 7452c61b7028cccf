/**
 * What users do besides writing: `POST /_waproof/users/:id/call_permission` (yes or no to being called), `…/calls` (the
 * user calls), `…/calls/:call` (answers or hangs up), `…/groups/:group` (follows the invite link of a group). Webhooks tell of each.
 */
import { Router } from 'express';
import { z } from 'zod';
import { type WaId, waId } from '../../../core/ids.js';
import { UsageError } from '../../../core/usage-error.js';
import { rejectedCall } from '../../webhooks/payload/calls.js';
import { numbers } from '../../world/accounts.js';
import {
  beginCall,
  callPermissions,
  calls,
  canKeep,
  connectCall,
  permissionOf,
  settlePermission,
  WEEK_MS,
} from '../../world/calls.js';
import { groups, joinGroup } from '../../world/groups.js';
import { isCallingEnabled, numberSettings, settingsOrUsual } from '../../world/number-settings.js';
import { hearIn } from '../../world/threads.js';
import type { World } from '../../world/world.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';

const phone_number_id = z.string().optional();
const permissionBody = z.strictObject({
  phone_number_id,
  response: z.enum(['accept', 'reject']),
  is_permanent: z.boolean().default(false),
});
const callBody = z.strictObject({ phone_number_id });
const actBody = z.strictObject({ act: z.enum(['answer', 'hang-up']) });

/** @throws UsageError for what is no phone number. */
function readUser(id: string): WaId {
  if (/^\d{7,15}$/.test(id)) return waId(id);
  throw new UsageError(`user id "${id}" is not a phone number: expected 7 to 15 digits with the country code`);
}

/** @throws UsageError for a number that there is not. */
function readNumber(world: World, id: string = world.credentials.phoneNumberId): string {
  const all = world.of(numbers);
  if (all.get(id)) return id;
  const served = all.all().map((number) => number.id);
  throw new UsageError(`phone_number_id ${id} is not served here: expected ${served.join(' or ')}`);
}

/** The user takes the call, or ends it. @throws UsageError for a call that is not there or cannot be answered. */
function actOnCall(world: World, user: WaId, id: string, act: 'answer' | 'hang-up'): string {
  const all = world.of(calls);
  const call = all.get(id);
  if (call?.user !== user) throw new UsageError(`${id} is no call with ${user} that is going on`);
  if (act === 'hang-up') {
    if (call.direction === 'BUSINESS_INITIATED' && call.state === 'ringing')
      world.outbox.push(rejectedCall(call, world));
    all.remove(id);
    return 'ended';
  }
  if (call.direction !== 'BUSINESS_INITIATED' || call.state !== 'ringing')
    throw new UsageError(`${id} cannot be answered by the user: it is ${call.state}, ${call.direction}`);
  connectCall(all, world.of(callPermissions), call, world.now());
  return 'in-progress';
}

export function userActRoutes({ world, write }: ControlDeps): Router {
  const router = Router();

  router.post('/users/:id/call_permission', (request, response) => {
    const user = readUser(request.params.id);
    const body = parseBody(permissionBody, request.body, 'the permission cannot be settled:');
    const all = world.of(callPermissions);
    const known = permissionOf(all, readNumber(world, body.phone_number_id), user);
    if (!canKeep(all, known)) throw new UsageError('no more users can have permissions: reset the world');
    const word = body.response === 'reject' ? 'no' : body.is_permanent ? 'for-ever' : 'for-a-week';
    settlePermission(all, known, word, world.now());
    const { expiration_timestamp, is_permanent } =
      word === 'for-a-week'
        ? { expiration_timestamp: Math.floor((world.now() + WEEK_MS) / 1_000), is_permanent: undefined }
        : { expiration_timestamp: undefined, is_permanent: word === 'for-ever' ? true : undefined };
    const call_permission_reply = {
      response: body.response,
      ...(is_permanent && { is_permanent }),
      ...(expiration_timestamp !== undefined && { expiration_timestamp }),
      response_source: 'user_action',
    };
    write({
      user,
      phoneNumberId: readNumber(world, body.phone_number_id),
      content: { type: 'interactive', interactive: { type: 'call_permission_reply', call_permission_reply } },
    });
    response.status(201).json({ user, permission: word });
  });

  router.post('/users/:id/calls', (request, response) => {
    const user = readUser(request.params.id);
    const body = parseBody(callBody, request.body, 'the call cannot be placed:');
    const phoneNumberId = readNumber(world, body.phone_number_id);
    const settings = settingsOrUsual(world.of(numberSettings).get(phoneNumberId), phoneNumberId);
    if (!isCallingEnabled(settings))
      throw new UsageError(`${phoneNumberId} takes no calls: enable them in its settings`);
    const all = world.of(calls);
    if (all.isFull()) throw new UsageError('no more calls can be going on: reset the world');
    const call = beginCall(all, { phoneNumberId, user, direction: 'USER_INITIATED', startedAt: world.now() });
    const permissions = world.of(callPermissions);
    const known = permissionOf(permissions, phoneNumberId, user);
    // With this setting, whoever calls may be called back.
    const isCallback = String(settings.calling.callback_permission_status).toLowerCase() === 'enabled';
    if (isCallback && known.allowedUntil !== 0 && canKeep(permissions, known))
      settlePermission(permissions, known, 'for-a-week', world.now());
    hearIn(world, phoneNumberId, user, world.now());
    response.status(201).json({ id: call.id });
  });

  router.post('/users/:id/calls/:call', (request, response) => {
    const { act } = parseBody(actBody, request.body, 'the call cannot be changed:');
    response.json({ state: actOnCall(world, readUser(request.params.id), request.params.call, act) });
  });

  router.post('/users/:id/groups/:group', (request, response) => {
    const all = world.of(groups);
    const group = all.get(request.params.group);
    if (!group) throw new UsageError(`there is no group ${request.params.group}`);
    const joined = joinGroup(all, group, readUser(request.params.id), world.now());
    if (joined === 'no-link' || joined === 'full') throw new UsageError(`the user cannot come in: ${joined}`);
    response.status(201).json({ result: joined });
  });

  return router;
}
