/**
 * The features that a number's settings have, and their shapes, in both of Meta's spellings. Members of calls are open:
 * what stands in opening hours or beside a SIP server is kept as it comes.
 */
import { number as amount, array, boolean, object, type Shape, string } from '../parameters.js';

const onOff = string({ oneOf: ['enabled', 'disabled'] });
const mustBeOnOff: Shape = string({ required: true, oneOf: ['enabled', 'disabled'] });
const switched = object({ status: mustBeOnOff }, { open: true });

/** What calls have; other members are passed over. */
const CALLING: Readonly<Record<string, Shape>> = {
  status: onOff,
  call_icon_visibility: string({ oneOf: ['visible', 'hidden', 'default', 'disable_all'] }),
  call_icons: object({ restrict_to_user_countries: array(string({ maxLength: 2 })) }, { open: true }),
  call_hours: switched,
  callback_permission_status: onOff,
  srtp_key_exchange_protocol: string({ oneOf: ['dtls-srtp', 'sdes-srtp', 'dtls', 'sdes'] }),
  sip: object(
    {
      status: mustBeOnOff,
      servers: array(object({ hostname: string({ required: true, maxLength: 256 }), port: amount() }, { open: true })),
    },
    { open: true },
  ),
  video: switched,
  audio: object({ status: onOff }, { open: true }),
};

/** Levels of lists and objects in a member of calls; Meta's own have four. */
const DEEPEST = 6;

const isDeeperThan = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1)));

/** The members that calls have, or `undefined` when one is nested so deep that it cannot be meant. */
export function callingMembers(
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  const known = Object.entries(given).filter(([name]) => Object.hasOwn(CALLING, name));
  return known.some(([, member]) => isDeeperThan(member, DEEPEST)) ? undefined : Object.fromEntries(known);
}

/** By the parameter that sets them. */
export const FEATURES: Readonly<Record<string, Shape>> = {
  calling: object(CALLING, { open: true }),
  user_identity_change: object({ enabled: boolean, enable_identity_key_check: boolean }),
  payload_encryption: object({ status: mustBeOnOff, client_encryption_key: string() }),
  storage_configuration: object({
    enabled: boolean,
    region: string({ maxLength: 32 }),
    status: string({ oneOf: ['default', 'in_country_storage_enabled'] }),
    data_localization_region: string({ maxLength: 32 }),
  }),
};
