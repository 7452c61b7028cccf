/**
 * `token.expire`: the access token in use is good no more: every call is refused with 190, subcode 463. When it is renewed
 * there is another one, in the file that `WHATSAPP_TOKEN_FILE` names; at the latest when the fault ends. Tokens that the
 * subject made for itself are left alone.
 */
import { z } from 'zod';
import type { Cancel } from '../../core/clock.js';
import { duration } from '../../core/durations.js';
import type { FaultKind, PlatformFault } from './fault.js';
import type { Platform } from './platform.js';
import { ofActs } from './selection.js';

const parameters = z.strictObject({
  renewAfter: duration.optional().describe('when a new token is issued; default: when the fault ends'),
  ...ofActs(),
});

type Parameters = z.output<typeof parameters>;

export const tokenExpire: FaultKind<Parameters> = {
  name: 'token.expire',
  side: 'platform',
  summary: 'The access token expires in mid-run (190, 463), and a new one is issued later.',
  models:
    'Tokens that expire or are revoked (Meta, "Access tokens", "Handling errors"); calls went on with a dead one (incidents).',
  parameters,
  example: { after: '5s', renewAfter: '8s' },
  create: ({ renewAfter }): PlatformFault<Platform> => ({
    side: 'platform',
    begin(platform, { clock, fired }) {
      if (!platform.expireToken()) return () => {};
      fired('the access token expired');
      let isRenewed = false;
      let cancel: Cancel = () => {};
      const renew = () => {
        if (isRenewed) return;
        isRenewed = true;
        cancel();
        platform.issueToken();
      };
      if (renewAfter !== undefined) cancel = clock.schedule(renewAfter, renew);
      return renew;
    },
  }),
};
