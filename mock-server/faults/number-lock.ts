/**
 * `number.lock`: Meta restricts, locks or bans the account of the number, and says so by `account_update`. Locked and
 * banned: nothing can be sent (131031). Restricted: users can be answered, nothing can be begun (368). Undone at the end.
 */
import { z } from 'zod';
import type { FaultKind, PlatformFault } from './fault.js';
import { LOCKS, type Platform } from './platform.js';
import { ofActs } from './selection.js';

const parameters = z.strictObject({
  as: z.enum(LOCKS).default('locked').describe('what is done to the account'),
  ...ofActs(),
});

type Parameters = z.output<typeof parameters>;

export const numberLock: FaultKind<Parameters> = {
  name: 'number.lock',
  side: 'platform',
  summary: 'The account is locked, restricted or banned for a while (131031, 368).',
  models: 'Policy enforcement (Meta); a locked account was met as endless failures, its event ignored (incidents).',
  parameters,
  example: { as: 'locked', for: '10s' },
  create: ({ as }): PlatformFault<Platform> => ({
    side: 'platform',
    begin(platform, { fired }) {
      const undo = platform.lockAccount(as);
      fired(`account ${as}`);
      return undo;
    },
  }),
};
