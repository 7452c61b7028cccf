/**
 * `template.pause`: a template is taken away in mid-campaign, with the webhook that tells of it. Paused: 132015, and it
 * comes back when the fault ends. Disabled (132016) and rejected (132001) ones do not come back, as in real life. Flagged:
 * only told, it can still be sent.
 */
import { z } from 'zod';
import type { FaultKind, PlatformFault } from './fault.js';
import { LOST_STATES, type Platform } from './platform.js';
import { ofActs } from './selection.js';

const parameters = z.strictObject({
  template: z.string().min(1).max(512).optional().describe('its name; default: every approved template'),
  as: z.enum(LOST_STATES).default('paused').describe('what becomes of it'),
  ...ofActs(),
});

type Parameters = z.output<typeof parameters>;

export const templatePause: FaultKind<Parameters> = {
  name: 'template.pause',
  side: 'platform',
  summary: 'A template is paused, disabled, flagged or rejected while it is in use.',
  models:
    'Template pausing and its webhook (Meta, "Template pausing"); campaigns went on with a paused one (incidents).',
  parameters,
  example: { template: 'order_update', as: 'paused' },
  create: ({ template, as }): PlatformFault<Platform> => ({
    side: 'platform',
    begin(platform, { fired }) {
      const { names, undo } = platform.takeTemplates(as, template);
      if (names.length > 0) fired(`${as}: ${names.join(', ')}`);
      return undo;
    },
  }),
};
