/** The form of a campaign among the loads of a scenario, and what the plan makes of it. */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import { type Campaign, TEMPLATE_CATEGORIES, type Trigger, triggerForm } from '../campaign/campaign.js';

export const MOST_RECIPIENTS = 10_000;
const MOST_TRIGGERS = 10;

export const campaignForm = z
  .strictObject({
    campaign: z.strictObject({
      /** How many users get the template; they are made for it, and write nothing. */
      recipients: z.int().min(1).max(MOST_RECIPIENTS),
      /** It is made and approved, unless there is one of that name and language. */
      template: z.string().regex(/^[a-z0-9_]{1,512}$/, 'expected small letters, digits and underscores'),
      language: z
        .string()
        .regex(/^[a-z]{2,3}(_[A-Z]{2,3})?$/, 'expected a language such as en_US')
        .default('en_US'),
      category: z.enum(TEMPLATE_CATEGORIES).default('marketing'),
      trigger: triggerForm.prefault({}),
      /** The same trigger again, so long after the first. */
      again: z.array(duration).max(MOST_TRIGGERS).default([]),
    }),
    /** When it is triggered. */
    after: duration.default(0),
    /** How long it is given. */
    for: duration.refine((ms) => ms > 0, { error: 'expected a duration above zero' }),
  })
  .refine(({ campaign, for: lasting }) => campaign.again.every((ms) => ms < lasting), {
    error: 'the trigger comes again only within the time that the campaign is given (for)',
    path: ['campaign', 'again'],
  });

export type CampaignForm = z.output<typeof campaignForm>;

/** Whether a load, as written, is meant as a campaign. */
export const isCampaign = (load: unknown): boolean => typeof load === 'object' && load !== null && 'campaign' in load;

/** @param number from 1. */
export function planCampaign({ campaign, after, for: lasting }: CampaignForm, number: number): Campaign {
  const { again, trigger, ...rest } = campaign;
  return {
    id: `campaign#${number}`,
    ...rest,
    trigger,
    fromMs: after,
    toMs: after + lasting,
    againMs: again.map((ms) => after + ms),
  };
}

/** With the way in which this subject is told, where it has one of its own. */
export const triggeredBy = (campaign: Campaign, trigger: Trigger | undefined): Campaign =>
  trigger ? { ...campaign, trigger } : campaign;
