/**
 * The features that a number's settings have, and their shapes, in both of Meta's spellings. What Meta adds to calls in
 * time is kept as it comes: shapes of calls are open.
 */
import { number as amount, array, boolean, object, type Shape, string } from './parameters.js';

const onOff = string({ oneOf: ['enabled', 'disabled'] });
const mustBeOnOff: Shape = string({ required: true, oneOf: ['enabled', 'disabled'] });
const switched = object({ status: mustBeOnOff }, { open: true });

/** By the parameter that sets them. */
export const FEATURES: Readonly<Record<string, Shape>> = {
  calling: object(
    {
      status: onOff,
      call_icon_visibility: string({ oneOf: ['visible', 'hidden', 'default', 'disable_all'] }),
      call_icons: object({ restrict_to_user_countries: array(string({ maxLength: 2 })) }, { open: true }),
      call_hours: switched,
      callback_permission_status: onOff,
      srtp_key_exchange_protocol: string({ oneOf: ['dtls-srtp', 'sdes-srtp', 'dtls', 'sdes'] }),
      sip: object(
        {
          status: mustBeOnOff,
          servers: array(
            object({ hostname: string({ required: true, maxLength: 256 }), port: amount() }, { open: true }),
          ),
        },
        { open: true },
      ),
      video: switched,
      audio: object({ status: onOff }, { open: true }),
    },
    { open: true },
  ),
  user_identity_change: object({ enabled: boolean, enable_identity_key_check: boolean }),
  payload_encryption: object({ status: mustBeOnOff, client_encryption_key: string() }),
  storage_configuration: object({
    enabled: boolean,
    region: string({ maxLength: 32 }),
    status: string({ oneOf: ['default', 'in_country_storage_enabled'] }),
    data_localization_region: string({ maxLength: 32 }),
  }),
};
