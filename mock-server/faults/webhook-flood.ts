/**
 * `webhook.flood`: many webhooks that need no answer: statuses of messages that other apps of the business send. They
 * come beside the load, evenly; a subject that handles webhooks in one line has its messages wait behind them.
 */
import { z } from 'zod';
import type { Cancel } from '../../core/clock.js';
import { rate } from '../../core/durations.js';
import { type FaultKind, type PlatformFault, STRANGERS } from './fault.js';
import type { Platform } from './platform.js';
import { ofActs } from './selection.js';

const MOST_PER_SECOND = 2_000;
/** A flood ends by itself after so many. */
const MOST_IN_ALL = 1_000_000;
const TICK_MS = 10;

const parameters = z.strictObject({
  rate: rate
    .refine((perSecond) => perSecond <= MOST_PER_SECOND, { error: `expected at most ${MOST_PER_SECOND}/s` })
    .default(100)
    .describe('how many'),
  ...ofActs(),
});

type Parameters = z.output<typeof parameters>;

export const webhookFlood: FaultKind<Parameters> = {
  name: 'webhook.flood',
  side: 'platform',
  summary: 'Many statuses that need no answer come beside everything else.',
  models: 'Three statuses for each message sent, also by other apps; their handling starved messages (incidents).',
  parameters,
  example: { rate: '200/s', for: '10s' },
  create: ({ rate: perSecond }): PlatformFault<Platform> => ({
    side: 'platform',
    begin(platform, { id, clock, random, fired }) {
      const startedAt = clock.now();
      let told = 0;
      let cancel: Cancel = () => {};
      const tick = () => {
        // A late timer makes up for what it missed, but not for more than a second of it.
        const due = Math.min(Math.floor(((clock.now() - startedAt) * perSecond) / 1_000), MOST_IN_ALL);
        told = Math.max(told, Math.floor(due - perSecond));
        for (; told < due; told++) platform.tellIdleStatus(random.integer(...STRANGERS.genuine), id);
        if (told < MOST_IN_ALL) cancel = clock.schedule(TICK_MS, tick);
      };
      fired(`${perSecond} statuses a second`);
      cancel = clock.schedule(TICK_MS, tick);
      return () => cancel();
    },
  }),
};
