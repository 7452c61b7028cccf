/**
 * `DELETE /{waba-id}/message_templates`: by `name` all its languages, by `name` and `hsm_id` one, by `hsm_ids` up to
 * 100. Of `hsm_ids` all are deleted or none (assumed). The name stays blocked for 30 days. A disabled template cannot be
 * deleted (documented; the refusal is assumed), nor one that Direct Send made (2388330).
 */
import { parameterError } from '../../errors/graph-error.js';
import { tellStatus } from '../../policy/template-events.js';
import { wabas } from '../../world/accounts.js';
import type { StoredTemplate } from '../../world/templates.js';
import type { World } from '../../world/world.js';
import { onObject } from '../on-object.js';
import { type Decision, refuse, reply, SUCCESS } from '../operation.js';
import { array, parseParameter, string } from '../parameters.js';
import { SUBCODES, templateError } from './template-error.js';

const MOST_IDS = 100;
const idsShape = array(string());

const notFound = () =>
  refuse(templateError(SUBCODES.notFound, "The message template was not found. It can't be deleted."));

function remove(world: World, templates: readonly StoredTemplate[], whole: boolean): Decision {
  if (templates.length === 0) return notFound();
  if (templates.some(({ status }) => status === 'DISABLED'))
    return refuse(templateError(SUBCODES.status, "A disabled template can't be deleted."));
  if (templates.some(({ isGenerated }) => isGenerated))
    return refuse(templateError(SUBCODES.generatedDeletion, "A template that Direct Send made can't be deleted."));
  return reply(() => {
    world.templateStore.remove(templates, whole);
    for (const template of templates) tellStatus(world, template, { event: 'DELETED' });
    return SUCCESS;
  });
}

function removeIds(world: World, wabaId: string, given: unknown): Decision {
  const parsed = parseParameter(idsShape, given, 'hsm_ids');
  if (parsed.refusal) return refuse(parsed.refusal);
  const ids = new Set(parsed.value as readonly string[]);
  if (ids.size > MOST_IDS) return refuse(parameterError(`Param hsm_ids must have at most ${MOST_IDS} elements.`));
  const found = world.templateStore.of(wabaId).filter(({ id }) => ids.has(id));
  return found.length < ids.size ? notFound() : remove(world, found, false);
}

export const deleteTemplates = onObject(
  wabas,
  {
    route: 'DELETE /{waba-id}/message_templates',
    about: {
      summary: 'Deletes templates by name or ids.',
      source: 'documented',
      test: 'test/conformance/templates.test.ts',
    },
  },
  ({ id: wabaId }, { parameters }, world) => {
    const { name, hsm_id, hsm_ids } = parameters;
    if (hsm_ids !== undefined)
      return name === undefined && hsm_id === undefined
        ? removeIds(world, wabaId, hsm_ids)
        : refuse(parameterError('Param hsm_ids cannot be used together with name or hsm_id.'));
    if (typeof name !== 'string' || name === '') return refuse(parameterError('The parameter name is required.'));
    const languages = world.templateStore.named(name, wabaId);
    if (hsm_id === undefined) return remove(world, languages, true);
    const one = languages.filter(({ id }) => id === (typeof hsm_id === 'number' ? String(hsm_id) : hsm_id));
    return remove(world, one, false);
  },
);
