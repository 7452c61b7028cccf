/**
 * `GET /{business-id}/owned_whatsapp_business_accounts` and `/client_whatsapp_business_accounts`: the accounts that a
 * business has, and those that others share with it. All accounts here are of the type `ENTERPRISE`.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { businesses, type Waba, wabas } from '../../world/accounts.js';
import { wabaFields } from '../accounts/wabas.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, type GraphRequest, refuse } from '../operation.js';
import { any, fromJson, number, quoted } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { idOf } from './shapes.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/wabas.test.ts',
});

const OUR_TYPE = 'ENTERPRISE';

/** Whether accounts of our type are wanted; a list may come as JSON or with commas. */
function readTypes(given: unknown, types: readonly string[]): boolean | GraphError {
  if (given === undefined) return true;
  const value = fromJson(given);
  const wanted = Array.isArray(value) ? value.map(quoted) : quoted(value).split(',');
  const unknown = wanted.find((type) => !types.includes(type.trim().toUpperCase()));
  return unknown === undefined
    ? wanted.some((type) => type.trim().toUpperCase() === OUR_TYPE)
    : parameterError(`Param business_type must be one of {${types.join(', ')}} - got "${unknown.slice(0, 100)}".`);
}

/** `first` and `last` are other words for `limit`. */
function withLimit(request: GraphRequest): GraphRequest {
  const { limit, first, last } = request.parameters;
  return { ...request, parameters: { ...request.parameters, limit: limit ?? first ?? last } };
}

const list = (
  route: string,
  summary: string,
  types: readonly string[],
  isListed: (waba: Waba, id: string) => boolean,
) =>
  onObject(
    businesses,
    {
      route,
      about: about(summary),
      needs: 'business_management',
      accepts: { business_type: any, find: idOf(), first: number(), last: number() },
    },
    (business, request, world) => {
      const isOfType = readTypes(request.parameters.business_type, types);
      if (typeof isOfType !== 'boolean') return refuse(isOfType);
      const id = textOf(request.parameters, 'find');
      const found = world
        .of(wabas)
        .all()
        .filter((waba) => isOfType && isListed(waba, business.id) && (id === undefined || waba.id === id));
      return readEdge(
        'waba',
        found.map((it) => wabaFields(it, request, world)),
        withLimit(request),
      );
    },
  );

export const getOwnedWabas = list(
  'GET /{business-id}/owned_whatsapp_business_accounts',
  'The accounts of a business.',
  [OUR_TYPE, 'SMB'],
  ({ businessId }, id) => businessId === id,
);

export const getClientWabas = list(
  'GET /{business-id}/client_whatsapp_business_accounts',
  'The accounts that others share with a business.',
  ['STANDARD', 'PREMIUM', OUR_TYPE],
  ({ sharedWith = [] }, id) => sharedWith.includes(id),
);
