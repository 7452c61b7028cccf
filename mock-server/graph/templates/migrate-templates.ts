/**
 * `POST /{waba-id}/migrate_message_templates`: makes the templates of another account of the same business anew here, a
 * page of 500 at a time. Only approved ones whose quality is not poor. The ids in the answer are those of the copies
 * (assumed; Meta's samples do not tell), those of the failures the sources'.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { submitTemplate } from '../../policy/template-review.js';
import { type Waba, wabas } from '../../world/accounts.js';
import type { StoredTemplate } from '../../world/templates.js';
import type { World } from '../../world/world.js';
import { textOf, textsOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type GraphRequest, refuse, reply } from '../operation.js';
import { array, number, string } from '../parameters.js';
import { refuseName } from './template-name.js';

const LARGEST_PAGE = 500;

type Parameters = GraphRequest['parameters'];

/** A whole number within limits; what is not given is the default. */
function wholeOf(parameters: Parameters, name: string, usual: number, [least, most]: readonly [number, number]) {
  const value = parameters[name] ?? usual;
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most
    ? Number(value)
    : parameterError(`Param ${name} must be a whole number from ${least} to ${most}.`);
}

/** The templates to copy, by ids or by page. */
function chosenOf(all: readonly StoredTemplate[], parameters: Parameters): readonly StoredTemplate[] | GraphError {
  const ids = textsOf(parameters, 'template_ids');
  if (ids && ids.length > LARGEST_PAGE)
    return parameterError(`Param template_ids must have at most ${LARGEST_PAGE} elements.`);
  if (ids) return all.filter(({ id }) => ids.includes(id));
  const page = wholeOf(parameters, 'page_number', 0, [0, 1_000]);
  const count = wholeOf(parameters, 'count', LARGEST_PAGE, [1, LARGEST_PAGE]);
  if (typeof page !== 'number') return page;
  if (typeof count !== 'number') return count;
  return all.slice(page * LARGEST_PAGE, page * LARGEST_PAGE + count);
}

/** Why a template does not come along. */
function whyNot(template: StoredTemplate, wabaId: string, world: World): string | undefined {
  if (template.status !== 'APPROVED') return 'Only approved templates can be migrated';
  if (!['GREEN', 'UNKNOWN'].includes(template.quality.score)) return 'The quality of the template is too low';
  const refusal = refuseName(template, wabaId, world);
  return refusal && (refusal.userTitle ?? refusal.message);
}

function sourceOf(destination: Waba, id: string, world: World): Waba | GraphError {
  const source = world.of(wabas).get(id);
  if (!source) return parameterError('Param source_waba_id is not a WhatsApp Business Account.');
  return source.businessId === destination.businessId
    ? source
    : parameterError('Param source_waba_id must belong to the same business as the destination.');
}

export const migrateTemplates = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/migrate_message_templates',
    about: {
      summary: 'Makes the templates of another account of the business anew.',
      source: 'documented',
      test: 'test/conformance/template-life.test.ts',
    },
    accepts: {
      source_waba_id: string({ required: true }),
      page_number: number(),
      count: number(),
      template_ids: array(string()),
    },
  },
  (destination, { parameters }, world) => {
    const source = sourceOf(destination, textOf(parameters, 'source_waba_id') ?? '', world);
    if ('code' in source) return refuse(source);
    const { templateStore: store } = world;
    const chosen = chosenOf(store.of(source.id), parameters);
    if ('code' in chosen) return refuse(chosen);
    return reply(() => {
      const migrated: string[] = [];
      const failed: Record<string, string> = {};
      for (const template of chosen) {
        const why = whyNot(template, destination.id, world);
        if (why === undefined) migrated.push(submitTemplate(world, draftFrom(template), destination.id).id);
        else failed[template.id] = why;
      }
      return { migrated_templates: migrated, failed_templates: failed };
    });
  },
);

/** What a caller would have to say to get the same template. */
function draftFrom(template: StoredTemplate) {
  const { name, language, category, parameterFormat, components, messageSendTtlSeconds, subCategory } = template;
  const { isLinkTrackingOptedOut, optimizationSpec, libraryTemplateName } = template;
  return {
    ...{ name, language, category, parameterFormat, components, messageSendTtlSeconds, subCategory },
    ...{ isLinkTrackingOptedOut, optimizationSpec, libraryTemplateName },
  };
}
