/**
 * `graph.truncate`: the call is done, and the connection ends in the middle of the answer: headers with the whole length, a
 * part of the body, FIN. A download that is not checked against its length or hash is taken for the file.
 */
import { z } from 'zod';
import type { FaultKind } from './fault.js';
import { ofCalls } from './selection.js';

const parameters = z.strictObject({
  share: z.number().min(0).max(0.999).default(0.5).describe('of the body that still comes'),
  ...ofCalls(),
});

type Parameters = z.output<typeof parameters>;

export const graphTruncate: FaultKind<Parameters> = {
  name: 'graph.truncate',
  side: 'graph',
  summary: 'The call is done, and its answer or file ends in the middle.',
  models: 'A server that goes down while it answers; downloads of media that came cut short (incidents).',
  parameters,
  example: { share: 0.5, probability: 0.1 },
  create: ({ share }) => ({
    side: 'graph',
    strike: () => ({ kind: 'end', moment: 'after-effect', ending: { kind: 'truncate', share } }),
  }),
};
