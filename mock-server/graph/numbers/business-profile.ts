/**
 * `GET` and `POST /{phone-number-id}/whatsapp_business_profile`. A read gives nothing but `messaging_product` unless
 * fields are named; unset members are left out; websites get a trailing slash (recorded live).
 */
import { graphError, parameterError } from '../../errors/graph-error.js';
import { type BusinessProfile, numbers, type PhoneNumber } from '../../world/accounts.js';
import type { Collection } from '../../world/collection.js';
import { findAsset, type UploadedAsset } from '../../world/uploads.js';
import type { World } from '../../world/world.js';
import { type Compute, type Computed, isRefusal, parseFields, type Selection } from '../fields.js';
import { publicUrl } from '../media/file-urls.js';
import { missingField } from '../missing-object.js';
import { onObject } from '../on-object.js';
import { type About, change, type Decision, type GraphRequest, refuse, reply } from '../operation.js';
import { array, object, parseParameter, type Shape, string } from '../parameters.js';

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
/** In bytes. */
const LARGEST_PICTURE = 5 * 1_024 ** 2;
const updateShape = object(members, { open: true });

/** The profile as the edge and the field `whatsapp_business_profile` of a number give it. */
function profileRow({ profile }: PhoneNumber, fields: readonly Selection[]): Computed {
  const chosen: Record<string, unknown> = {};
  for (const { name } of fields) {
    if (name !== 'messaging_product' && !(FIELDS as readonly string[]).includes(name))
      return { refusal: missingField(name, 'phone-number') };
    const value = profile[name as keyof BusinessProfile];
    if (value !== undefined) chosen[name] = value;
  }
  return { value: { data: [{ ...chosen, messaging_product: 'whatsapp' }] } };
}

/** `GET /{phone-number-id}?fields=whatsapp_business_profile{about}`. */
export const profileField =
  (number: PhoneNumber): Compute =>
  (_modifiers, nested) =>
    profileRow(number, nested);

function read(number: PhoneNumber, { parameters }: GraphRequest): Decision {
  const fields = typeof parameters.fields === 'string' ? parseFields(parameters.fields) : [];
  if (isRefusal(fields)) return refuse(fields);
  const row = profileRow(number, fields);
  if ('refusal' in row) return refuse(row.refusal);
  return reply(() => ('value' in row ? (row.value as object) : {}));
}

/** Meta, "Business profiles": JPG or PNG up to 5 MB. That it is a square of 192 pixels or more is not looked at. */
function pictureOf(handle: string, world: World): UploadedAsset | undefined {
  const asset = findAsset(world, handle);
  return asset && /^image\/(?:jpe?g|png)$/.test(asset.fileType) && asset.sizeBytes <= LARGEST_PICTURE
    ? asset
    : undefined;
}

const withSlash = (website: string) => (URL.canParse(website) ? new URL(website).href : website);

function update(
  { id, profile }: PhoneNumber,
  request: GraphRequest,
  world: World,
  all: Collection<PhoneNumber>,
): Decision {
  const { parameters } = request;
  if (parameters.messaging_product !== 'whatsapp')
    return refuse(parameterError('The parameter messaging_product is required.'));
  const parsed = parseParameter(updateShape, parameters, 'root');
  if (parsed.refusal) return refuse(parsed.refusal);
  const given = parsed.value as Partial<BusinessProfile> & { profile_picture_handle?: string };
  if (given.websites && given.websites.length > 2)
    return refuse(parameterError('Param websites must have at most 2 elements.'));
  if (given.vertical !== undefined && !(VERTICALS as readonly string[]).includes(given.vertical))
    return refuse(parameterError(`Param vertical must be one of {${VERTICALS.join(', ')}} - got "${given.vertical}".`));
  const handle = given.profile_picture_handle;
  const picture = handle === undefined ? undefined : pictureOf(handle, world);
  if (handle !== undefined && !picture)
    return refuse(graphError(100, { message: '(#100) Invalid parameter', details: 'Invalid profile picture handle.' }));
  const changes = Object.fromEntries(
    FIELDS.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  );
  const websites = given.websites && { websites: given.websites.map(withSlash) };
  return change(() => {
    const known = all.get(id)?.profile ?? profile;
    const shown = picture && { profile_picture_url: publicUrl(request.address(), picture, 'picture') };
    all.update(id, { profile: { ...known, ...changes, ...websites, ...shown } });
  });
}

const about = (summary: string): About => ({
  summary,
  source: 'recorded',
  test: 'test/conformance/accounts.test.ts',
});
const route = '/{phone-number-id}/whatsapp_business_profile';

export const getBusinessProfile = onObject(
  numbers,
  { route: `GET ${route}`, about: about('The profile that users see.'), needs: 'whatsapp_business_messaging' },
  read,
);

export const postBusinessProfile = onObject(
  numbers,
  { route: `POST ${route}`, about: about('Changes the profile.'), needs: 'whatsapp_business_messaging' },
  update,
);
