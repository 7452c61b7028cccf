/**
 * `/_waproof/webhooks`: the newest deliveries and everything that is pending; one of them with its body; the same bytes
 * once more; giving up what is pending; and the rules by which deliveries are made. Times are those of the platform.
 */
import { Router } from 'express';
import { z } from 'zod';
import { UsageError } from '../../../core/usage-error.js';
import { isPending, type Job } from '../../webhooks/delivery.js';
import { DELIVERIES_REMEMBERED } from '../../webhooks/delivery-log.js';
import { LONGEST_BATCH_MS, MOST_UPDATES } from '../../webhooks/delivery-rules.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';

const LIST_DEFAULT = 100;
const LIST_MOST = 1_000;
const LONGEST_WAIT_MS = 30 * 24 * 3_600_000;
const MOST_RETRIES = 50;

const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(LIST_MOST).default(LIST_DEFAULT),
  state: z.enum(['pending', 'delivered', 'refused', 'given-up']).optional(),
});

/** Durations are milliseconds. */
const rulesBody = z.strictObject({
  success: z.enum(['200', '2xx']).optional(),
  retryTo: z.enum(['every-app', 'failed-app']).optional(),
  /** `null`: Meta's schedule. */
  retryWaitsMs: z.array(z.number().min(0).max(LONGEST_WAIT_MS)).max(MOST_RETRIES).nullable().optional(),
  /** `null`: one update a post. */
  batch: z
    .strictObject({
      updates: z.int().min(2).max(MOST_UPDATES),
      withinMs: z.number().min(0).max(LONGEST_BATCH_MS),
    })
    .nullable()
    .optional(),
});

const fieldOf = ({ field }: Job['delivery']) => field ?? 'messages';

export function webhookRoutes({ webhooks }: Pick<ControlDeps, 'webhooks'>): Router {
  const router = Router();
  const { deliveries } = webhooks;

  /** @param at instant of the platform's clock, in ms. */
  const dated = (at: number) => new Date(webhooks.wallTimeOf(at)).toISOString();

  function describe(job: Job) {
    const { delivery, number, target, attempts, state, status, problem } = job;
    const { carries, message, user, app, duplicateOf, fault, signature, others } = delivery;
    return {
      id: number,
      target: target + (delivery.path ?? ''),
      app: app ?? null,
      field: fieldOf(delivery),
      carries,
      message,
      status_told: delivery.status,
      user,
      signature,
      state,
      attempts,
      status: status ?? null,
      problem: problem ?? null,
      queued_at: dated(job.queuedAt),
      next_attempt_at: state === 'waiting' ? dated(job.dueAt) : null,
      bytes: delivery.body.length,
      updates: 1 + (others?.length ?? 0),
      duplicate_of: duplicateOf ?? null,
      fault: fault ?? null,
    };
  }

  function known(id: string): Job {
    const job = /^\d{1,15}$/.test(id) ? deliveries.find(Number(id)) : undefined;
    if (job) return job;
    throw new UsageError(
      `no delivery ${id} is remembered: expected one of the newest ${DELIVERIES_REMEMBERED}, or a pending one; see GET /_waproof/webhooks`,
    );
  }

  function rulesInForce() {
    const { timeoutMs, success = '200', retryTo = 'every-app', retryWaitsMs, batch } = webhooks.rules();
    return { timeoutMs, success, retryTo, retryWaitsMs: retryWaitsMs ?? null, batch: batch ?? null };
  }

  router.get('/webhooks', (request, response) => {
    const { limit, state } = parseBody(listQuery, request.query, 'the deliveries cannot be listed:');
    const isWanted = (job: Job) => state === undefined || (state === 'pending' ? isPending(job) : job.state === state);
    const wanted = deliveries.newest().filter(isWanted);
    response.json({ pending: webhooks.pending(), deliveries: wanted.slice(0, limit).map(describe) });
  });
  router.get('/webhooks/rules', (_request, response) => {
    response.json(rulesInForce());
  });
  router.post('/webhooks/rules', (request, response) => {
    const { success, retryTo, retryWaitsMs, batch } = parseBody(rulesBody, request.body, 'the rules cannot be set:');
    webhooks.change({
      ...(success !== undefined && { success }),
      ...(retryTo !== undefined && { retryTo }),
      ...(retryWaitsMs !== undefined && { retryWaitsMs: retryWaitsMs ?? undefined }),
      ...(batch !== undefined && { batch: batch ?? undefined }),
    });
    response.json(rulesInForce());
  });
  router.get('/webhooks/:id', (request, response) => {
    const job = known(request.params.id);
    const { body, signatureHeaders } = job.delivery;
    response.json({ ...describe(job), headers: signatureHeaders, body: body.toString('latin1') });
  });
  router.post('/webhooks/:id/replay', (request, response) => {
    const id = deliveries.replay(known(request.params.id));
    if (id === undefined) throw new UsageError('there is no room for a further target of webhooks');
    response.json({ id, duplicate_of: Number(request.params.id) });
  });
  router.delete('/webhooks', (_request, response) => {
    response.json({ dropped: deliveries.drop() });
  });
  router.delete('/webhooks/:id', (request, response) => {
    response.json({ dropped: deliveries.drop(known(request.params.id).number) });
  });
  return router;
}
