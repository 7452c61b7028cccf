/**
 * Does the rate of calls decay to probes while nothing works? Backoff alone spares the API only for each message by itself: with every new
 * message a new first attempt comes, so that the rate stays at least as high as what is offered. Judged are total outages
 * of the plan that last long enough: after the time in which a breaker may open, attempts to send are compared with the
 * sends that the load asked for meanwhile. Single probes are always free.
 */
import { z } from 'zod';
import { duration, rate } from '../../core/durations.js';
import type { Check } from '../check.js';
import type { Call } from '../evidence/calls.js';
import type { Evidence } from '../evidence/evidence.js';
import { isTotalOutage, lengthOf, spansOf } from '../evidence/graph-trouble.js';
import { offeredIn, sendsIn } from '../evidence/offered.js';
import type { Span } from '../evidence/timeline.js';
import { failed, passed, undecided } from '../judgement.js';
import { SURE, wilson } from '../statistics.js';
import type { Finding } from '../verdict.js';
import { cite, count, instant, instants, percent, span } from '../wording.js';

const parameters = z.strictObject({
  within: duration.prefault('4s').describe('time from the beginning of an outage in which the circuit must open'),
  shortest: duration.prefault('4s').describe('an outage must go on so long after that to be judged'),
  probes: rate.prefault('1/s').describe('calls that are always free, as probes'),
  share: z
    .number()
    .positive()
    .default(0.33)
    .describe('most further calls, as a share of the sends asked for meanwhile'),
  minimum: z.int().positive().default(12).describe('fewest sends asked for late in an outage'),
});
type Parameters = z.infer<typeof parameters>;

interface Outage {
  readonly whole: Span;
  /** Where the circuit must be open. */
  readonly late: Span;
  readonly calls: readonly Call[];
  /** Without the free probes. */
  readonly counted: number;
  readonly offered: number;
  /** A second, in the first two seconds, and late. */
  readonly rates: { readonly first: number; readonly late: number };
}

const OPENING_MS = 2_000;

export const opensCircuit: Check<Parameters> = {
  name: 'opens-circuit',
  summary: 'in a total outage the rate of calls decays to probes',
  area: 'backoff',
  provokedBy: ['graph.outage'],
  parameters,
  judge(evidence, limits) {
    const all = spansOf(evidence.timeline, isTotalOutage);
    const long = all.filter((one) => lengthOf(one) >= limits.within + limits.shortest);
    if (long.length === 0) {
      const needed = span(limits.within + limits.shortest);
      return undecided(
        `${count(all.length, 'total outage')}, none long enough`,
        `A breaker needs some time to open: a total outage (graph.outage) of at least ${needed} shows it, and this run has ${all.length > 0 ? 'only shorter ones' : 'none'}.`,
      );
    }
    const outages = long.map((whole) => measure(whole, evidence, limits));
    const counted = sum(outages, (outage) => outage.counted);
    const offered = sum(outages, (outage) => outage.offered);
    const worst = outages.reduce((a, b) => (b.rates.late > a.rates.late ? b : a));
    const figure = `${perSecond(worst.rates.late)} late in the outage, ${perSecond(worst.rates.first)} at its beginning, ${perSecond((worst.offered * 1_000) / lengthOf(worst.late))} asked for`;
    if (offered < limits.minimum) {
      return undecided(
        figure,
        `Only ${count(offered, 'send')} ${offered === 1 ? 'was' : 'were'} asked for late in an outage; ${limits.minimum} are needed to tell calls that are probes from others.`,
      );
    }
    // Of calls and asked-for sends together, calls are this share exactly at the limit.
    const limit = limits.share / (1 + limits.share);
    const { lower, upper } = wilson(counted, counted + offered, SURE);
    if (lower > limit) {
      return failed(
        figure,
        `The circuit stayed closed: ${span(limits.within)} into a total outage the subject still called at ${percent(counted / offered)} of the rate that was asked for, beyond the free ${perSecond(limits.probes)}. When calls fail one after another, stop calling: keep the messages, let a single probe through now and then, and go on when it succeeds.`,
        outages.map(findingOf),
      );
    }
    if (upper >= limit) {
      return undecided(
        figure,
        `Calls became fewer, but not so few that it is sure: ${counted} beyond the probes for ${count(offered, 'send')} asked for. A longer outage decides it.`,
      );
    }
    return passed(figure, 'In a total outage, calls decayed to probes.');
  },
};

function measure(whole: Span, evidence: Evidence, { within, probes }: Parameters): Outage {
  const late = { fromMs: whole.fromMs + within, toMs: whole.toMs };
  const calls = sendsIn(evidence, late);
  const seconds = lengthOf(late) / 1_000;
  const opening = sendsIn(evidence, { fromMs: whole.fromMs, toMs: whole.fromMs + OPENING_MS });
  return {
    whole,
    late,
    calls,
    counted: Math.max(0, calls.length - Math.ceil(probes * seconds)),
    offered: offeredIn(evidence, late),
    rates: { first: (opening.length * 1_000) / OPENING_MS, late: calls.length / seconds },
  };
}

const sum = (outages: readonly Outage[], of: (outage: Outage) => number) =>
  outages.reduce((total, outage) => total + of(outage), 0);

const perSecond = (number: number) => `${Number(number.toFixed(1))} calls/s`;

function findingOf({ whole, late, calls }: Outage): Finding {
  const evidence = calls.map(({ id }) => id);
  return {
    sentence: `in the outage from ${instant(whole.fromMs)} to ${instant(whole.toMs)}, ${count(calls.length, 'call')} came from ${instant(late.fromMs)} on, at ${instants(calls.map(({ receivedAt }) => receivedAt))} ${cite(evidence)}`,
    evidence,
  };
}
