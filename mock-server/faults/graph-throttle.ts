/**
 * `graph.throttle`: a lower limit, counted and enforced as Meta does: messages a second of a number, in and out together
 * (130429), or messages from a number to a user (131056). Calls are refused by the rule and not by chance: whoever keeps
 * within the limit meets nothing.
 */
import { z } from 'zod';
import { rate } from '../../core/durations.js';
import type { FaultKind, PlatformFault } from './fault.js';
import { span } from './parameters.js';
import type { Platform } from './platform.js';
import { ofActs } from './selection.js';

const LONGEST_MS = 3_600_000;

const parameters = z.strictObject({
  rate: rate
    .refine((perSecond) => perSecond >= 1, { error: 'expected at least 1/s' })
    .optional()
    .describe('messages of a number, in and out together; default 20/s, unless pair is given'),
  pair: z
    .strictObject({
      burst: z.int().min(1).max(1_000).default(1).describe('messages that may go at once'),
      every: span(LONGEST_MS).default(6_000).describe('one message in this time'),
    })
    .optional()
    .describe('messages from a number to one user'),
  ...ofActs(),
});

type Parameters = z.output<typeof parameters>;

export const graphThrottle: FaultKind<Parameters> = {
  name: 'graph.throttle',
  side: 'platform',
  summary: 'Lower limits of messages a second (130429) or to one user (131056), enforced as Meta does.',
  models:
    'Throughput and pair rate limits (Meta, "Throughput", "Pair rate limits"); 20/s is that of a coexistence number.',
  parameters,
  example: { rate: '20/s', pair: { burst: 2, every: '6s' } },
  create: ({ rate: perSecond, pair }): PlatformFault<Platform> => ({
    side: 'platform',
    begin(platform, { fired }) {
      const limits = {
        perSecond: perSecond ?? (pair ? undefined : 20),
        pair: pair && { burst: pair.burst, everyMs: pair.every },
      };
      const undo = platform.lowerLimits(limits);
      const words = [
        ...(limits.perSecond === undefined ? [] : [`${limits.perSecond} messages a second`]),
        ...(limits.pair ? [`one message to a user in ${limits.pair.everyMs} ms, ${limits.pair.burst} at once`] : []),
      ];
      fired(`limit lowered: ${words.join('; ')}`);
      return undo;
    },
  }),
};
