/**
 * `POST /{waba-id}/upsert_message_templates`: an authentication template in many languages at once. Those that are there
 * are updated, whatever their number of edits (assumed); the others are created. All of it happens, or nothing.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { refuseCreation } from '../../policy/template-creation.js';
import { resubmitTemplate, submitTemplate } from '../../policy/template-review.js';
import { wabas } from '../../world/accounts.js';
import type { TemplateDraft } from '../../world/templates.js';
import type { World } from '../../world/world.js';
import { onObject } from '../on-object.js';
import { type GraphRequest, refuse, reply } from '../operation.js';
import { array, parseParameter } from '../parameters.js';
import { draftOf, languageShape, readTemplate, refuseContent } from './draft.js';
import { firstBroken } from './template-error.js';
import { refuseName } from './template-name.js';

const MOST_LANGUAGES = 100;
/** Meta writes these by itself in every language. */
const UNSUPPORTED = ['text', 'autofill_text'];
const languagesShape = array(languageShape, { required: true });

function readLanguages(given: unknown): { readonly languages: readonly string[] } | { readonly refusal: GraphError } {
  const parsed = parseParameter(languagesShape, given, 'languages');
  if (parsed.refusal) return { refusal: parsed.refusal };
  const languages = [...new Set(parsed.value as readonly string[])];
  return languages.length === 0 || languages.length > MOST_LANGUAGES
    ? { refusal: parameterError(`Param languages must have 1 to ${MOST_LANGUAGES} elements.`) }
    : { languages };
}

/** Drafts for all languages. */
function readDrafts(
  parameters: GraphRequest['parameters'],
): { readonly drafts: readonly TemplateDraft[] } | { readonly refusal: GraphError } {
  if (parameters.language !== undefined)
    return { refusal: parameterError('Param language is not supported. Use languages.') };
  const read = readTemplate(parameters, ['name', 'category', 'components']);
  if ('refusal' in read) return read;
  const { category, components = [] } = read.given;
  if (category !== 'AUTHENTICATION')
    return { refusal: parameterError(`Param category must be one of {AUTHENTICATION} - got "${category}".`) };
  const buttons = components.flatMap((component) => component.buttons ?? []);
  const member = UNSUPPORTED.find((name) => buttons.some((button) => name in button));
  if (member !== undefined) return { refusal: parameterError(`Param components does not support "${member}" here.`) };
  const listed = readLanguages(parameters.languages);
  if ('refusal' in listed) return listed;
  return { drafts: listed.languages.map((language) => draftOf({ ...read.given, language })) };
}

function refuseDrafts(drafts: readonly TemplateDraft[], wabaId: string, world: World): GraphError | undefined {
  const isNew = ({ name, language }: TemplateDraft) => !world.templateStore.lookup(wabaId, name, language);
  const created = drafts.filter(isNew);
  return firstBroken(
    ...created.map((draft) => () => refuseName(draft, wabaId, world)),
    () => refuseCreation(wabaId, created.length, world),
    ...drafts.slice(0, 1).map((draft) => () => refuseContent(draft)),
  );
}

export const upsertTemplates = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/upsert_message_templates',
    about: {
      summary: 'Creates or updates an authentication template in many languages.',
      source: 'documented',
      test: 'test/conformance/template-library.test.ts',
    },
  },
  ({ id: wabaId }, { parameters }, world) => {
    const read = readDrafts(parameters);
    if ('refusal' in read) return refuse(read.refusal);
    const { drafts } = read;
    const refusal = refuseDrafts(drafts, wabaId, world);
    if (refusal) return refuse(refusal);
    const { templateStore: store } = world;
    return reply(() => ({
      data: drafts.map((draft) => {
        const known = store.lookup(wabaId, draft.name, draft.language);
        if (known) resubmitTemplate(world, known.id, draft);
        const { id, status, language } =
          store.lookup(wabaId, draft.name, draft.language) ?? submitTemplate(world, draft, wabaId);
        return { id, status, language };
      }),
    }));
  },
);
