/**
 * Whose an object is: the WhatsApp Business Account and the business behind an id of a path. Objects say it themselves,
 * by the id of their account, number or business; one that says nothing is nobody's and open to every token.
 */
import { numbers, wabas } from '../world/accounts.js';
import type { Collection, CollectionSpec, Identified } from '../world/collection.js';
import { collections } from '../world/collections.js';
import type { NodeKind } from '../world/nodes.js';
import type { World } from '../world/world.js';

export interface Owners {
  readonly wabaId?: string | undefined;
  readonly businessId?: string | undefined;
}

const NOBODY: Owners = {};

const textIn = (object: object, name: string): string | undefined => {
  const value = (object as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
};

export function createOwners(world: World): (id: string) => Owners {
  const byKind = new Map<NodeKind, Collection<Identified>[]>();
  for (const spec of collections as readonly unknown[] as readonly CollectionSpec<Identified>[])
    if (spec.kind) byKind.set(spec.kind, [...(byKind.get(spec.kind) ?? []), world.of(spec)]);
  const allNumbers = world.of(numbers);
  const allWabas = world.of(wabas);

  const ofWaba = (wabaId: string): Owners => ({ wabaId, businessId: allWabas.get(wabaId)?.businessId });

  function ofObject(object: object): Owners {
    const numberId = textIn(object, 'phoneNumberId') ?? textIn(object, 'numberId');
    const wabaId = textIn(object, 'wabaId') ?? (numberId === undefined ? undefined : allNumbers.get(numberId)?.wabaId);
    return wabaId === undefined ? { businessId: textIn(object, 'businessId') } : ofWaba(wabaId);
  }

  return (id) => {
    // Most calls are on numbers.
    const number = allNumbers.get(id);
    if (number) return ofWaba(number.wabaId);
    const kind = world.kindOf(id);
    switch (kind) {
      case undefined:
      case 'app':
      case 'user':
        return NOBODY;
      case 'waba':
        return ofWaba(id);
      case 'business':
        return { businessId: id };
      case 'template':
        return ofWaba(world.templateStore.find(id)?.wabaId ?? '');
      default: {
        for (const collection of byKind.get(kind) ?? []) {
          const object = collection.get(id);
          if (object) return ofObject(object);
        }
        return NOBODY;
      }
    }
  };
}
