/**
 * How long calls take: the shapes that a latency may have, each drawn with one or two numbers of chance. Parameters are
 * in the words that people measure in (median, 95th percentile), not those of the formulas. Not modelled: anything
 * that depends on the load; for spells that hit neighbouring calls together see latency-bursts.ts.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import type { Random } from '../../core/random.js';

/** 1.645 standard deviations hold nine tenths of a normal distribution. */
const P95_DEVIATIONS = 1.645;
/** A drawn value is never longer: the tail of a lognormal or Pareto would otherwise outlast any run. */
export const LONGEST_MS = 60_000;

const PERCENT = /^(?:100|\d{1,2}(?:\.\d{1,3})?)$/;

/** Members of all shapes; which belong together is checked by `readShape`. */
export const shapeMembers = {
  profile: z.enum(['meta']).optional().describe('nine of ten calls between 100 and 500 ms'),
  distribution: z
    .enum(['constant', 'uniform', 'normal', 'lognormal', 'pareto', 'percentiles'])
    .optional()
    .describe('default: the one whose members are said'),
  value: duration.optional().describe('constant'),
  from: duration.optional().describe('uniform'),
  to: duration.optional().describe('uniform'),
  mean: duration.optional().describe('normal, never below 0'),
  deviation: duration.optional().describe('normal: the standard deviation'),
  median: duration.optional().describe('lognormal'),
  minimum: duration.optional().describe('pareto: no call takes less'),
  p95: duration.optional().describe('lognormal and pareto: one of twenty calls takes longer'),
  percentiles: z
    .record(z.string().regex(PERCENT, { error: 'expected a percentile from 0 to 100' }), duration)
    .optional()
    .describe('what so many of a hundred calls do not exceed: {50: 100ms, 90: 300ms, 99: 2s}'),
};

const given = z.object(shapeMembers);
type Given = z.output<typeof given>;

export type Shape =
  | { readonly distribution: 'constant'; readonly value: number }
  | { readonly distribution: 'uniform'; readonly from: number; readonly to: number }
  | { readonly distribution: 'normal'; readonly mean: number; readonly deviation: number }
  | { readonly distribution: 'lognormal'; readonly median: number; readonly p95: number }
  | { readonly distribution: 'pareto'; readonly minimum: number; readonly p95: number }
  | { readonly distribution: 'percentiles'; readonly percentiles: Readonly<Record<string, number>> };

type Name = Shape['distribution'];

/** The first of a shape's members tells it when its name is not said. */
const MEMBERS: Readonly<Record<Name, readonly (keyof Given)[]>> = {
  constant: ['value'],
  uniform: ['from', 'to'],
  normal: ['mean', 'deviation'],
  lognormal: ['median', 'p95'],
  pareto: ['minimum', 'p95'],
  percentiles: ['percentiles'],
};
const NAMES = Object.keys(MEMBERS) as Name[];

/** Integrators' reports: the 5th percentile at 100 ms and the 95th at 500. */
const META: Shape = { distribution: 'lognormal', median: 224, p95: 500 };

const byPercent = (table: Readonly<Record<string, number>>) =>
  Object.entries(table)
    .map(([percent, ms]) => ({ percent: Number(percent), ms }))
    .sort((a, b) => a.percent - b.percent);

function isTable(table: Readonly<Record<string, number>>): boolean {
  const points = byPercent(table);
  return (
    points.some(({ percent }) => percent < 100) &&
    points.every(({ ms }, index) => ms > 0 && ms >= (points[index - 1]?.ms ?? 0))
  );
}

