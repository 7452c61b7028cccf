/**
 * What the webhooks about templates say: status, quality, category, content. Members as Meta's webhook reference has
 * them; the language is the template's own code (observed; samples of Meta write a hyphen in it).
 */

import type { QualityScore, StoredTemplate, TemplateCategory } from '../world/templates.js';
import type { WebhookField } from '../world/webhook-fields.js';
import type { World } from '../world/world.js';

/** Why a template was paused or came back, in Meta's words. */
export type PauseTitle = 'FIRST_PAUSE' | 'SECOND_PAUSE' | 'RATE_LIMITING_PAUSE' | 'UNPAUSE' | 'DISABLED';

/** What is said beside the title of a pause (wording ours). */
const DESCRIPTIONS: Readonly<Record<PauseTitle, string>> = {
  FIRST_PAUSE: 'The template was paused for 3 hours because of its low quality.',
  SECOND_PAUSE: 'The template was paused for 6 hours because of its low quality.',
  RATE_LIMITING_PAUSE: 'The template was paused while it was paced, because its first messages were received badly.',
  UNPAUSE: 'The template can be sent again.',
  DISABLED: 'The template was disabled because of its low quality.',
};

const subjectOf = ({ id, name, language }: StoredTemplate) => ({
  message_template_id: Number(id),
  message_template_name: name,
  message_template_language: language,
});

function tell(world: World, field: WebhookField, { wabaId }: StoredTemplate, value: Readonly<Record<string, unknown>>) {
  world.outbox.push({ field, wabaId, value });
}

export interface StatusNews {
  /** Default: the status that the template has. */
  readonly event?: string;
  readonly title?: PauseTitle;
}

export function tellStatus(world: World, template: StoredTemplate, { event, title }: StatusNews = {}): void {
  const { status, rejectedReason, category } = template;
  tell(world, 'message_template_status_update', template, {
    event: event ?? status,
    ...subjectOf(template),
    message_template_category: category,
    reason: rejectedReason,
    ...(status === 'REJECTED' &&
      rejectedReason === 'INVALID_FORMAT' && {
        rejection_info: {
          reason: 'The template does not follow the format guidelines.',
          recommendation: 'Edit the template and submit it again.',
        },
      }),
    ...(status === 'DISABLED' && { disable_info: { disable_date: new Date(world.now()).toISOString().slice(0, 10) } }),
    ...(title !== undefined && { other_info: { title, description: DESCRIPTIONS[title] } }),
  });
}

/** Says nothing when the quality is what it was. */
export function tellQuality(world: World, template: StoredTemplate, previous: QualityScore): void {
  if (template.quality.score === previous) return;
  tell(world, 'message_template_quality_update', template, {
    previous_quality_score: previous,
    new_quality_score: template.quality.score,
    ...subjectOf(template),
  });
}

/** A category that was put into force. */
export function tellCategory(world: World, template: StoredTemplate, previous: TemplateCategory): void {
  if (template.category === previous) return;
  tell(world, 'template_category_update', template, {
    ...subjectOf(template),
    previous_category: previous,
    new_category: template.category,
  });
}

/** A category that will be put into force; `new_category` is the one that the template still has (as Meta has it). */
export function tellCorrection(world: World, template: StoredTemplate): void {
  const { correction, category } = template;
  if (!correction) return;
  tell(world, 'template_category_update', template, {
    ...subjectOf(template),
    new_category: category,
    correct_category: correction.category,
    category_update_timestamp: Math.floor(correction.dueAt / 1_000),
  });
}

/** New content. */
export function tellComponents(world: World, template: StoredTemplate): void {
  const { components, body } = template;
  const textOf = (type: string) => components.find((component) => component.type === type)?.text;
  const [title, footer] = [textOf('HEADER'), textOf('FOOTER')];
  const buttons = components.flatMap((component) => component.buttons ?? []);
  tell(world, 'message_template_components_update', template, {
    ...subjectOf(template),
    ...(title !== undefined && { message_template_title: title }),
    message_template_element: body,
    ...(footer !== undefined && { message_template_footer: footer }),
    ...(buttons.length > 0 && {
      message_template_buttons: buttons.map(({ type, text, url, phone_number }) => ({
        message_template_button_type: type,
        message_template_button_text: text ?? '',
        ...(url !== undefined && { message_template_button_url: url }),
        ...(phone_number !== undefined && { message_template_button_phone_number: phone_number }),
      })),
    }),
  });
}
