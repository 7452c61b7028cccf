/**
 * What a business does to the state of its templates: `POST /{template-id}/unpause`, and `POST
 * /{waba-id}/message_templates/archive` and `/unarchive` of up to 100 at once (answers as of 2 June 2026). Not simulated:
 * templates that are archived by themselves after a year, or deleted 28 days later.
 */
import { parameterError } from '../../errors/graph-error.js';
import { tellStatus } from '../../policy/template-events.js';
import { resumeTemplate } from '../../policy/template-pausing.js';
import { wabas } from '../../world/accounts.js';
import type { StoredTemplate } from '../../world/templates.js';
import type { World } from '../../world/world.js';
import { onObject } from '../on-object.js';
import { type Decision, type Operation, refuse, reply, SUCCESS } from '../operation.js';
import { fromJson } from '../parameters.js';
import { onTemplate } from './on-template.js';

const test = 'test/conformance/template-life.test.ts';
const MOST_IDS = 100;
/** Meta, "Template archival". */
const ARCHIVE_KEPT_MS = 28 * 24 * 3_600_000;

export const unpauseTemplate = onTemplate(
  {
    route: 'POST /{template-id}/unpause',
    about: { summary: 'Lets a paused template be sent again; says why not, if it cannot.', source: 'documented', test },
  },
  (template, _request, world) =>
    reply(() => {
      if (template.status !== 'PAUSED') return { success: false, reason: 'The template is not paused.' };
      resumeTemplate(world, template);
      return SUCCESS;
    }),
);

/** Ids in a list, in JSON or with commas between them. */
function idsOf(given: unknown): readonly string[] | undefined {
  const value = fromJson(given);
  if (Array.isArray(value)) return [...new Set(value.map(String))];
  return typeof value === 'string' && value !== '' ? [...new Set(value.split(','))] : undefined;
}

interface Move {
  readonly edge: 'archive' | 'unarchive';
  readonly whyNot: (template: StoredTemplate, now: number) => string | undefined;
  readonly apply: (id: string, world: World) => void;
}

function decideMove({ edge, whyNot, apply }: Move, wabaId: string, given: unknown, world: World): Decision {
  const ids = idsOf(given);
  if (!ids)
    return refuse(
      parameterError(given === undefined ? 'The parameter hsm_ids is required.' : 'Param hsm_ids must be an array.'),
    );
  if (ids.length > MOST_IDS) return refuse(parameterError(`Param hsm_ids must have at most ${MOST_IDS} elements.`));
  return reply(() => {
    const moved: string[] = [];
    const failed: Record<string, string> = {};
    for (const id of ids) {
      const template = world.templateStore.find(id);
      const why = template?.wabaId === wabaId ? whyNot(template, world.now()) : 'The template does not exist';
      if (why === undefined) {
        apply(id, world);
        const now = world.templateStore.find(id);
        if (now) tellStatus(world, now, edge === 'unarchive' ? { event: 'UNARCHIVED' } : {});
        moved.push(id);
      } else failed[id] = why;
    }
    return { [`${edge}d_templates`]: moved, failed_templates: failed };
  });
}

const moving = (move: Move, summary: string): Operation =>
  onObject(
    wabas,
    {
      route: `POST /{waba-id}/message_templates/${move.edge}`,
      about: { summary, source: 'documented', test },
    },
    ({ id }, { parameters }, world) => decideMove(move, id, parameters.hsm_ids, world),
  );

export const archiveTemplates = moving(
  {
    edge: 'archive',
    whyNot: ({ status }) =>
      status === 'APPROVED' || status === 'REJECTED'
        ? undefined
        : 'Only approved or rejected templates can be archived',
    apply: (id, world) => void world.templateStore.review(id, { status: 'ARCHIVED' }),
  },
  'Puts templates into the archive, from where they cannot be sent.',
);

export const unarchiveTemplates = moving(
  {
    edge: 'unarchive',
    whyNot({ status, archived }, now) {
      if (status !== 'ARCHIVED') return 'Only archived templates can be unarchived';
      return archived && now > archived.at + ARCHIVE_KEPT_MS
        ? 'Templates can be unarchived within 28 days of archival'
        : undefined;
    },
    apply: (id, world) => world.templateStore.unarchive(id),
  },
  'Takes templates out of the archive, into the state that they had.',
);
