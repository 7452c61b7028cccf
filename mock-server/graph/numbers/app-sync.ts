/**
 * `POST /{phone-number-id}/smb_app_data`: asks for contacts or history of a number that came from the WhatsApp Business
 * app. Once per kind, within 24 hours of onboarding. There is no app behind a number here: the request is kept, and
 * the webhooks that would bring contacts and history do not come.
 */
import { graphError } from '../../errors/graph-error.js';
import { numbers } from '../../world/accounts.js';
import { appSyncs } from '../../world/app-syncs.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type Operation, refuse, reply } from '../operation.js';
import { string, whatsapp } from '../parameters.js';

const WINDOW_MS = 24 * 3_600_000;

export const postAppSync: Operation = onObject(
  numbers,
  {
    route: 'POST /{phone-number-id}/smb_app_data',
    about: {
      summary: 'Asks for contacts or history of the WhatsApp Business app; once, within a day of onboarding.',
      source: 'documented',
      test: 'test/conformance/app-sync.test.ts',
    },
    accepts: {
      messaging_product: whatsapp,
      sync_type: string({ required: true, oneOf: ['smb_app_state_sync', 'history'] }),
    },
  },
  (number, { parameters }, world) => {
    const kind = (textOf(parameters, 'sync_type') ?? '').toLowerCase();
    const id = `${number.id}/${kind}`;
    const syncs = world.of(appSyncs);
    if (syncs.get(id)) return refuse(graphError(2593107));
    const onboardedAt = Date.parse(number.lastOnboardedTime);
    if (!(world.now() <= onboardedAt + WINDOW_MS)) return refuse(graphError(2593108));
    return reply(() => {
      const requestId = `${number.id}${kind === 'history' ? 2 : 1}`;
      syncs.put({ id, requestId });
      return { messaging_product: 'whatsapp', request_id: requestId };
    });
  },
);
