/**
 * `POST /{template-id}`: new components replace all old ones. Approved, rejected and paused ones can be edited (others:
 * 2388039); an approved one once in 24 hours and ten times in 30 days (2388094), and keeps its category. The new
 * content is reviewed as that of a new template. What is no content (link tracking, time to live, max price) may change at any time (assumed).
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { resubmitTemplate } from '../../policy/template-review.js';
import type { StoredTemplate } from '../../world/templates.js';
import { change, refuse } from '../operation.js';
import { type GivenTemplate, readTemplate, refuseContent } from './draft.js';
import { onTemplate } from './on-template.js';
import { withSamples } from './samples.js';
import { firstBroken, SUBCODES, templateError } from './template-error.js';

const DAY_MS = 24 * 3_600_000;
const MONTH_MS = 30 * DAY_MS;
const MOST_EDITS_A_DAY = 1;
const MOST_EDITS_A_MONTH = 10;
const EDITABLE = new Set(['APPROVED', 'REJECTED', 'PAUSED']);

function refuseFrequency({ status, edits }: StoredTemplate, now: number): GraphError | undefined {
  if (status !== 'APPROVED') return undefined;
  const since = (durationMs: number) => edits.filter((at) => at > now - durationMs).length;
  return since(DAY_MS) >= MOST_EDITS_A_DAY || since(MONTH_MS) >= MOST_EDITS_A_MONTH
    ? templateError(
        SUBCODES.editLimit,
        `An approved template can be edited ${MOST_EDITS_A_DAY} time in 24 hours and ${MOST_EDITS_A_MONTH} times in 30 days.`,
      )
    : undefined;
}

const isContent = ({ components, category, parameterFormat }: GivenTemplate): boolean =>
  [components, category, parameterFormat].some((it) => it !== undefined);

const refuseEdit = (template: StoredTemplate, given: GivenTemplate, now: number): GraphError | undefined =>
  firstBroken(
    () =>
      template.isGenerated
        ? templateError(SUBCODES.generatedUpdate, "A template that Direct Send made can't be changed.")
        : undefined,
    () =>
      EDITABLE.has(template.status)
        ? undefined
        : templateError(
            SUBCODES.status,
            template.status === 'PENDING'
              ? "This template is in review and can't be edited now."
              : `A template in the status ${template.status} can't be edited.`,
          ),
    () =>
      template.status === 'APPROVED' && given.category !== undefined && given.category !== template.category
        ? templateError(SUBCODES.status, "The category of an approved template can't be changed.")
        : undefined,
    () => (isContent(given) ? refuseFrequency(template, now) : undefined),
  );

export const postTemplate = onTemplate(
  {
    route: 'POST /{template-id}',
    about: {
      summary: 'Edits a template.',
      source: 'documented',
      test: 'test/conformance/templates.test.ts',
    },
  },
  (template, request, world) => {
    const { templateStore } = world;
    const read = readTemplate(withSamples(request, world), []);
    if ('refusal' in read) return refuse(read.refusal);
    // The name and the language are not editable; Graph ignores what it does not know.
    const { name: _, language: __, ...changes } = read.given;
    if (Object.keys(changes).length === 0) return refuse(parameterError('The parameter components is required.'));
    const refusal = refuseEdit(template, changes, templateStore.now()) ?? refuseContent({ ...template, ...changes });
    if (refusal) return refuse(refusal);
    return change(() =>
      isContent(changes) ? resubmitTemplate(world, template.id, changes) : templateStore.set(template.id, changes),
    );
  },
);
