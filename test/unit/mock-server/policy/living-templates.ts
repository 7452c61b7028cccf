/** A world with templates over a clock that is moved by hand, and what it would tell by webhook. */
import { phoneNumberId, waId } from '../../../../core/ids.js';
import { createRandom } from '../../../../core/random.js';
import { createVirtualClock } from '../../../../core/virtual-clock.js';
import type { Send } from '../../../../mock-server/policy/send-rule.js';
import { keepAgenda } from '../../../../mock-server/policy/upkeep.js';
import { numbers } from '../../../../mock-server/world/accounts.js';
import { ALL_NUMBERS, type RuleFigures, ruleSettings } from '../../../../mock-server/world/rule-settings.js';
import type { StoredTemplate, TemplateDraft } from '../../../../mock-server/world/templates.js';
import { createWorld, defaultCredentials } from '../../../../mock-server/world/world.js';

export const WABA = '200000000000001';
export const HELLO_WORLD = '500000000000001';
export const HOUR_MS = 3_600_000;

export function livingTemplates(figures: Partial<RuleFigures> = {}, off: readonly string[] = []) {
  const clock = createVirtualClock();
  const world = createWorld(defaultCredentials, createRandom(1), clock.wallTime);
  keepAgenda(clock, world);
  world.of(ruleSettings).put({ id: ALL_NUMBERS, figures, off });
  const from = world.of(numbers).all()[0];
  if (!from) throw new Error('a fresh mock has a number');

  function find(id: string): StoredTemplate {
    const template = world.templateStore.find(id);
    if (!template) throw new Error(`there is no template ${id}`);
    return template;
  }

  return {
    clock,
    world,
    find,
    /** What was told since the last time, each event in one line. */
    told: () =>
      world.outbox.drain().map(({ field, value }) => {
        const { event, reason, other_info, new_quality_score, new_category, correct_category } = value as {
          readonly [name: string]: unknown;
          readonly other_info?: { readonly title: string };
        };
        const words = [event, reason === 'NONE' ? undefined : reason, other_info?.title, new_quality_score];
        const what = [...words, new_category, correct_category].filter((word) => word !== undefined);
        return `${field.replace(/^message_template_|^template_|_update$/g, '')}: ${what.join(' ')}`;
      }),
    /** A send of a template, as rules see it. */
    sendOf: (id: string): Send => {
      const { name, language, category } = find(id);
      const template = { id, name, language, category };
      return { from, to: waId('15557770001'), type: 'template', template, at: world.now() };
    },
    number: phoneNumberId(from.id),
  };
}

export const draftOf = (name: string, parts: Partial<TemplateDraft> = {}): TemplateDraft => ({
  name,
  language: 'en_US',
  category: 'UTILITY',
  parameterFormat: 'POSITIONAL',
  components: [{ type: 'BODY', text: `Words of ${name}.` }],
  ...parts,
});
