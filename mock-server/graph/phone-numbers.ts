/** `GET /{phone-number-id}` and `GET /{waba-id}/phone_numbers`. Fields as Meta documents them (2025-10 to 2026-09). */
import { numbers, type PhoneNumber, wabas } from '../world/accounts.js';
import type { NodeFields } from './fields.js';
import { onObject } from './on-object.js';
import type { About } from './operation.js';
import { readEdge } from './read-edge.js';
import { readNode } from './read-node.js';

const DEFAULTS = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
  'webhook_configuration',
  'last_onboarded_time',
];

const fieldsOf = (number: PhoneNumber): NodeFields => ({
  defaults: DEFAULTS,
  all: {
    id: number.id,
    verified_name: number.verifiedName,
    code_verification_status: number.codeVerificationStatus,
    display_phone_number: number.displayPhoneNumber,
    quality_rating: number.qualityRating,
    quality_score: { score: number.qualityRating },
    platform_type: 'CLOUD_API',
    throughput: { level: number.throughputLevel },
    webhook_configuration: undefined,
    last_onboarded_time: number.lastOnboardedTime,
    name_status: 'APPROVED',
    new_name_status: 'NONE',
    status: number.status,
    account_mode: number.accountMode,
    is_official_business_account: false,
    is_pin_enabled: number.isPinEnabled,
    messaging_limit_tier: number.messagingLimit,
    whatsapp_business_manager_messaging_limit: number.messagingLimit,
    host_platform: 'CLOUD_API',
    search_visibility: 'NON_VISIBLE',
    certificate: undefined,
    health_status: { can_send_message: number.status === 'CONNECTED' ? 'AVAILABLE' : 'BLOCKED', entities: [] },
  },
});

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/accounts.test.ts',
});

export const getPhoneNumber = onObject(
  numbers,
  { route: 'GET /{phone-number-id}', about: about('A number, with the fields that are asked for.') },
  (number, request) => readNode('phone-number', fieldsOf(number), request),
);

export const getPhoneNumbers = onObject(
  wabas,
  { route: 'GET /{waba-id}/phone_numbers', about: about('The numbers of an account.') },
  (waba, request, world) => {
    const own = world
      .of(numbers)
      .all()
      .filter(({ wabaId }) => wabaId === waba.id);
    return readEdge('phone-number', own.map(fieldsOf), request);
  },
);
