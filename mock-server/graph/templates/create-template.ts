/**
 * `POST /{waba-id}/message_templates`: Graph's check of shapes, the name, whether it may be used, then the content.
 * Not simulated: templates from the library, the hourly limit of 100 creations, recategorisation.
 */
import { type GraphError, notSimulated } from '../../errors/graph-error.js';
import type { TemplateStore } from '../../world/template-store.js';
import type { TemplateDraft } from '../../world/templates.js';
import { type Operation, refuse, reply } from '../operation.js';
import { type GivenTemplate, readTemplate, refuseContent } from './draft.js';
import { firstBroken, SUBCODES, templateError } from './template-error.js';

/** Each language counts; of a verified business. */
const MOST_TEMPLATES = 6_000;
/** Meta's own sample: its name is taken in every language. */
const SAMPLE = 'hello_world';

function refuseName({ name, language }: TemplateDraft, store: TemplateStore): GraphError | undefined {
  const twins = store.named(name);
  return firstBroken(
    () =>
      /^[a-z0-9_]+$/.test(name)
        ? undefined
        : templateError(
            SUBCODES.name,
            'Template name can only have lowercase letters, numbers and underscores.',
            'name',
          ),
    () =>
      twins.some((twin) => twin.language === language)
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
      store.isBlocked(name, language)
        ? templateError(
            SUBCODES.beingDeleted,
            `New ${language} content can't be added while the existing content is being deleted. Try again in 4 weeks or create a new template.`,
          )
        : undefined,
    () =>
      store.all().length >= MOST_TEMPLATES
        ? templateError(
            SUBCODES.limitOfTemplates,
            `This account can't have more than ${MOST_TEMPLATES} message templates.`,
          )
        : undefined,
  );
}

/** All that a draft needs, now that Graph has seen that it is there. */
const draftOf = ({ name = '', language = '', category = 'UTILITY', components = [], ...rest }: GivenTemplate) =>
  ({
    name,
    language,
    category,
    components,
    parameterFormat: rest.parameterFormat ?? 'POSITIONAL',
    messageSendTtlSeconds: rest.messageSendTtlSeconds,
  }) satisfies TemplateDraft;

export const createTemplate: Operation = {
  route: 'POST /{waba-id}/message_templates',
  about: {
    summary: 'Creates a template, which is reviewed at once.',
    source: 'documented',
    test: 'test/conformance/templates.test.ts',
  },
  decide({ parameters }, { templateStore }) {
    if (parameters.library_template_name !== undefined)
      return refuse(notSimulated('creating a template from the template library'));
    const read = readTemplate(parameters, ['name', 'language', 'category', 'components']);
    if ('refusal' in read) return refuse(read.refusal);
    const draft = draftOf(read.given);
    const refusal = refuseName(draft, templateStore) ?? refuseContent(draft);
    if (refusal) return refuse(refusal);
    return reply(() => {
      const { id, status, category } = templateStore.create(draft);
      return { id, status, category };
    });
  },
};
