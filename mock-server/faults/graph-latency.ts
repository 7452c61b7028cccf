/**
 * `graph.latency`: every call takes the time that is drawn for it, from its arrival to its answer. Meta's own profile is
 * lognormal with nine of ten calls between 100 and 500 ms (integrators' reports, not contractual). The delay comes before
 * the effect, and the effect happens even if the caller hangs up meanwhile, as on the real platform.
 */
import { z } from 'zod';
import type { FaultKind } from './fault.js';
import { burstFactor, bursts } from './latency-bursts.js';
import { drawOf, LONGEST_MS, readShape, type Shape, shapeMembers } from './latency-shapes.js';
import { EVERY_CALL, ofCalls } from './selection.js';

const parameters = z
  .strictObject({
    ...shapeMembers,
    bursts: bursts.optional().describe('slow spells that neighbouring calls meet together'),
    ...ofCalls(EVERY_CALL),
  })
  .transform((given, context) => {
    const { profile, distribution, value, from, to, mean, deviation, median, minimum, p95, percentiles, ...rest } =
      given;
    const shape = readShape(given);
    if (typeof shape !== 'string') return { ...rest, ...shape };
    context.addIssue({ code: 'custom', message: shape });
    return z.NEVER;
  });

type Parameters = z.output<typeof parameters> & Shape;

export const graphLatency: FaultKind<Parameters> = {
  name: 'graph.latency',
  side: 'graph',
  summary:
    'Calls take as long as is drawn for them (default: Meta, 100–500 ms): constant, uniform, normal, lognormal, pareto, percentiles; with slow spells.',
  models: 'Nine of ten calls take 100 to 500 ms (integrators’ reports, not contractual); slow spells: assumed.',
  parameters,
  example: { median: '200ms', p95: '1s' },
  create(given) {
    const draw = drawOf(given);
    return {
      side: 'graph',
      strike: (_call, random, time) => ({
        kind: 'delay',
        ms: Math.min(draw(random) * (given.bursts ? burstFactor(given.bursts, time) : 1), LONGEST_MS),
      }),
    };
  },
};
