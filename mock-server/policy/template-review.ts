/**
 * Meta's review of new and edited templates. Off at first: what is submitted is decided on at once, by its name alone.
 * With `reviewDelayMs` it takes that long, and looks at what can be looked at: a template that says the same in body and
 * footer as another one of its account and language is rejected (Meta, "Template review"; the reason INVALID_FORMAT is
 * assumed). By their names, so that each can be tried: `pending_` is never decided on, `rejected_` is rejected, `paused_`
 * is approved and paused at once, `misdeclared_` gets another category. That an edited template cannot be sent while it
 * is in review is assumed; texts of the library need no review. Not modelled: judgements of content.
 */
import { ALL_NUMBERS, figureOf } from '../world/rule-settings.js';
import type { StoredTemplate, TemplateDraft } from '../world/templates.js';
import type { World } from '../world/world.js';
import { categorised } from './template-categories.js';
import { tellComponents, tellStatus } from './template-events.js';
import { beginPacing } from './template-pacing.js';
import { pauseTemplate } from './template-pausing.js';

const footerOf = ({ components }: StoredTemplate) => components.find(({ type }) => type === 'FOOTER')?.text;

/** Whether another approved template of the account says the same. */
function isDuplicate(world: World, template: StoredTemplate): boolean {
  if (template.category === 'AUTHENTICATION') return false;
  return world.templateStore
    .of(template.wabaId)
    .some(
      (other) =>
        other.id !== template.id &&
        other.status === 'APPROVED' &&
        other.language === template.language &&
        other.body === template.body &&
        footerOf(other) === footerOf(template),
    );
}

/** Tells of what was decided, and does what the name asks for. */
function settle(world: World, template: StoredTemplate): void {
  tellStatus(world, template);
  if (template.status === 'APPROVED' && template.name.startsWith('paused_')) pauseTemplate(world, template);
}

/** Puts a template that the store decided on into review, if that takes time; gives it as it is then. */
function begin(world: World, template: StoredTemplate): StoredTemplate {
  const delayMs = figureOf(world, ALL_NUMBERS, 'reviewDelayMs');
  if (template.status === 'PENDING') return template;
  if (delayMs <= 0 || template.libraryTemplateName !== undefined) {
    settle(world, template);
    return template;
  }
  const reviewDueAt = world.now() + delayMs;
  world.agenda.add({ chore: 'end-review', id: template.id, at: reviewDueAt });
  return world.templateStore.amend(template.id, { status: 'PENDING', rejectedReason: 'NONE', reviewDueAt }) ?? template;
}

/** Creates a template and submits it; of two with the same name and language the first is kept. */
export function submitTemplate(world: World, draft: TemplateDraft, wabaId: string): StoredTemplate {
  const { templateStore: store } = world;
  return store.lookup(wabaId, draft.name, draft.language) ?? begin(world, store.create(categorised(draft), wabaId));
}

/** Changes the content of a template and submits it anew. Does nothing for one that is gone. */
export function resubmitTemplate(world: World, id: string, changes: Partial<TemplateDraft>): void {
  world.templateStore.edit(id, changes);
  const edited = world.templateStore.find(id);
  if (!edited) return;
  beginPacing(world, id);
  tellComponents(world, edited);
  begin(world, edited);
}

/** The end of a review. */
export function decideReview(world: World, template: StoredTemplate): void {
  const isRejected = template.name.startsWith('rejected_') || isDuplicate(world, template);
  const decided = world.templateStore.review(template.id, { status: isRejected ? 'REJECTED' : 'APPROVED' });
  if (decided) settle(world, decided);
}
