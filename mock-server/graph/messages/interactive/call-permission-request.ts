/**
 * Asks for permission to call; the body may be absent. Once a day and twice a week to one user (138009), never one who
 * allowed it for ever (138017). That calling is switched on is not asked here, but when a call is placed.
 */
import { contentError } from '../../../errors/graph-error.js';
import { askPermission, callPermissions, canKeep, permissionOf } from '../../../world/calls.js';
import { refuseAsking } from '../../calls/permission-rules.js';
import { type InteractiveKind, namedAction } from './kind.js';

export const callPermissionRequest: InteractiveKind = {
  bodyOptional: true,
  action: namedAction('call_permission_request'),
  forbid(_action, world, { from, to }) {
    const all = world.of(callPermissions);
    const known = permissionOf(all, from.id, to);
    return (
      refuseAsking(known, world.now()) ??
      (canKeep(all, known) ? undefined : contentError(138009, 'waproof keeps permissions of 100,000 users at most.'))
    );
  },
  sent(world, { from, to }) {
    const all = world.of(callPermissions);
    const known = permissionOf(all, from.id, to);
    // Two requests may be decided before either is sent.
    if (canKeep(all, known)) askPermission(all, known, world.now());
  },
};
