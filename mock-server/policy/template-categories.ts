/**
 * Categories: since 9 April 2025 Meta moves a template whose content is of another category instead of rejecting it, and
 * `allow_category_change` means nothing. What content is of which category nobody can tell here: a UTILITY template whose
 * name begins with `misdeclared_` is stored as MARKETING (ours), and the control API moves one at once or with notice.
 */
import { ALL_NUMBERS, figureOf } from '../world/rule-settings.js';
import type { StoredTemplate, TemplateCategory, TemplateDraft } from '../world/templates.js';
import type { World } from '../world/world.js';
import { tellCategory, tellCorrection } from './template-events.js';

/** The draft with the category that Meta gives it. */
export const categorised = (draft: TemplateDraft): TemplateDraft =>
  draft.category === 'UTILITY' && draft.name.startsWith('misdeclared_') ? { ...draft, category: 'MARKETING' } : draft;

/** Moves a template to another category; gives it as it is then. */
export function recategorise(world: World, { id, category: previous }: StoredTemplate, category: TemplateCategory) {
  const moved = world.templateStore.review(id, { category });
  if (moved) tellCategory(world, moved, previous);
  return moved;
}

/** Announces that a template will be moved, and when; gives it as it is then. */
export function announceCategory(world: World, { id }: StoredTemplate, category: TemplateCategory) {
  const dueAt = world.now() + figureOf(world, ALL_NUMBERS, 'categoryNoticeMs');
  const announced = world.templateStore.amend(id, { correction: { category, dueAt } });
  world.agenda.add({ chore: 'move-category', id, at: dueAt });
  if (announced) tellCorrection(world, announced);
  return announced;
}
