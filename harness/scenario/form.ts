/**
 * The form of a scenario file: keys, types, ranges, names. What spans several entries (does this part lie within the
 * load?) is in sanity.ts. Unknown keys are errors everywhere.
 */
import { z } from 'zod';
import { duration, parseRate, rate } from '../../core/durations.js';
import { LONGEST_BATCH_MS, MOST_UPDATES } from '../../mock-server/webhooks/delivery-rules.js';
import { stepForm } from './advances.js';
import { type CampaignForm, campaignForm, isCampaign } from './campaign-form.js';
import type { Catalogue } from './catalogue.js';
import { expectsForm } from './expects-form.js';
import { namedEntry } from './named-entry.js';

/** Limits of one run, so that a slip of the pen (`rate: 8000/s`) is an error and not a stalled machine. */
export const LIMITS = {
  users: 100_000,
  ratePerSecond: 5_000,
  totalMs: 86_400_000,
  loads: 20,
  parts: 200,
  faultsPerPart: 20,
  retries: 50,
  batchedUpdates: MOST_UPDATES,
  batchMs: LONGEST_BATCH_MS,
  agedByMs: 30 * 86_400_000,
} as const;

const belowLimit = (perSecond: number) => perSecond <= LIMITS.ratePerSecond;
const TOO_FAST = { error: `expected at most ${LIMITS.ratePerSecond}/s` };

/** A ramp may begin or end at nothing, a steady process may not. */
const rampRate = z
  .union([z.literal(0), z.string()], { error: 'expected a rate such as 0/s, 20/s, 30/m' })
  .transform((value, context) => {
    const perSecond = value === 0 ? 0 : parseRate(value);
    if (perSecond !== undefined) return perSecond;
    context.addIssue({ code: 'custom', message: 'expected a rate such as 0/s, 20/s, 30/m' });
    return z.NEVER;
  })
  .refine(belowLimit, TOO_FAST);

const positiveDuration = duration.refine((ms) => ms > 0, { error: 'expected a duration above zero' });

const arrivals = z.discriminatedUnion('process', [
  z.strictObject({ process: z.literal('constant'), rate: rate.refine(belowLimit, TOO_FAST) }),
  z.strictObject({ process: z.literal('poisson'), rate: rate.refine(belowLimit, TOO_FAST) }),
  z
    .strictObject({ process: z.literal('ramp'), from: rampRate, to: rampRate })
    .refine(({ from, to }) => from > 0 || to > 0, { error: 'a ramp from 0 to 0 has no arrivals' }),
  z.strictObject({
    process: z.literal('spike'),
    base: rampRate,
    peak: rate.refine(belowLimit, TOO_FAST),
    at: duration,
    for: positiveDuration,
  }),
  z.strictObject({
    process: z.literal('diurnal'),
    trough: rampRate,
    peak: rate.refine(belowLimit, TOO_FAST),
    period: positiveDuration.optional(),
  }),
]);

export function talkForm({ scripts }: Catalogue) {
  return z
    .strictObject({
      users: z.int().min(1).max(LIMITS.users),
      arrivals,
      for: positiveDuration,
      after: duration.default(0),
      says: z.enum(Object.keys(scripts)),
      withoutPhone: z.number().min(0).max(1).optional(),
      agedBy: duration.refine((ms) => ms <= LIMITS.agedByMs, { error: 'expected at most 30d' }).optional(),
    })
    .refine(({ arrivals: it, for: lasting }) => it.process !== 'spike' || it.at + it.for <= lasting, {
      error: 'the peak (at, for) must lie within the load (for)',
      path: ['arrivals', 'for'],
    });
}

/** Users who write, or a campaign. What is wrong is said of the one that was meant. */
export function loadForm(catalogue: Catalogue): z.ZodType<TalkForm | CampaignForm> {
  const talk = talkForm(catalogue);
  return z.unknown().transform((value, context): TalkForm | CampaignForm => {
    const result = isCampaign(value) ? campaignForm.safeParse(value) : talk.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues)
      context.issues.push({ ...issue, input: undefined } as (typeof context.issues)[0]);
    return z.NEVER;
  });
}

export function partForm({ faults }: Catalogue) {
  return z
    .strictObject({
      from: duration,
      to: duration,
      name: z.string().min(1).max(60).optional(),
      faults: z.array(namedEntry('fault', faults)).max(LIMITS.faultsPerPart).default([]),
    })
    .refine(({ from, to }) => from < to, {
      error: 'a part must end after it begins: expected from < to',
      path: ['to'],
    });
}

export function scenarioForm(catalogue: Catalogue) {
  return z.strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'expected lower-case words joined by hyphens, such as first-proof' })
      .max(80),
    title: z.string().min(1).max(200),
    about: z.string().optional(),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .optional(),
    load: z.array(loadForm(catalogue)).min(1).max(LIMITS.loads),
    timeline: z
      .array(stepForm(partForm(catalogue)))
      .max(LIMITS.parts)
      .default([]),
    always: z.array(namedEntry('fault', catalogue.faults)).max(LIMITS.faultsPerPart).default([]),
    settle: duration.default(10_000),
    checks: z.array(namedEntry('check', catalogue.checks)).min(1),
    expects: expectsForm.default({}),
    webhooks: z
      .strictObject({
        timeout: positiveDuration.refine((ms) => ms <= 60_000, { error: 'expected at most 60s' }).default(10_000),
        retry: z.array(duration).max(LIMITS.retries).optional(),
        success: z
          .union([z.literal(200), z.enum(['200', '2xx'])], { error: 'expected 200 or 2xx' })
          .transform((value) => (value === '2xx' ? value : ('200' as const)))
          .optional(),
        retryTo: z.enum(['every-app', 'failed-app']).optional(),
        batch: z
          .strictObject({
            updates: z.int().min(2).max(LIMITS.batchedUpdates),
            within: duration.refine((ms) => ms <= LIMITS.batchMs, { error: 'expected at most 60s' }),
          })
          .optional(),
      })
      .default({ timeout: 10_000 }),
    probes: z.boolean().default(true),
  });
}

export type ScenarioForm = z.output<ReturnType<typeof scenarioForm>>;
export type TalkForm = z.output<ReturnType<typeof talkForm>>;
export type PartForm = z.output<ReturnType<typeof partForm>>;
