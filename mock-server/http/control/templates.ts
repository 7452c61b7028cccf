/**
 * `POST /_waproof/templates/:id/review`: what Meta's review and its users say of a template, as if it happened now, with
 * the webhooks that tell of it. `POST /_waproof/templates/:id/feedback`: users block the number, or report it, because of
 * the template.
 */
import { Router } from 'express';
import { z } from 'zod';
import { UsageError } from '../../../core/usage-error.js';
import { announceCategory, recategorise } from '../../policy/template-categories.js';
import { tellStatus } from '../../policy/template-events.js';
import { beginPacing, decidePacing } from '../../policy/template-pacing.js';
import { pauseTemplate, resumeTemplate } from '../../policy/template-pausing.js';
import { hearFeedback, rateTemplate } from '../../policy/template-quality.js';
import { templatePacings } from '../../world/held-messages.js';
import {
  QUALITY_SCORES,
  REJECTED_REASONS,
  type StoredTemplate,
  TEMPLATE_CATEGORIES,
  TEMPLATE_STATUSES,
} from '../../world/templates.js';
import type { World } from '../../world/world.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';

const reviewBody = z
  .strictObject({
    status: z.enum(TEMPLATE_STATUSES).optional(),
    reason: z.enum(REJECTED_REASONS).optional(),
    category: z.enum(TEMPLATE_CATEGORIES).optional(),
    /** To be put into force later, with notice. */
    correct_category: z.enum(TEMPLATE_CATEGORIES).optional(),
    quality: z.enum(QUALITY_SCORES).optional(),
    /** The next pause, or the end of one. */
    pause: z.boolean().optional(),
    /** What becomes of the messages that are held. */
    pacing: z.enum(['released', 'dropped']).optional(),
  })
  .refine((review) => Object.keys(review).length > 0, 'expected a status, reason, category or quality')
  .refine(({ status, pause }) => status === undefined || pause === undefined, 'expected a status or a pause, not both');
type Review = z.output<typeof reviewBody>;

const count = z.int().min(0).max(1_000_000).default(0);
const feedbackBody = z.strictObject({ blocks: count, reports: count });

/** What a review says, and as what it is read back. */
function shown(world: World, { id }: StoredTemplate) {
  const template = world.templateStore.find(id);
  return (
    template && {
      id,
      name: template.name,
      language: template.language,
      status: template.status,
      category: template.category,
      rejected_reason: template.rejectedReason,
      quality: template.quality.score,
    }
  );
}

/** @throws UsageError for a decision about messages when none are held. */
function refusePacing(world: World, { id }: StoredTemplate): void {
  if (world.of(templatePacings).get(id)?.decideAt === undefined)
    throw new UsageError(`no messages of the template ${id} are held: nothing is to be decided about its pacing`);
}

/** A status that is said in so many words holds, whatever the quality; only what is new is told. */
function setStatus(world: World, template: StoredTemplate, { status, reason }: Review): void {
  const { id } = template;
  const now = world.templateStore.review(id, { status, reason });
  if (status === 'APPROVED' && template.status === 'PAUSED') beginPacing(world, id);
  if (now && (now.status !== template.status || now.rejectedReason !== template.rejectedReason)) tellStatus(world, now);
}

function apply(world: World, template: StoredTemplate, review: Review): void {
  const { category, correct_category, quality, pause, pacing } = review;
  const again = () => world.templateStore.find(template.id) ?? template;
  if (pacing !== undefined) refusePacing(world, template);
  if (pause !== undefined && pause === (template.status === 'PAUSED'))
    throw new UsageError(`the template ${template.id} is ${template.status}: it cannot be ${pause ? '' : 'un'}paused`);
  if (category !== undefined) recategorise(world, template, category);
  if (correct_category !== undefined) announceCategory(world, again(), correct_category);
  if (quality !== undefined) rateTemplate(world, again(), quality, review.status === undefined && pause === undefined);
  if (review.status !== undefined || review.reason !== undefined) setStatus(world, again(), review);
  if (pause === true) pauseTemplate(world, again());
  if (pause === false) resumeTemplate(world, again());
  if (pacing !== undefined) decidePacing(world, template.id, pacing);
}

export function templateRoutes({ world }: Pick<ControlDeps, 'world'>): Router {
  const router = Router();

  /** @throws UsageError for a template that there is not. */
  function readTemplate(id: string): StoredTemplate {
    const template = world.templateStore.find(id);
    if (!template) throw new UsageError(`no template has the id "${id}"; GET /_waproof/world lists them`);
    return template;
  }

  router.post('/templates/:id/review', (request, response) => {
    const template = readTemplate(request.params.id);
    apply(world, template, parseBody(reviewBody, request.body, 'the template cannot be reviewed:'));
    response.json(shown(world, template));
  });

  router.post('/templates/:id/feedback', (request, response) => {
    const template = readTemplate(request.params.id);
    const { blocks, reports } = parseBody(feedbackBody, request.body, 'the feedback cannot be given:');
    hearFeedback(world, template, blocks + reports);
    response.json(shown(world, template));
  });

  return router;
}
