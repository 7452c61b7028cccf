/** `POST /_waproof/templates/:id/review`: what Meta's review and its users say of a template. No webhook tells of it. */
import { Router } from 'express';
import { z } from 'zod';
import { UsageError } from '../../../core/usage-error.js';
import {
  QUALITY_SCORES,
  REJECTED_REASONS,
  type StoredTemplate,
  TEMPLATE_CATEGORIES,
  TEMPLATE_STATUSES,
} from '../../world/templates.js';
import type { ControlDeps } from './deps.js';

const reviewBody = z
  .strictObject({
    status: z.enum(TEMPLATE_STATUSES).optional(),
    reason: z.enum(REJECTED_REASONS).optional(),
    category: z.enum(TEMPLATE_CATEGORIES).optional(),
    quality: z.enum(QUALITY_SCORES).optional(),
  })
  .refine((review) => Object.keys(review).length > 0, 'expected a status, reason, category or quality');

const shown = ({ id, name, language, status, category, rejectedReason, quality }: StoredTemplate) => ({
  id,
  name,
  language,
  status,
  category,
  rejected_reason: rejectedReason,
  quality: quality.score,
});

export function templateRoutes({ world }: Pick<ControlDeps, 'world'>): Router {
  const router = Router();
  router.post('/templates/:id/review', (request, response) => {
    const { id } = request.params;
    if (!world.templateStore.find(id))
      throw new UsageError(`no template has the id "${id}"; GET /_waproof/world lists them`);
    const parsed = reviewBody.safeParse(request.body);
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
      throw new UsageError('the template cannot be reviewed:', problems);
    }
    const reviewed = world.templateStore.review(id, parsed.data);
    response.json(reviewed && shown(reviewed));
  });
  return router;
}
