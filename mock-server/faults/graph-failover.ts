/**
 * `graph.failover`: a region moves. First every connection is reset, and a few of the calls had been done before theirs broke;
 * then the new region answers, slowly while it warms up; then all is well although the fault is still active.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { FaultKind } from './fault.js';
import { drawOf } from './latency-shapes.js';
import { span } from './parameters.js';
import { EVERY_CALL, ofCalls, probability } from './selection.js';

/** The slow phase is lognormal; one of twenty calls takes so many times the median. */
const TAIL = 3;
const LONGEST_LATENCY_MS = 20_000;

const parameters = z.strictObject({
  resets: duration.default(5_000).describe('so long connections are reset'),
  done: probability.default(0.1).describe('share of the calls reset that had taken effect'),
  slow: duration.default(15_000).describe('so long after that calls are slow'),
  latency: span(LONGEST_LATENCY_MS).default(2_000).describe('median of the slow calls'),
  ...ofCalls(EVERY_CALL),
});

type Parameters = z.output<typeof parameters>;

export const graphFailover: FaultKind<Parameters> = {
  name: 'graph.failover',
  side: 'graph',
  summary: 'A region moves: connections are reset for a while, then calls are slow, then all is well.',
  models: 'A failover between data centres (assumed; the order of its phases is that of any managed failover).',
  parameters,
  example: { resets: '5s', slow: '15s' },
  create({ resets, done, slow, latency }) {
    const draw = drawOf({ distribution: 'lognormal', median: latency, p95: latency * TAIL });
    return {
      side: 'graph',
      strike(_call, random, { elapsedMs }) {
        if (elapsedMs < resets)
          return { kind: 'end', moment: random.chance(done) ? 'after-effect' : 'arrival', ending: { kind: 'reset' } };
        return elapsedMs < resets + slow ? { kind: 'delay', ms: draw(random) } : undefined;
      },
    };
  },
};
