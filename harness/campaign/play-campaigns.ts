/**
 * Plays the campaigns of a run: posts each trigger at its time, and again where the plan says so, records what came of
 * it, and knows who has not been reached yet. Whether that is the subject's fault is not decided here.
 */
import type { Cancel, Clock } from '../../core/clock.js';
import type { WaId } from '../../core/ids.js';
import type { Observation } from '../../core/observations.js';
import type { Recorder } from '../../core/recorder.js';
import { type Campaign, type FilledTrigger, fillTrigger } from './campaign.js';
import type { TriggerAnswer, TriggerPost } from './post-trigger.js';

export interface CampaignOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly campaigns: readonly Campaign[];
  /** At least as many as the campaigns need together; each gets the next of them, none is shared. */
  readonly users: readonly WaId[];
  readonly post: (trigger: FilledTrigger) => TriggerPost;
}

export interface CampaignPlay {
  /** A reader of observations. */
  readonly observe: (observation: Observation) => void;
  /** Recipients of campaigns that the subject has taken on, to whom nothing was sent yet. */
  unreached(): number;
  /** Every campaign has had its time. */
  readonly done: Promise<void>;
  /** No further trigger; those under way are given up. */
  stop(): Promise<void>;
}

/** A campaign that has begun. */
interface Begun {
  readonly campaign: Campaign;
  readonly users: readonly WaId[];
  readonly waiting: Set<WaId>;
  attempts: number;
  /** The subject took it on. */
  isTaken: boolean;
}

const isTaken = ({ status }: TriggerAnswer) => status !== undefined && status >= 200 && status < 300;

export function playCampaigns({ clock, recorder, campaigns, users, post }: CampaignOptions): CampaignPlay {
  const cancels: Cancel[] = [];
  const underWay = new Map<TriggerPost, Promise<void>>();
  const begun: Begun[] = [];
  let first = 0;
  let finish = () => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });

  function trigger(entry: Begun): void {
    const { campaign, users: named } = entry;
    const { id, template, language } = campaign;
    const attempt = ++entry.attempts;
    const triggeredAt = recorder.now();
    const posted = post(fillTrigger(campaign.trigger, { campaign: id, template, language, recipients: named }));
    const recorded = posted.answer.then((answer) => {
      entry.isTaken ||= isTaken(answer);
      recorder.record({
        kind: 'campaign.triggered',
        campaign: id,
        attempt,
        triggeredAt,
        template,
        language,
        recipients: named.length,
        users: named,
        ...answer,
        ms: Math.round((recorder.now() - triggeredAt) * 1_000) / 1_000,
      });
      underWay.delete(posted);
    });
    underWay.set(posted, recorded);
  }

  for (const campaign of campaigns) {
    const own = users.slice(first, first + campaign.recipients);
    first += campaign.recipients;
    if (own.length < campaign.recipients)
      throw new RangeError(`the campaigns need ${first} users or more, got ${users.length}`);
    const entry: Begun = { campaign, users: own, waiting: new Set(own), attempts: 0, isTaken: false };
    begun.push(entry);
    for (const atMs of [campaign.fromMs, ...campaign.againMs]) cancels.push(clock.schedule(atMs, () => trigger(entry)));
  }
  if (campaigns.length === 0) finish();
  else cancels.push(clock.schedule(Math.max(...campaigns.map(({ toMs }) => toMs)), finish));

  return {
    done,
    observe(observation) {
      if (observation.kind !== 'graph.call' || observation.action !== 'send' || observation.to === undefined) return;
      const { effect, error, to } = observation;
      // A refusal that cannot heal is an end as well: nobody waits for that message any more.
      if (effect || (error && error.retry !== 'backoff')) for (const { waiting } of begun) waiting.delete(to);
    },
    unreached: () => begun.reduce((sum, { isTaken: taken, waiting }) => sum + (taken ? waiting.size : 0), 0),
    async stop() {
      for (const cancel of cancels) cancel();
      for (const posted of underWay.keys()) posted.cancel();
      await Promise.all(underWay.values());
      finish();
    },
  };
}
