/**
 * What becomes of templates by itself as time passes: a review ends, a pause is over, an announced category comes into
 * force, it is decided about held messages. Each is done when its entry in the world's agenda falls due, and only if the
 * template still waits for it: what was said by hand meanwhile holds. Who is woken too early goes back to sleep.
 */
import type { Chore } from '../world/agenda.js';
import { heldMessages, templatePacings } from '../world/held-messages.js';
import type { StoredTemplate } from '../world/templates.js';
import type { World } from '../world/world.js';
import { recategorise } from './template-categories.js';
import { pauseForPacing, resumeTemplate } from './template-pausing.js';
import { decideReview } from './template-review.js';

type Waiting = readonly [chore: Chore, id: string, at: number | undefined];

/** Whether the time has come for what is waited for. */
function isDue(world: World, [chore, id, at]: Waiting, now: number): boolean {
  if (at !== undefined && now < at) world.agenda.add({ chore, id, at });
  return at !== undefined && now >= at;
}

export function endReview(world: World, id: string, now: number): void {
  const template = world.templateStore.find(id);
  if (template?.status === 'PENDING' && isDue(world, ['end-review', id, template.reviewDueAt], now))
    decideReview(world, template);
}

export function endPause(world: World, id: string, now: number): void {
  const template = world.templateStore.find(id);
  if (template?.status === 'PAUSED' && isDue(world, ['end-pause', id, template.pausedUntil], now))
    resumeTemplate(world, template);
}

export function moveCategory(world: World, id: string, now: number): void {
  const template = world.templateStore.find(id);
  if (template?.correction && isDue(world, ['move-category', id, template.correction.dueAt], now))
    recategorise(world, template, template.correction.category);
}

/** Whether the first messages did well, when nobody said so. */
const isWellReceived = (template: StoredTemplate | undefined): boolean =>
  template?.status === 'APPROVED' && template.quality.score !== 'RED';

/** Lets the held messages of a template go, or drops them. */
export function settlePacing(world: World, id: string, now: number): void {
  const pacing = world.of(templatePacings).get(id);
  if (!pacing || !isDue(world, ['decide-pacing', id, pacing.decideAt], now)) return;
  const template = world.templateStore.find(id);
  const isReleased = pacing.verdict === undefined ? isWellReceived(template) : pacing.verdict === 'released';
  world.of(templatePacings).put({ id, sent: 0, isReleased });
  if (!isReleased && template?.status === 'APPROVED') pauseForPacing(world, template);
  const held = world.of(heldMessages);
  for (const message of held.all()) {
    if (message.templateId !== id) continue;
    if (!isReleased) held.update(message.id, { isDropped: true });
    held.remove(message.id);
  }
}