/** The shape that the members make. @returns words for what is wrong with them instead. */
export function readShape(members: Given): Shape | string {
  const { profile, distribution, value, from, to, mean, deviation, median, minimum, p95, percentiles } = members;
  const named = NAMES.flatMap((name) => MEMBERS[name]).filter((member) => members[member] !== undefined);
  if (profile === 'meta' && named.length > 0) return `profile meta takes no ${named[0]}`;
  if (profile === 'meta' || (named.length === 0 && (distribution ?? 'lognormal') === 'lognormal')) return META;
  const name = distribution ?? NAMES.find((it) => members[MEMBERS[it][0] ?? 'value'] !== undefined) ?? 'lognormal';
  const foreign = named.find((member) => !MEMBERS[name].includes(member));
  if (foreign !== undefined) return `distribution ${name} takes no ${foreign}`;
  switch (name) {
    case 'constant':
      return value === undefined ? 'distribution constant needs value' : { distribution: name, value };
    case 'uniform':
      return from === undefined || to === undefined || from > to
        ? 'distribution uniform needs from and to, from not above to'
        : { distribution: name, from, to };
    case 'normal':
      return mean === undefined || deviation === undefined
        ? 'distribution normal needs mean and deviation'
        : { distribution: name, mean, deviation };
    case 'lognormal':
      return median === undefined || p95 === undefined || median <= 0 || p95 < median
        ? 'distribution lognormal needs median and p95, p95 not below median, or profile: meta'
        : { distribution: name, median, p95 };
    case 'pareto':
      return minimum === undefined || p95 === undefined || minimum <= 0 || p95 < minimum
        ? 'distribution pareto needs minimum and p95, p95 not below minimum'
        : { distribution: name, minimum, p95 };
    case 'percentiles':
      return percentiles === undefined || !isTable(percentiles)
        ? 'percentiles need a value above 0 for at least one percentile below 100, none smaller than that of a lower one'
        : { distribution: name, percentiles };
    default:
      return name satisfies never;
  }
}

/**
 * Between two stated percentiles the logarithm of the value grows in step with −ln(1 − share): a Pareto curve, straight
 * where latencies are straight, so that the tail is neither cut nor stretched by where it was measured. The first
 * and last curve go on beyond; 0 states the least, 100 the most.
 */
function tableDraw(table: Readonly<Record<string, number>>): (random: Random) => number {
  const points = byPercent(table);
  const most = points.find(({ percent }) => percent === 100)?.ms ?? LONGEST_MS;
  const curve = points
    .filter(({ percent }) => percent < 100)
    .map(({ percent, ms }) => ({ x: -Math.log(1 - percent / 100), y: Math.log(ms) }));
  const first = curve[0] ?? { x: 0, y: 0 };
  return (random) => {
    const x = -Math.log(1 - random.next());
    const next = curve.findIndex((point, index) => index > 0 && point.x > x);
    const at = next === -1 ? curve.length - 1 : next;
    const [low = first, high = first] = [curve[at - 1], curve[at]];
    const slope = high.x > low.x ? (high.y - low.y) / (high.x - low.x) : 0;
    return Math.min(Math.exp(low.y + (x - low.x) * slope), most);
  };
}

/** Draws latencies of the shape, in ms, from 0 to a minute. */
export function drawOf(shape: Shape): (random: Random) => number {
  switch (shape.distribution) {
    case 'constant':
      return () => Math.min(shape.value, LONGEST_MS);
    case 'uniform':
      return (random) => Math.min(shape.from + random.next() * (shape.to - shape.from), LONGEST_MS);
    case 'normal':
      return (random) => Math.min(Math.max(random.normal(shape.mean, shape.deviation), 0), LONGEST_MS);
    case 'lognormal': {
      const sigma = Math.log(shape.p95 / shape.median) / P95_DEVIATIONS;
      return (random) => Math.min(shape.median * Math.exp(random.normal(0, sigma)), LONGEST_MS);
    }
    case 'pareto': {
      // One of twenty is above the 95th percentile: minimum · 20^(1 / index) = p95.
      const stretch = Math.log(shape.p95 / shape.minimum) / Math.log(20);
      return (random) => Math.min(shape.minimum * (1 - random.next()) ** -stretch, LONGEST_MS);
    }
    case 'percentiles': {
      const draw = tableDraw(shape.percentiles);
      return (random) => Math.min(draw(random), LONGEST_MS);
    }
    default:
      return shape satisfies never;
  }
}
