/**
 * `version.expire`: the Graph version that the subject calls has had its last day. As on the real platform, calls to it
 * are answered as before, by the oldest version that lives. The newest version cannot expire.
 */
import { z } from 'zod';
import type { FaultKind, PlatformFault } from './fault.js';
import type { Platform } from './platform.js';
import { ofActs } from './selection.js';

const parameters = z.strictObject({
  version: z
    .string()
    .regex(/^v\d{1,2}\.\d$/, { error: 'expected a version such as v23.0' })
    .optional()
    .describe('default: the one that the subject calls'),
  ...ofActs(),
});

type Parameters = z.output<typeof parameters>;

export const versionExpire: FaultKind<Parameters> = {
  name: 'version.expire',
  side: 'platform',
  summary: 'The Graph version in use expires; calls to it are served by the oldest living one.',
  models: 'Versions live about two years (Meta, Graph "Versions"); retired ones were called on for months (incidents).',
  parameters,
  example: { version: 'v23.0' },
  create: ({ version }): PlatformFault<Platform> => ({
    side: 'platform',
    begin: (platform, { fired }) => platform.expireVersion(version, (expired) => fired(`${expired} expired`)),
  }),
};
