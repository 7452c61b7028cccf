/** Asks for a postal address, in India and Singapore only. The fields of an address are not checked. */
import { any, object, string } from '../../parameters.js';
import { firstRefusal, invalid } from '../message-type.js';
import { EVERY_HEADER, type InteractiveKind, listOf, namedAction, parametersOf, refuseText } from './kind.js';

const COUNTRIES = ['IN', 'SG'];
const open = object({}, { open: true });

export const addressMessage: InteractiveKind = {
  headers: EVERY_HEADER,
  action: namedAction('address_message', {
    country: string(),
    values: open,
    saved_addresses: listOf({ id: any, value: open }),
    validation_errors: open,
  }),
  refuse(content) {
    const { country } = parametersOf(content);
    return firstRefusal(
      () => refuseText(country, { label: 'Address country' }),
      () =>
        COUNTRIES.includes(String(country))
          ? undefined
          : invalid(`Address country is not supported. Supported countries ['${COUNTRIES.join("','")}']`),
    );
  },
};
