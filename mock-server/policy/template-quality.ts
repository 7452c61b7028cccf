/**
 * Quality of templates: unknown until enough of its messages were delivered, then high, medium or low by the share of
 * blocks and reports in seven days (Meta, "Template quality"; the shares and how many are enough are not published:
 * figures). A fall to low pauses the template, and so does feedback on one that is low already.
 */
import { templateFeedback } from '../world/held-messages.js';
import { ALL_NUMBERS, figureOf } from '../world/rule-settings.js';
import type { QualityScore, StoredTemplate } from '../world/templates.js';
import type { World } from '../world/world.js';
import { tellQuality } from './template-events.js';
import { beginPacing } from './template-pacing.js';
import { pauseForQuality } from './template-pausing.js';

const SPAN_MS = 7 * 24 * 3_600_000;
/** Times of feedback that are kept for a template; the oldest are forgotten. */
const MOST_FEEDBACK = 1_000;

/** A rating, by whatever it came about; gives the template as it is then. @param pauses whether a low one pauses it. */
export function rateTemplate(
  world: World,
  template: StoredTemplate,
  score: QualityScore,
  pauses = true,
): StoredTemplate | undefined {
  const previous = template.quality.score;
  const rated = world.templateStore.review(template.id, { quality: score });
  if (!rated || score === previous) return rated;
  tellQuality(world, rated, previous);
  if (score !== 'GREEN') beginPacing(world, template.id);
  if (pauses) pauseForQuality(world, rated);
  return world.templateStore.find(template.id);
}

/** The score of so much feedback on so many deliveries; `undefined`: too few to say. */
export function scoreOf(world: World, delivered: number, feedback: number): QualityScore | undefined {
  const figure = (name: 'templateRatedFrom' | 'templateYellowShare' | 'templateRedShare') =>
    figureOf(world, ALL_NUMBERS, name);
  if (delivered < figure('templateRatedFrom')) return undefined;
  const share = feedback / Math.max(delivered, 1);
  if (share >= figure('templateRedShare')) return 'RED';
  return share >= figure('templateYellowShare') ? 'YELLOW' : 'GREEN';
}

function deliveredSince(world: World, templateId: string, since: number): number {
  let delivered = 0;
  for (const tally of world.tallies.between(Math.floor(since / 1_000), Number.POSITIVE_INFINITY))
    if (tally.templateId === templateId) delivered += tally.delivered;
  return delivered;
}

/**
 * Users block the number or report it because of a template. @param count how many; 0 only rates it anew. Gives the
 * template as it is then.
 */
export function hearFeedback(world: World, template: StoredTemplate, count: number): StoredTemplate | undefined {
  const now = world.now();
  const all = world.of(templateFeedback);
  const recent = (all.get(template.id)?.given ?? []).filter(({ at }) => at > now - SPAN_MS);
  const given = (count > 0 ? [...recent, { at: now, count }] : recent).slice(-MOST_FEEDBACK);
  if (all.get(template.id) || !all.isFull()) all.put({ id: template.id, given });
  const feedback = given.reduce((sum, each) => sum + each.count, 0);
  const score = scoreOf(world, deliveredSince(world, template.id, now - SPAN_MS), feedback);
  if (score === undefined) return world.templateStore.find(template.id);
  const rated = rateTemplate(world, template, score);
  // Low before and still complained about: a template that came back from one pause goes into the next.
  if (rated && count > 0) pauseForQuality(world, rated);
  return world.templateStore.find(template.id);
}
