/** What the operations on groups share: who may call them, what they refuse, and the answer to a change. */
import { contentError, type GraphError, graphError, parameterError } from '../../errors/graph-error.js';
import type { Collection } from '../../world/collection.js';
import { type Group, groups, requestIdOf } from '../../world/groups.js';
import type { World } from '../../world/world.js';
import { onObject } from '../on-object.js';
import { type About, type Decision, type GraphRequest, type Operation, refuse, reply } from '../operation.js';

export const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/groups.test.ts',
});

type Decide = (group: Group, request: GraphRequest, all: Collection<Group>, world: World) => Decision;

/** An operation on the group that the path begins with. */
export const onGroup = (
  declared: Omit<Operation, 'decide' | 'needs' | 'about'> & { readonly summary: string },
  decide: Decide,
): Operation => {
  const { summary, ...rest } = declared;
  return onObject(
    groups,
    { ...rest, about: about(summary), needs: 'whatsapp_business_messaging' },
    (group, request, world, all) =>
      group.isSuspended && !rest.route.startsWith('GET')
        ? refuse(contentError(131207, 'The group was suspended because it violates platform policies.'))
        : decide(group, request, all, world),
  );
};

/** A change that Meta makes in its own time and tells of by a webhook; here it is made at once. */
export const request = (group: Group, all: Collection<Group>, changes: Partial<Omit<Group, 'id'>>): Decision =>
  reply(() => {
    const requests = group.requests + 1;
    all.update(group.id, { ...changes, requests });
    return { messaging_product: 'whatsapp', request_id: requestIdOf({ ...group, requests }) };
  });

/** Words of a group: spaces around a subject are cut off. */
export const MAX_SUBJECT = 128;
export const MAX_DESCRIPTION = 2_048;

export const refuseSubject = (subject: string | undefined): GraphError | undefined =>
  subject === '' ? parameterError('The parameter subject is required.') : undefined;

/** An error as a list of failures holds it. */
export function listedError(code: number, details: string) {
  const { title } = graphError(code);
  return { code, message: title, title, error_data: { details } };
}
