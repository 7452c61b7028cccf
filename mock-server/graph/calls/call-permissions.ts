/** `GET /{phone-number-id}/call_permissions`: may a user be called, or asked? */

import { parameterError } from '../../errors/graph-error.js';
import { numbers } from '../../world/accounts.js';
import { callPermissions, permissionOf } from '../../world/calls.js';
import { textOf } from '../given.js';
import { addressOf } from '../messages/recipient.js';
import { onObject } from '../on-object.js';
import { refuse, reply } from '../operation.js';
import { string } from '../parameters.js';
import { actionsOf, statusOf } from './permission-rules.js';

export const getCallPermissions = onObject(
  numbers,
  {
    route: 'GET /{phone-number-id}/call_permissions',
    about: {
      summary: 'What a user allows: calls, and being asked for them; with the limits and how much of them is used.',
      source: 'documented',
      test: 'test/conformance/calls.test.ts',
    },
    needs: 'whatsapp_business_messaging',
    accepts: { user_wa_id: string(), recipient: string() },
  },
  (number, { parameters }, world) => {
    const user = textOf(parameters, 'user_wa_id');
    const recipient = textOf(parameters, 'recipient');
    if (user === undefined && recipient === undefined)
      return refuse(parameterError('The parameter user_wa_id is required.'));
    const address = addressOf({ to: user, recipient }, number, world);
    if (!('addressee' in address)) return refuse('refusal' in address ? address.refusal : address.malformed);
    const permission = permissionOf(world.of(callPermissions), number.id, address.addressee.to);
    const now = world.now();
    return reply(() => ({
      messaging_product: 'whatsapp',
      permission: statusOf(permission, now),
      actions: actionsOf(permission, now),
    }));
  },
);
