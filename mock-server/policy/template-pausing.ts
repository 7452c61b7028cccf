/**
 * Pausing: a template of low quality is paused for 3 hours, the second time for 6, and the third time it is disabled; it
 * comes back by itself (Meta, "Template pausing"). A pause by pacing ends by hand only. That the number of pauses is
 * never forgotten, and what the webhook of the return says, is assumed. An unpaused template is paced anew.
 */
import { utilityPauses } from '../world/held-messages.js';
import { ALL_NUMBERS, figureOf, isRuleOn } from '../world/rule-settings.js';
import type { StoredTemplate } from '../world/templates.js';
import type { World } from '../world/world.js';
import { tellStatus } from './template-events.js';
import { beginPacing } from './template-pacing.js';

/** As settings name the rule. */
export const TEMPLATE_PAUSING = 'template-pausing';

/** Pacing looks at utility templates of an account only for a while after one of them was paused. */
function rememberUtilityPause(world: World, { wabaId, category }: StoredTemplate): void {
  const all = world.of(utilityPauses);
  if (category === 'UTILITY' && (all.get(wabaId) || !all.isFull())) all.put({ id: wabaId, at: world.now() });
}

/** The next pause of a template, whatever its quality; gives the template as it is then. */
export function pauseTemplate(world: World, template: StoredTemplate): StoredTemplate | undefined {
  const pauses = (template.pauses ?? 0) + 1;
  rememberUtilityPause(world, template);
  if (pauses > 2) {
    const disabled = world.templateStore.amend(template.id, { status: 'DISABLED', pauses, pausedUntil: undefined });
    if (disabled) tellStatus(world, disabled, { title: 'DISABLED' });
    return disabled;
  }
  const durationMs = figureOf(world, ALL_NUMBERS, pauses === 1 ? 'firstPauseMs' : 'secondPauseMs');
  const pausedUntil = world.now() + durationMs;
  const paused = world.templateStore.amend(template.id, { status: 'PAUSED', pauses, pausedUntil });
  world.agenda.add({ chore: 'end-pause', id: template.id, at: pausedUntil });
  if (paused) tellStatus(world, paused, { title: pauses === 1 ? 'FIRST_PAUSE' : 'SECOND_PAUSE' });
  return paused;
}

/** Pauses a template whose quality is low by now. */
export function pauseForQuality(world: World, template: StoredTemplate): void {
  if (
    template.quality.score === 'RED' &&
    template.status === 'APPROVED' &&
    isRuleOn(world, ALL_NUMBERS, TEMPLATE_PAUSING)
  )
    pauseTemplate(world, template);
}

/** A pause that pacing makes: it ends by hand. */
export function pauseForPacing(world: World, template: StoredTemplate): void {
  rememberUtilityPause(world, template);
  const paused = world.templateStore.amend(template.id, { status: 'PAUSED', pausedUntil: undefined });
  if (paused) tellStatus(world, paused, { title: 'RATE_LIMITING_PAUSE' });
}

/** The end of a pause, by itself or by hand. */
export function resumeTemplate(world: World, { id }: StoredTemplate): void {
  const resumed = world.templateStore.amend(id, { status: 'APPROVED', pausedUntil: undefined });
  beginPacing(world, id);
  if (resumed) tellStatus(world, resumed, { title: 'UNPAUSE' });
}
