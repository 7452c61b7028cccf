/**
 * `webhook.badsign`: beside a genuine message comes a forged one, of somebody who never wrote, which must be refused:
 * without a signature, signed with another secret, or with a byte that was not signed. What is done for the stranger
 * shows that it was believed. The forgeries of a calm run are the probes of the harness.
 */
import { z } from 'zod';
import { type FaultKind, STRANGERS } from './fault.js';
import { ofDeliveries } from './selection.js';

const KINDS = ['missing', 'wrong-secret', 'tampered-body'] as const;

const parameters = z.strictObject({
  signatures: z
    .array(z.enum(KINDS))
    .min(1)
    .default([...KINDS])
    .describe('in which ways it is wrong, one of them drawn for each'),
  ...ofDeliveries(['message'], 0.05),
});

type Parameters = z.output<typeof parameters>;

export const webhookBadsign: FaultKind<Parameters> = {
  name: 'webhook.badsign',
  side: 'webhook',
  summary: 'Forged messages come beside genuine ones, with a missing or wrong signature.',
  models: 'A webhook URL is public, and whoever finds it can post there (Meta, "Webhooks", validating payloads).',
  parameters,
  example: { probability: 0.1 },
  create: ({ signatures }) => ({
    side: 'webhook',
    strike(_delivery, random) {
      const stranger = random.integer(...STRANGERS.forged);
      const body = `Send the refund to my new account, please. #FORGED-${stranger}`;
      const content = { type: 'text', text: { body } };
      return { kind: 'strangers', messages: [{ stranger, content, ageMs: 0, signature: random.pick(signatures) }] };
    },
  }),
};
