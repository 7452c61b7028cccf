/**
 * `/{phone-number-id}/groups` and `/{group-id}`: groups are asked for, listed, read, changed and deleted. A picture is
 * kept, but its sides (131209, 131210) are not looked at. Source: Meta, "Group management"; OpenAPI v23.0.
 */
import { contentError, parameterError } from '../../errors/graph-error.js';
import { numbers } from '../../world/accounts.js';
import { portfolioOf, userIdOf } from '../../world/bsuid.js';
import { createGroup, type Group, groups, MAX_GROUPS, numberOf, requestIdOf } from '../../world/groups.js';
import type { World } from '../../world/world.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type Operation, refuse, reply, SUCCESS } from '../operation.js';
import { pageOf } from '../paging.js';
import { string, whatsapp } from '../parameters.js';
import { readNode } from '../read-node.js';
import { about, MAX_DESCRIPTION, MAX_SUBJECT, onGroup, refuseSubject, request } from './on-group.js';

const PICTURE_BYTES = 5 * 1024 * 1024;
const PICTURE_TYPES = ['image/jpeg', 'image/jpg'];

const seconds = (ms: number) => Math.floor(ms / 1_000);
const groupsOf = (numberId: string, world: World) =>
  world
    .of(groups)
    .all()
    .filter(({ phoneNumberId }) => phoneNumberId === numberId);

const postGroups = onObject(
  numbers,
  {
    route: 'POST /{phone-number-id}/groups',
    about: about('Asks for a group; it is there at once, with an invite link.'),
    needs: 'whatsapp_business_messaging',
    accepts: {
      messaging_product: whatsapp,
      subject: string({ required: true, maxLength: MAX_SUBJECT }),
      description: string({ maxLength: MAX_DESCRIPTION }),
      join_approval_mode: string({ oneOf: ['approval_required', 'auto_approve'] }),
    },
  },
  (number, { parameters }, world) => {
    const subject = textOf(parameters, 'subject')?.trim() ?? '';
    const refusal = refuseSubject(subject);
    if (refusal) return refuse(refusal);
    const all = world.of(groups);
    if (all.isFull() || groupsOf(number.id, world).length >= MAX_GROUPS)
      return refuse(contentError(131211, `This number has reached the limit of ${MAX_GROUPS} groups.`));
    const mode = textOf(parameters, 'join_approval_mode')?.toLowerCase();
    return reply(() => {
      const group = createGroup(all, number.displayPhoneNumber.replace(/\D/g, ''), {
        phoneNumberId: number.id,
        subject,
        description: textOf(parameters, 'description') ?? '',
        joinApprovalMode: mode === 'approval_required' ? mode : 'auto_approve',
        createdAt: world.now(),
      });
      return { messaging_product: 'whatsapp', request_id: requestIdOf(group) };
    });
  },
);

const getGroups = onObject(
  numbers,
  {
    route: 'GET /{phone-number-id}/groups',
    about: about('The groups of a number, 25 a page.'),
    needs: 'whatsapp_business_messaging',
  },
  (number, { parameters, address }, world) => {
    const link = (query: Readonly<Record<string, string>>) => `${address()}?${new URLSearchParams(query)}`;
    const page = pageOf(groupsOf(number.id, world), parameters, link);
    // A cursor that leads nowhere has a code of its own here.
    if ('refusal' in page)
      return refuse(
        page.refusal.message.endsWith('Invalid parameter') ? contentError(131059, 'Invalid cursor.') : page.refusal,
      );
    const rows = page.items.map(({ id, subject, createdAt }) => ({
      id,
      subject,
      created_at: String(seconds(createdAt)),
    }));
    return reply(() => ({ data: { groups: rows }, ...(page.paging && { paging: page.paging }) }));
  },
);

function fieldsOf(group: Group, portfolio: string): NodeFields {
  const all = {
    id: group.id,
    messaging_product: 'whatsapp',
    subject: group.subject,
    description: group.description === '' ? undefined : group.description,
    creation_timestamp: seconds(group.createdAt),
    join_approval_mode: group.joinApprovalMode,
    suspended: group.isSuspended,
    total_participant_count: group.participants.length,
    participants: group.participants.map((user) => ({ wa_id: user, user_id: userIdOf(portfolio, user) })),
  };
  return { all, defaults: Object.keys(all) };
}

const getGroup = onGroup(
  { route: 'GET /{group-id}', summary: 'A group, with the fields that are asked for; all without `fields`.' },
  (group, call, _all, world) => readNode('group', fieldsOf(group, portfolioOf(world, numberOf(group))), call),
);

const postGroup = onGroup(
  {
    route: 'POST /{group-id}',
    summary: 'Changes subject, description and picture of a group.',
    takesBytes: PICTURE_BYTES,
    accepts: {
      messaging_product: whatsapp,
      subject: string({ maxLength: MAX_SUBJECT }),
      description: string({ maxLength: MAX_DESCRIPTION }),
      profile_picture_file: string(),
    },
  },
  (group, { parameters, files }, all) => {
    const subject = textOf(parameters, 'subject')?.trim();
    const description = textOf(parameters, 'description');
    const picture = files.file ?? files.profile_picture_file;
    if (subject === undefined && description === undefined && !picture && parameters.profile_picture_file === undefined)
      return refuse(parameterError('At least one of subject, description and profile_picture_file is required.'));
    const refusal = refuseSubject(subject);
    if (refusal) return refuse(refusal);
    if (picture && !PICTURE_TYPES.includes(picture.mimeType))
      return refuse(
        parameterError(
          `Param file must be a file with one of the following types: image/jpeg. Received file of type '${picture.mimeType}'.`,
        ),
      );
    const decision = request(group, all, {
      ...(subject !== undefined && { subject }),
      ...(description !== undefined && { description }),
      ...(picture && { picture: picture.blob }),
    });
    if (!picture || 'refusal' in decision || decision.effect.kind !== 'reply') return decision;
    return { ...decision, effect: { kind: 'keep-file', blob: picture.blob, apply: decision.effect.apply } };
  },
);

const deleteGroup = onGroup(
  { route: 'DELETE /{group-id}', summary: 'Deletes a group, with everybody in it.' },
  (group, _call, all) =>
    reply(() => {
      all.remove(group.id);
      return SUCCESS;
    }),
);

export const groupOperations: readonly Operation[] = [postGroups, getGroups, getGroup, postGroup, deleteGroup];
