/**
 * `webhook.early-status`: the first status of a message comes before the answer to the call that sent it, which is held
 * back meanwhile. With `foreign` there comes also the status of a message that another app of the business sent: its id is
 * nothing that the subject can know. Strikes sends, since it is them that it holds.
 */
import { z } from 'zod';
import type { FaultKind } from './fault.js';
import { ofSends, span } from './parameters.js';
import { probability } from './selection.js';

const LONGEST_MS = 30_000;

const parameters = z.strictObject({
  hold: span(LONGEST_MS).default(300).describe('how long the answer comes after the status'),
  foreign: probability.default(0.2).describe('share with a status of a foreign message as well'),
  ...ofSends(0.5),
});

type Parameters = z.output<typeof parameters>;

export const webhookEarlyStatus: FaultKind<Parameters> = {
  name: 'webhook.early-status',
  side: 'graph',
  summary: 'The status of a message comes before the answer to its send; others of messages never sent.',
  models: 'Statuses that came before the id was stored were lost, or stopped the whole delivery (incidents).',
  parameters,
  example: { hold: '500ms', probability: 0.5 },
  create: ({ hold, foreign }) => ({
    side: 'graph',
    strike: (_call, random) => ({ kind: 'status-first', holdMs: hold, isForeign: random.chance(foreign) }),
  }),
};
