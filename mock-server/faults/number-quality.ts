/**
 * `number.quality`: the number is rated anew, with `phone_number_quality_update` where the platform sends one: when it
 * falls to RED and when it leaves it. Nothing is refused for it by itself. The former rating is back at the end.
 */
import { z } from 'zod';
import type { FaultKind, PlatformFault } from './fault.js';
import { type Platform, RATINGS } from './platform.js';
import { ofActs } from './selection.js';

const parameters = z.strictObject({
  rating: z.enum(RATINGS).default('RED').describe('what it is rated'),
  ...ofActs(),
});

type Parameters = z.output<typeof parameters>;

export const numberQuality: FaultKind<Parameters> = {
  name: 'number.quality',
  side: 'platform',
  summary: 'The quality rating of the number changes, and comes back.',
  models: 'Quality ratings and their webhook (Meta, "Quality rating and messaging limits").',
  parameters,
  example: { rating: 'RED' },
  create: ({ rating }): PlatformFault<Platform> => ({
    side: 'platform',
    begin(platform, { fired }) {
      const undo = platform.rateNumber(rating);
      fired(`number rated ${rating}`);
      return undo;
    },
  }),
};
