/** `GET /{phone-number-id}` and `GET /{waba-id}/phone_numbers`. Fields as Meta documents them (2025-10 to 2026-09). */
import type { PhoneNumber } from '../world/accounts.js';
import type { World } from '../world/world.js';
import type { NodeFields } from './fields.js';
import { missingObject } from './missing-object.js';
import { type Operation, refuse } from './operation.js';
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

export const findNumber = (world: World, id: string): PhoneNumber | undefined =>
  world.accounts.numbers.find((number) => number.id === id);

export const getPhoneNumber: Operation = {
  route: 'GET /{phone-number-id}',
  decide(request, world) {
    const number = findNumber(world, request.phoneNumberId);
    return number
      ? readNode('phone-number', fieldsOf(number), request)
      : refuse(missingObject('GET', request.phoneNumberId));
  },
};

export const getPhoneNumbers: Operation = {
  route: 'GET /{waba-id}/phone_numbers',
  decide: (request, world) => readEdge('phone-number', world.accounts.numbers.map(fieldsOf), request),
};
