/**
 * What the history says of a delivery. Of a post with several updates it says the same of each, so that whoever judges
 * finds every message by itself; `batch` tells which of them went together. Nearly every post has one update only, and
 * pays for no others.
 */
import type { WebhookGivenUp, WebhookSent } from '../../core/observations.js';
import type { Recorder } from '../../core/recorder.js';
import type { Job, Update } from './delivery.js';
import type { PostResult } from './poster.js';

export type GivenUpBecause = WebhookGivenUp['reason'];

/** Ids of the observations, one for each update; a single one is not wrapped. */
export type SentIds = number | readonly number[];

function sentOf(job: Job, update: Update, delivery: number, batch: number | undefined): WebhookSent {
  const { carries, message, user, status, field, fault, variant, about, event } = update;
  const { signature, duplicateOf, app } = job.delivery;
  const attempt = job.attempts;
  return {
    kind: 'webhook.sent',
    delivery,
    attempt,
    carries,
    message,
    user,
    signature,
    status,
    fault,
    variant,
    duplicateOf,
    app,
    field,
    about,
    event,
    batch,
  } as WebhookSent;
}

export function recordSent(recorder: Recorder, job: Job): SentIds {
  const { delivery, number } = job;
  if (!delivery.others) return recorder.record(sentOf(job, delivery, number, undefined));
  return [delivery, ...delivery.others].map((update, at) => recorder.record(sentOf(job, update, number + at, number)));
}

/** @param sent what `recordSent` gave for this attempt. */
export function recordAnswer(recorder: Recorder, job: Job, sent: SentIds, { status, problem, ms }: PostResult): void {
  const { delivery, number, attempts: attempt } = job;
  const rounded = Math.round(ms * 1_000) / 1_000;
  const record = ({ carries, message }: Update, of: number, sentId: number) =>
    recorder.record({
      kind: 'webhook.answered',
      delivery: of,
      attempt,
      sent: sentId,
      message,
      carries,
      signature: delivery.signature,
      status,
      problem,
      ms: rounded,
    });
  if (typeof sent === 'number') record(delivery, number, sent);
  else
    for (const [at, update] of [delivery, ...(delivery.others ?? [])].entries())
      record(update, number + at, sent[at] ?? 0);
}

export function recordGivenUp(recorder: Recorder, { delivery, number, attempts }: Job, reason: GivenUpBecause): void {
  for (const [at, { message, carries }] of [delivery, ...(delivery.others ?? [])].entries())
    recorder.record({ kind: 'webhook.given-up', delivery: number + at, message, carries, attempts, reason });
}
