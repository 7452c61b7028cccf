/** Whether a name may be used for a new template of an account: its form, and who has it already. */
import type { GraphError } from '../../errors/graph-error.js';
import { refuseCreation } from '../../policy/template-creation.js';
import type { TemplateDraft } from '../../world/templates.js';
import type { World } from '../../world/world.js';
import { firstBroken, SUBCODES, templateError } from './template-error.js';

/** Each language counts; of a verified business. */
const MOST_TEMPLATES = 6_000;
/** Meta's own sample: its name is taken in every language. */
const SAMPLE = 'hello_world';

export const refuseSpelling = (name: string): GraphError | undefined =>
  /^[a-z0-9_]+$/.test(name)
    ? undefined
    : templateError(SUBCODES.name, 'Template name can only have lowercase letters, numbers and underscores.', 'name');

type Named = Pick<TemplateDraft, 'name' | 'language'>;

/** The first rule that a new template breaks by its name, or because there are too many already. */
export function refuseName({ name, language }: Named, wabaId: string, world: World): GraphError | undefined {
  const { templateStore: store } = world;
  return firstBroken(
    () => refuseSpelling(name),
    () =>
      store.lookup(wabaId, name, language)
        ? templateError(
            SUBCODES.exists,
            `There is already ${language} content for this template. You can create a new template and try again.`,
          )
        : undefined,
    () =>
      name === SAMPLE
        ? templateError(SUBCODES.sampleName, 'This name is used by a sample template. Try another name.')
        : undefined,
    () =>
      store.isBlocked(wabaId, name, language)
        ? templateError(
            SUBCODES.beingDeleted,
            `New ${language} content can't be added while the existing content is being deleted. Try again in 4 weeks or create a new template.`,
          )
        : undefined,
    () =>
      store.of(wabaId).length >= MOST_TEMPLATES
        ? templateError(
            SUBCODES.limitOfTemplates,
            `This account can't have more than ${MOST_TEMPLATES} message templates.`,
          )
        : undefined,
    () => refuseCreation(wabaId, 1, world),
  );
}
