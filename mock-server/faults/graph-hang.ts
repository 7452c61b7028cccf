/**
 * `graph.hang`: no answer comes, and the connection stays open: the caller waits until its own timeout, if it has one.
 * After `lasting` the connection is closed.
 */
import { z } from 'zod';
import type { FaultKind } from './fault.js';
import { moment, span } from './parameters.js';
import { ofCalls } from './selection.js';

const LONGEST_HANG_MS = 600_000;

const parameters = z.strictObject({
  moment: moment('arrival'),
  lasting: span(LONGEST_HANG_MS).default(60_000).describe('then the connection is closed without an answer'),
  ...ofCalls(),
});

type Parameters = z.output<typeof parameters>;

export const graphHang: FaultKind<Parameters> = {
  name: 'graph.hang',
  side: 'graph',
  summary: 'No answer comes: the connection stays silent until the caller gives up, or for a minute.',
  models:
    'A server that took the call and is stuck, or a link that swallows packets; the caller’s timeout decides (assumed).',
  parameters,
  example: { lasting: '30s', probability: 0.1 },
  create: ({ moment: when, lasting }) => ({
    side: 'graph',
    strike: () => ({ kind: 'end', moment: when, ending: { kind: 'silence', ms: lasting } }),
  }),
};
