/**
 * `/{phone-number-id}/business_compliance_info`: what businesses in India must publish. Only the shape is checked, as
 * far as Meta documents it. Types of entities are also taken with spaces, as Meta's guide writes them.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { numbers } from '../../world/accounts.js';
import { type ComplianceInfo, complianceInfos, ENTITY_TYPES } from '../../world/compliance.js';
import type { NodeFields } from '../fields.js';
import { flagOf, objectOf, textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, change, type GraphRequest, type Operation, refuse } from '../operation.js';
import { boolean, object, type Shape, string, whatsapp } from '../parameters.js';
import { readEdge } from '../read-edge.js';

const email = string({
  required: true,
  maxLength: 128,
  pattern: { like: /^[^\s@]+@[^\s@]+$/, otherwise: 'is not a valid email address.' },
});
const phone = string({
  pattern: { like: /^\+[1-9]\d{1,14}$/, otherwise: 'is not a valid phone number: it needs + and the country code.' },
});

const accepts: Readonly<Record<string, Shape>> = {
  messaging_product: whatsapp,
  entity_name: string({ required: true, maxLength: 128 }),
  entity_type: string({ required: true }),
  entity_type_custom: string({ maxLength: 1_024 }),
  is_registered: boolean,
  grievance_officer_details: object(
    { name: string({ required: true, maxLength: 128 }), email, mobile_number: phone, landline_number: phone },
    { required: true },
  ),
  customer_care_details: object({ email, mobile_number: phone, landline_number: phone }, { required: true }),
};

const typeOf = (parameters: GraphRequest['parameters']): string =>
  (textOf(parameters, 'entity_type') ?? '').trim().toUpperCase().replaceAll(' ', '_');

function refuseRules(parameters: GraphRequest['parameters']): GraphError | undefined {
  const type = typeOf(parameters);
  const custom = textOf(parameters, 'entity_type_custom');
  if ((textOf(parameters, 'entity_name') ?? '').length < 2)
    return parameterError('Param entity_name must be at least 2 characters long.');
  if (!(ENTITY_TYPES as readonly string[]).includes(type))
    return parameterError(
      `Param entity_type must be one of {${ENTITY_TYPES.join(', ')}} - got "${textOf(parameters, 'entity_type')}".`,
    );
  if (type === 'OTHER' && !custom) return parameterError('The parameter entity_type_custom is required.');
  if (type !== 'OTHER' && custom)
    return parameterError('Param entity_type_custom can only be used with the entity type OTHER.');
  if (flagOf(parameters, 'is_registered') !== undefined && type !== 'OTHER' && type !== 'PARTNERSHIP')
    return parameterError('Param is_registered can only be used with the entity types OTHER and PARTNERSHIP.');
  return undefined;
}

const fieldsOf = (wabaId: string, info: ComplianceInfo | undefined): NodeFields => ({
  defaults: [
    'whatsapp_business_account_id',
    'messaging_product',
    'entity_name',
    'entity_type',
    'entity_type_custom',
    'is_registered',
    'grievance_officer_details',
    'customer_care_details',
  ],
  all: {
    whatsapp_business_account_id: wabaId,
    messaging_product: 'whatsapp',
    entity_name: info?.entityName,
    entity_type: info?.entityType,
    entity_type_custom: info?.entityTypeCustom,
    is_registered: info?.isRegistered,
    grievance_officer_details: info?.grievanceOfficer,
    customer_care_details: info?.customerCare,
  },
});

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/compliance.test.ts',
});
const route = '/{phone-number-id}/business_compliance_info';

export const complianceOperations: readonly Operation[] = [
  onObject(
    numbers,
    { route: `GET ${route}`, about: about('What the business has to publish in India.') },
    (number, request, world) =>
      readEdge('phone-number', [fieldsOf(number.wabaId, world.of(complianceInfos).get(number.id))], request),
  ),
  onObject(
    numbers,
    { route: `POST ${route}`, about: about('Sets what the business has to publish in India.'), accepts },
    (number, { parameters }, world) => {
      const refusal = refuseRules(parameters);
      if (refusal) return refuse(refusal);
      const entityTypeCustom = textOf(parameters, 'entity_type_custom');
      const isRegistered = flagOf(parameters, 'is_registered');
      return change(() =>
        world.of(complianceInfos).put({
          id: number.id,
          entityName: textOf(parameters, 'entity_name') ?? '',
          entityType: typeOf(parameters),
          ...(entityTypeCustom !== undefined && { entityTypeCustom }),
          ...(isRegistered !== undefined && { isRegistered }),
          grievanceOfficer: objectOf(parameters, 'grievance_officer_details') ?? {},
          customerCare: objectOf(parameters, 'customer_care_details') ?? {},
        }),
      );
    },
  ),
];
