/** An operation on the template that its path begins with, or Graph's refusal of one that is not there. */
import type { StoredTemplate } from '../../world/templates.js';
import type { World } from '../../world/world.js';
import { missingObject } from '../missing-object.js';
import { type Decision, type GraphRequest, type Operation, refuse } from '../operation.js';

export const onTemplate = (
  declared: Omit<Operation, 'decide'>,
  decide: (template: StoredTemplate, request: GraphRequest, world: World) => Decision,
): Operation => ({
  ...declared,
  decide(request, world) {
    const id = request.ids['template-id'] ?? '';
    const template = world.templateStore.find(id);
    return template
      ? decide(template, request, world)
      : refuse(missingObject(declared.route.split(' ')[0] ?? 'GET', id));
  },
});
