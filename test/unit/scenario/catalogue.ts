/** A small catalogue of made-up and real-looking names, so that the form is tested apart from who fills it. */
import { z } from 'zod';
import { duration } from '../../../core/durations.js';
import type { Catalogue } from '../../../harness/scenario/catalogue.js';

const probability = z.number().min(0).max(1).default(1);

export const catalogue: Catalogue = {
  faults: {
    'graph.latency': {
      summary: 'slow',
      parameters: z.strictObject({ profile: z.enum(['meta', 'fast']).default('meta') }).transform((given) => given),
    },
    'graph.error': {
      summary: 'refused',
      parameters: z.strictObject({ code: z.int(), probability, retryAfter: duration.optional() }),
    },
    'graph.outage': { summary: 'down', parameters: z.object({ as: z.string().default('http-503') }) },
  },
  checks: {
    'effects-once': { summary: 'no doubles', parameters: z.strictObject({}) },
    'nothing-lost': { summary: 'all answered', parameters: z.strictObject({ within: duration.optional() }) },
  },
  scripts: { greeting: {}, support: {} },
};

/** A valid scenario of a few lines; `more` is appended. */
export const small = (more = '', checks = '[effects-once]') => `name: small
title: A small one
load:
  - users: 5
    arrivals: { process: constant, rate: 2/s }
    for: 20s
    says: greeting
checks: ${checks}
${more}`;
