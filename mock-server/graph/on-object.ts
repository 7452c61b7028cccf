/**
 * An operation on the object that its path begins with: finds the object, or gives Graph's refusal of a missing one.
 * The router refuses unknown ids already; an object may still be gone when a batch removed it a moment before.
 */
import type { Collection, CollectionSpec, Identified } from '../world/collection.js';
import type { World } from '../world/world.js';
import { missingObject } from './missing-object.js';
import { type Decision, type GraphRequest, type Operation, refuse } from './operation.js';

export function onObject<Item extends Identified>(
  spec: CollectionSpec<Item>,
  declared: Omit<Operation, 'decide'>,
  decide: (object: Item, request: GraphRequest, world: World, collection: Collection<Item>) => Decision,
): Operation {
  const [method = 'GET'] = declared.route.split(' ');
  const placeholder = /\{([\w-]+)\}/.exec(declared.route)?.[1] ?? '';
  return {
    ...declared,
    decide(request, world) {
      const id = request.ids[placeholder] ?? '';
      const collection = world.of(spec);
      const object = collection.get(id);
      return object ? decide(object, request, world, collection) : refuse(missingObject(method, id));
    },
  };
}
