/**
 * `graph.reset`: the connection is reset (RST). Usually before the call was looked at, in the middle of an upload even;
 * after the effect it is what `graph.lost-answer` does. The caller cannot tell one from the other.
 */
import { z } from 'zod';
import type { FaultKind } from './fault.js';
import { moment } from './parameters.js';
import { ofCalls } from './selection.js';

const parameters = z.strictObject({ moment: moment('arrival'), ...ofCalls() });

type Parameters = z.output<typeof parameters>;

export const graphReset: FaultKind<Parameters> = {
  name: 'graph.reset',
  side: 'graph',
  summary: 'The connection is reset, before or after the call took effect.',
  models:
    'Load balancers and middleboxes that drop connections (RFC 9293, reset; seen by every client of a public API).',
  parameters,
  example: { moment: 'after-effect', probability: 0.1 },
  create: (given) => ({
    side: 'graph',
    strike: () => ({ kind: 'end', moment: given.moment, ending: { kind: 'reset' } }),
  }),
};
