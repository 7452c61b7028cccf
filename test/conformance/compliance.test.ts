/** What a business in India publishes, over HTTP. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const INFO = '/v23.0/100000000000001/business_compliance_info';
const GOOD = {
  messaging_product: 'whatsapp',
  entity_name: 'Lotus Tea',
  entity_type: 'PARTNERSHIP',
  is_registered: true,
  grievance_officer_details: { name: 'Asha', email: 'asha@lotus.example', mobile_number: '+919812345678' },
  customer_care_details: { email: 'care@lotus.example', landline_number: '+912212345678' },
};
const read = async (query = '') => (await graph.call(`${INFO}${query}`, { method: 'GET' })).json;

test('what is posted is read back', async () => {
  const bare = { whatsapp_business_account_id: '200000000000001', messaging_product: 'whatsapp' };
  expect(await read()).toMatchObject({ data: [bare] });
  expect((await graph.call(INFO, { body: GOOD })).json).toEqual({ success: true });
  expect(await read()).toMatchObject({ data: [{ ...bare, ...GOOD }] });
  expect(await read('?fields=entity_name')).toMatchObject({ data: [{ entity_name: 'Lotus Tea' }] });
});

test('a custom type is taken with OTHER, and types as the guide spells them', async () => {
  const { is_registered: _, ...unregistered } = GOOD;
  const other = { ...GOOD, entity_type: 'Other', entity_type_custom: 'Cooperative' };
  expect((await graph.call(INFO, { body: other })).status).toBe(200);
  expect(await read('?fields=entity_type,entity_type_custom')).toMatchObject({
    data: [{ entity_type: 'OTHER', entity_type_custom: 'Cooperative' }],
  });
  const spelled = { ...unregistered, entity_type: 'Limited Liability Partnership' };
  expect((await graph.call(INFO, { body: spelled })).status).toBe(200);
  expect(await read('?fields=entity_type,entity_type_custom')).toEqual(
    expect.objectContaining({ data: [{ entity_type: 'LIMITED_LIABILITY_PARTNERSHIP' }] }),
  );
});

test.each([
  [{ messaging_product: undefined }, 'The parameter messaging_product is required.'],
  [{ entity_name: 'L' }, 'Param entity_name must be at least 2 characters long.'],
  [{ entity_name: 'x'.repeat(129) }, 'Param entity_name must be at most 128 characters long.'],
  [
    { entity_type: 'CIRCUS' },
    'Param entity_type must be one of {LIMITED_LIABILITY_PARTNERSHIP, SOLE_PROPRIETORSHIP, PARTNERSHIP, ' +
      'PUBLIC_COMPANY, PRIVATE_COMPANY, OTHER} - got "CIRCUS".',
  ],
  [{ entity_type: 'OTHER' }, 'The parameter entity_type_custom is required.'],
  [{ entity_type_custom: 'Cooperative' }, 'Param entity_type_custom can only be used with the entity type OTHER.'],
  [
    { entity_type: 'PUBLIC_COMPANY' },
    'Param is_registered can only be used with the entity types OTHER and PARTNERSHIP.',
  ],
  [{ grievance_officer_details: undefined }, 'The parameter grievance_officer_details is required.'],
  [{ customer_care_details: {} }, "The parameter customer_care_details['email'] is required."],
  [{ customer_care_details: { email: 'care' } }, "Param customer_care_details['email'] is not a valid email address."],
  [
    { customer_care_details: { email: 'a@b.example', mobile_number: '0123' } },
    "Param customer_care_details['mobile_number'] is not a valid phone number: it needs + and the country code.",
  ],
])('with %j it is refused', async (changes, words) => {
  const { status, json } = await graph.call(INFO, { body: { ...GOOD, ...changes } });
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { message: `(#100) ${words}`, code: 100 } });
});
