/**
 * `GET` and `POST /{phone-number-id}/whatsapp_business_profile`. A read gives nothing but `messaging_product` unless
 * fields are named; unset members are left out; websites get a trailing slash (recorded live).
 */
import { graphError, parameterError } from '../errors/graph-error.js';
import type { BusinessProfile } from '../world/accounts.js';
import { isRefusal, parseFields } from './fields.js';
import { missingField, missingObject } from './missing-object.js';
import { type Decision, type GraphRequest, type Operation, refuse, reply, SUCCESS } from './operation.js';
import { array, object, parseParameter, type Shape, string } from './parameters.js';
import { findNumber } from './phone-numbers.js';

const FIELDS = ['about', 'address', 'description', 'email', 'profile_picture_url', 'websites', 'vertical'] as const;

const VERTICALS = [
  'UNDEFINED',
  'OTHER',
  'AUTO',
  'BEAUTY',
  'APPAREL',
  'EDU',
  'ENTERTAIN',
  'EVENT_PLAN',
  'FINANCE',
  'GROCERY',
  'GOVT',
  'HOTEL',
  'HEALTH',
  'NONPROFIT',
  'PROF_SERVICES',
  'RETAIL',
  'TRAVEL',
  'RESTAURANT',
  'NOT_A_BIZ',
] as const;

/** Limits in characters: Meta, "Business profiles". */
const members: Readonly<Record<string, Shape>> = {
  about: string({ maxLength: 139 }),
  address: string({ maxLength: 256 }),
  description: string({ maxLength: 512 }),
  email: string({ maxLength: 128 }),
  websites: array(string({ maxLength: 256, uri: true })),
  vertical: string(),
  profile_picture_handle: string(),
};
const updateShape = object(members, { open: true });

function read(profile: BusinessProfile, { parameters }: GraphRequest): Decision {
  const fields = typeof parameters.fields === 'string' ? parseFields(parameters.fields) : [];
  if (isRefusal(fields)) return refuse(fields);
  const chosen: Record<string, unknown> = {};
  for (const { name } of fields) {
    if (name !== 'messaging_product' && !(FIELDS as readonly string[]).includes(name))
      return refuse(missingField(name, 'phone-number'));
    const value = profile[name as keyof BusinessProfile];
    if (value !== undefined) chosen[name] = value;
  }
  return reply(() => ({ data: [{ ...chosen, messaging_product: 'whatsapp' }] }));
}

const withSlash = (website: string) => (URL.canParse(website) ? new URL(website).href : website);

function update(profile: BusinessProfile, { parameters }: GraphRequest): Decision {
  if (parameters.messaging_product !== 'whatsapp')
    return refuse(parameterError('The parameter messaging_product is required.'));
  const parsed = parseParameter(updateShape, parameters, 'root');
  if (parsed.refusal) return refuse(parsed.refusal);
  const given = parsed.value as Partial<BusinessProfile> & { profile_picture_handle?: string };
  if (given.websites && given.websites.length > 2)
    return refuse(parameterError('Param websites must have at most 2 elements.'));
  if (given.vertical !== undefined && !(VERTICALS as readonly string[]).includes(given.vertical))
    return refuse(parameterError(`Param vertical must be one of {${VERTICALS.join(', ')}} - got "${given.vertical}".`));
  if (given.profile_picture_handle !== undefined)
    return refuse(graphError(100, { message: '(#100) Invalid parameter', details: 'Invalid profile picture handle.' }));
  const changes = Object.fromEntries(
    FIELDS.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  );
  return reply(() => {
    Object.assign(profile, changes, given.websites && { websites: given.websites.map(withSlash) });
    return SUCCESS;
  });
}

const onProfile = (
  method: 'GET' | 'POST',
  decide: (profile: BusinessProfile, request: GraphRequest) => Decision,
): Operation => ({
  route: `${method} /{phone-number-id}/whatsapp_business_profile`,
  decide(request, world) {
    const number = findNumber(world, request.phoneNumberId);
    return number ? decide(number.profile, request) : refuse(missingObject(method, request.phoneNumberId));
  },
});

export const getBusinessProfile = onProfile('GET', read);
export const postBusinessProfile = onProfile('POST', update);
