/**
 * The kinds of parameters that fill a template, each with its shape and the member that it must have. Texts stay on one
 * line: no new-lines, no tabs, no more than four spaces in a row (documented; answered with 132018, assumed).
 */
import { contentError, type GraphError } from '../../../errors/graph-error.js';
import { any, array, boolean, number, object, type Shape, string, variant } from '../../parameters.js';
import { filename, mediaShape, refuseMedia } from '../media.js';
import { type Content, firstRefusalOf, invalid, unusable } from '../message-type.js';

const MAX_PAYLOAD = 256;
const MAX_COUPON = 15;
const named = { type: string(), parameter_name: string() };
const open = object({}, { open: true });

const shapes: Readonly<Record<string, Shape>> = {
  text: object({ ...named, text: string() }),
  currency: object({
    ...named,
    currency: object({ fallback_value: string(), code: string(), amount_1000: number() }, { open: true }),
  }),
  date_time: object({ ...named, date_time: object({ fallback_value: string() }, { open: true }) }),
  image: object({ ...named, image: mediaShape() }),
  video: object({ ...named, video: mediaShape() }),
  gif: object({ ...named, gif: mediaShape() }),
  document: object({ ...named, document: mediaShape({ filename }) }),
  location: object({
    ...named,
    location: object({ latitude: number(), longitude: number(), name: string(), address: string() }),
  }),
  product: object({ ...named, product: object({ product_retailer_id: string(), catalog_id: string() }) }),
  payload: object({ ...named, payload: string() }),
  coupon_code: object({ ...named, coupon_code: string() }),
  action: object({ ...named, action: open }),
  ttl_minutes: object({ ...named, ttl_minutes: number() }),
  limited_time_offer: object({ ...named, limited_time_offer: object({ expiration_time_ms: number() }) }),
  tap_target_configuration: object({
    ...named,
    tap_target_configuration: array(object({ url: string({ uri: true }), title: string(), is_active: boolean })),
  }),
};

/** What is none of these is taken here: WhatsApp refuses it as a kind that does not fit. */
export const parameterShape = variant('type', shapes, { otherwise: any });

export type Parameter = Content;

/** The kind of a parameter in lower case, `unknown` if it has none. */
export function kindOf(parameter: unknown): string {
  const type = (parameter as Parameter | null | undefined)?.type;
  return typeof type === 'string' && type !== '' ? type.toLowerCase() : 'unknown';
}

/** Members that a kind needs inside the object that bears its name. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  currency: ['fallback_value', 'code', 'amount_1000'],
  date_time: ['fallback_value'],
  location: ['latitude', 'longitude'],
  product: ['product_retailer_id'],
  limited_time_offer: ['expiration_time_ms'],
};
const MEDIA = new Set(['image', 'video', 'gif', 'document']);

function refuseText(text: string): GraphError | undefined {
  return /[\n\r\t]| {5}/.test(text)
    ? contentError(132018, 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces')
    : undefined;
}

/** A parameter whose kind fits, but whose content does not. */
export function refuseParameter(parameter: Parameter): GraphError | undefined {
  const kind = kindOf(parameter);
  const value = parameter[kind];
  const inner = (value ?? {}) as Content;
  const lacks = (member: string) =>
    unusable(`Parameter '${member}' is mandatory for component parameter type '${kind}'`);
  if (value === undefined || value === '') return lacks(kind);
  const absent = NEEDED[kind]?.find((member) => inner[member] === undefined || inner[member] === '');
  if (absent !== undefined) return lacks(absent);
  if (MEDIA.has(kind)) return refuseMedia(`template ${kind}`, inner);
  if (kind === 'text') return refuseText(String(value));
  if (kind === 'payload' && String(value).length > MAX_PAYLOAD)
    return invalid(`Button payload length invalid. Min length: 1, Max length: ${MAX_PAYLOAD}`);
  if (kind === 'coupon_code' && String(value).length > MAX_COUPON)
    return invalid(`Coupon code length invalid. Min length: 1, Max length: ${MAX_COUPON}`);
  if (kind === 'ttl_minutes' && !(Number.isInteger(value) && Number(value) > 0))
    return invalid('ttl_minutes must be a whole number of minutes');
  return undefined;
}

/** Parameters of kinds that fit where they stand (else 132012, naming the first kind that fits), each sound in itself. */
export function refuseParameters(
  given: readonly Parameter[],
  { where, kinds }: { where: string; kinds: readonly string[] },
): GraphError | undefined {
  const stranger = given.findIndex((parameter) => !kinds.includes(kindOf(parameter)));
  if (stranger >= 0)
    return contentError(
      132012,
      `${where}: Format mismatch, expected ${kinds[0]?.toUpperCase()}, received ${kindOf(given[stranger]).toUpperCase()}`,
    );
  return firstRefusalOf(given, refuseParameter);
}

/** What people read of a parameter. */
export function wordsOf(parameter: Parameter): unknown {
  const { text, coupon_code, payload, currency, date_time } = parameter ?? {};
  const amount = (currency ?? date_time) as Content | undefined;
  return text ?? coupon_code ?? payload ?? amount?.fallback_value;
}
