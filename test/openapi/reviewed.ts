/**
 * Where the mock differs from Meta's OpenAPI file on purpose: one aspect of one operation each, with what contradicts
 * the file. An entry that no longer applies fails the suite.
 */

export interface Reviewed {
  /** The operation's name, or `every operation`. */
  readonly operation: string;
  /** As the suite names a difference: `the answer: /file_size type`, `without recipient_type: refused`. */
  readonly aspect: string;
  readonly because: string;
  /** Where that is known from. */
  readonly source: string;
}

export const EVERY = 'every operation';

const RECORDED = 'live answers recorded from 2024-10 to 2026-02';

const differs = (operation: string, aspects: readonly string[], because: string, source: string): Reviewed[] =>
  aspects.map((aspect) => ({ operation, aspect, because, source }));

export const reviewed: readonly Reviewed[] = [
  ...differs(
    EVERY,
    ['without a token: status'],
    'code 104 comes with HTTP 400; 401 is for a token that is wrong',
    'Meta, Error codes; captures in public repositories',
  ),
  ...differs(
    EVERY,
    ['for an unknown object: status', 'for an unknown QR-Code-ID: status'],
    'Graph answers 400 with code 100, subcode 33 on every verb, not 404 with code 803',
    RECORDED,
  ),
  ...differs('GET /{Media-ID}', ['the answer: /file_size type'], 'file_size is a number', RECORDED),
  ...differs(
    'POST /{Phone-Number-ID}/messages',
    ['without recipient_type: refused'],
    'it may be left out: `individual` is the default',
    'Meta, Messages reference',
  ),
  ...differs(
    'POST /{Phone-Number-ID}/messages',
    ['without type: refused'],
    'a message without it is a text, as the file shows itself in "Send Text Message with Preview URL"',
    'Meta, Messages reference; the examples of the file',
  ),
  ...differs(
    'POST /{Phone-Number-ID}/messages',
    ['the answer to "Send Reply to List Message": accepted'],
    'the example forgot its type, and without one a message is a text',
    'Meta, Messages reference',
  ),
  ...differs(
    'POST /{Phone-Number-ID}/marketing_messages',
    ['without recipient_type: refused'],
    'it may be left out: `individual` is the default',
    'Meta, Marketing Messages API: sending messages',
  ),
  ...differs(
    'POST /{Phone-Number-ID}/marketing_messages',
    ['without template.language.policy: refused'],
    'no example has it, the file’s own neither',
    'Meta, Marketing Messages API: sending messages; the examples of the file',
  ),
  ...differs(
    'GET /{Phone-Number-ID}/call_permissions',
    ['the answer: /permission/status enum'],
    'it is no_permission, temporary or permanent',
    'Meta, Calling: obtain user call permissions (since 2025-11)',
  ),
  ...differs(
    'POST /{Phone-Number-ID}/settings',
    ['without calling.status: refused'],
    'every setting of calling is optional, and what is left out stays as it is',
    'Meta, Calling: configure call settings (2026)',
  ),
  ...differs(
    'GET /{Phone-Number-ID}/message_qrdls/{QR-Code-ID}',
    [
      'the answer: /code required',
      'the answer: /prefilled_message required',
      'the answer: /deep_link_url required',
      'all fields: /code required',
      'all fields: /prefilled_message required',
      'all fields: /deep_link_url required',
    ],
    'the one code comes in a list, `{"data":[…]}`, as the file shows itself',
    'Meta, QR codes; the examples of the file',
  ),
  ...differs(
    'GET /{Phone-Number-ID}/whatsapp_business_profile',
    ['field business_profile'],
    'the members of the profile stand in the row itself',
    `${RECORDED}; Meta, Business profiles`,
  ),
  ...differs(
    'GET /{Phone-Number-ID}/business_compliance_info',
    [
      'the answer: /data/*/grievance_officer_details/mobile_number pattern',
      'the answer: /data/*/customer_care_details/mobile_number pattern',
      'all fields: /data/*/grievance_officer_details/mobile_number pattern',
      'all fields: /data/*/customer_care_details/mobile_number pattern',
    ],
    'the pattern doubles its backslashes, so that no telephone number fits it, not those of its own examples',
    'the examples of the file',
  ),
  ...differs(
    'GET /{WABA-ID}/phone_numbers',
    ['the answer: /data/*/status required'],
    'status is not among the fields that come unasked',
    'Meta, Phone numbers',
  ),
  ...differs(
    'GET /{WABA-ID}/phone_numbers',
    ['all fields: /data/*/status enum'],
    'it is CONNECTED, DISCONNECTED, …',
    RECORDED,
  ),
  ...differs(
    'GET /{WABA-ID}/phone_numbers',
    ['field unified_cert_status'],
    'Graph refuses it as nonexisting, in v23.0 to v26.0, with either kind of token',
    'measured live by an integrator, 2026-09-09',
  ),
  ...differs(
    'GET /{WABA-ID}',
    ['all fields: /ownership_type enum'],
    'it is SELF for an account of one’s own',
    RECORDED,
  ),
  ...differs(
    'GET /{WABA-ID}',
    ['all fields: /business_verification_status enum'],
    'it is written in small letters',
    RECORDED,
  ),
  ...differs(
    'GET /{Business-ID}/client_whatsapp_business_accounts',
    ['all fields: /data/*/business_verification_status enum'],
    'it is written in small letters',
    RECORDED,
  ),
  ...differs(
    'GET /{WABA-ID}',
    ['subscribed_apps', 'schedules', 'message_templates', 'phone_numbers'].map((edge) => `all fields: /${edge} type`),
    'an edge that is read as a field is an object with `data` and `paging`',
    'Graph, Field expansion',
  ),
  ...differs(
    'GET /{Business-ID}/client_whatsapp_business_accounts',
    ['subscribed_apps', 'schedules', 'message_templates', 'phone_numbers'].map(
      (edge) => `all fields: /data/*/${edge} type`,
    ),
    'an edge that is read as a field is an object with `data` and `paging`',
    'Graph, Field expansion',
  ),
  ...differs(
    'GET /{WABA-ID}/subscribed_apps',
    ['field name'],
    'an entry has `whatsapp_business_api_data`, which has the name, as the file shows itself',
    'Meta, Subscribed apps; the examples of the file',
  ),
  ...differs(
    'POST /whatsapp/webhooks',
    ['an inbound message: /entry/*/changes/*/value anyOf'],
    'the file describes inbound messages with the schema of outbound ones (`to`, `recipient_type` required), which its own examples do not fit',
    'Meta, Webhooks: messages; the examples of the file',
  ),
  ...differs(
    'POST /whatsapp/webhooks',
    ['a group event: /entry/*/changes/*/value anyOf'],
    'the file has times of groups as numbers and knows neither suspension nor results of changes; its own examples have texts',
    'Meta, Groups API webhooks; the examples of the file',
  ),
];

/** The entry that covers a difference. */
export const findReviewed = (operation: string, aspect: string): Reviewed | undefined =>
  reviewed.find((entry) => (entry.operation === operation || entry.operation === EVERY) && entry.aspect === aspect);
