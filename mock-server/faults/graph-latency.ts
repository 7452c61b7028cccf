/**
 * `graph.latency`: every call takes the time that is drawn for it. Meta's own profile is lognormal with nine of ten
 * calls between 100 and 500 ms (integrators' reports, not contractual). The delay comes before the effect, and the
 * effect happens even if the caller hangs up meanwhile, as on the real platform.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { Random } from '../../core/random.js';
import type { FaultKind } from './fault.js';
import { EVERY_CALL, on, probability } from './parameters.js';

/** 1.645 standard deviations hold nine tenths of a normal distribution. */
const P95_DEVIATIONS = 1.645;
/** A drawn value is never longer: a lognormal tail would otherwise outlast any run. */
const LONGEST_MS = 60_000;

const parameters = z
  .strictObject({
    profile: z.enum(['meta']).optional(),
    distribution: z.enum(['constant', 'uniform', 'lognormal']).optional(),
    /** constant */
    value: duration.optional(),
    /** uniform */
    from: duration.optional(),
    to: duration.optional(),
    /** lognormal */
    median: duration.optional(),
    p95: duration.optional(),
    probability: probability.default(1),
    on: on.default([...EVERY_CALL]),
  })
  .transform((given, context) => {
    const { distribution = 'lognormal', value, from, to, median, p95, profile, ...rest } = given;
    const problem = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if (distribution === 'constant')
      return value === undefined ? problem('distribution constant needs value') : { ...rest, distribution, value };
    if (distribution === 'uniform')
      return from === undefined || to === undefined || from > to
        ? problem('distribution uniform needs from and to, from not above to')
        : { ...rest, distribution, from, to };
    if (profile === 'meta' || (median === undefined && p95 === undefined))
      return { ...rest, distribution, median: Math.sqrt(100 * 500), p95: 500 };
    return median === undefined || p95 === undefined || median <= 0 || p95 < median
      ? problem('distribution lognormal needs median and p95, p95 not below median, or profile: meta')
      : { ...rest, distribution, median, p95 };
  });

type Parameters = z.output<typeof parameters>;

/** A duration in ms from the distribution. */
export function drawLatency(given: Parameters, random: Random): number {
  switch (given.distribution) {
    case 'constant':
      return given.value;
    case 'uniform':
      return given.from + random.next() * (given.to - given.from);
    case 'lognormal': {
      const sigma = Math.log(given.p95 / given.median) / P95_DEVIATIONS;
      return Math.min(given.median * Math.exp(random.normal(0, sigma)), LONGEST_MS);
    }
    default:
      return given satisfies never;
  }
}

export const graphLatency: FaultKind<Parameters> = {
  name: 'graph.latency',
  side: 'graph',
  summary: 'Calls take as long as is drawn for them: constant, uniform, lognormal (default: Meta, 100–500 ms).',
  parameters,
  create: (given) => ({
    side: 'graph',
    strike: ({ action }, random) =>
      given.on.includes(action) && random.chance(given.probability)
        ? { kind: 'delay', ms: drawLatency(given, random) }
        : undefined,
  }),
};
