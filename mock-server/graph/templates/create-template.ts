/**
 * `POST /{waba-id}/message_templates`: Graph's check of shapes, the name, whether it may be used, then the content; or a
 * text of the library. What becomes of it then: `policy/template-review.ts`.
 */
import type { GraphError } from '../../errors/graph-error.js';
import { submitTemplate } from '../../policy/template-review.js';
import { wabas } from '../../world/accounts.js';
import type { TemplateDraft } from '../../world/templates.js';
import { onObject } from '../on-object.js';
import { type GraphRequest, refuse, reply } from '../operation.js';
import { draftOf, readTemplate, refuseContent } from './draft.js';
import { draftFromLibrary } from './library-draft.js';
import { withSamples } from './samples.js';
import { refuseName } from './template-name.js';

type Read = { readonly draft: TemplateDraft } | { readonly refusal: GraphError };

function readDraft(parameters: GraphRequest['parameters']): Read {
  if (parameters.library_template_name !== undefined) return draftFromLibrary(parameters);
  const read = readTemplate(parameters, ['name', 'language', 'category', 'components']);
  return 'refusal' in read ? read : { draft: draftOf(read.given) };
}

export const createTemplate = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/message_templates',
    about: {
      summary: 'Creates a template and submits it for review, which takes no time unless it is set to.',
      source: 'documented',
      test: 'test/conformance/templates.test.ts',
    },
  },
  ({ id: wabaId }, request, world) => {
    const read = readDraft(withSamples(request, world));
    if ('refusal' in read) return refuse(read.refusal);
    const { draft } = read;
    const refusal =
      refuseName(draft, wabaId, world) ?? (draft.libraryTemplateName === undefined ? refuseContent(draft) : undefined);
    if (refusal) return refuse(refusal);
    return reply(() => {
      const { id, status, category } = submitTemplate(world, draft, wabaId);
      return { id, status, category };
    });
  },
);
