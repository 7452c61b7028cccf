/** `GET /{phone-number-id}` and `GET /{waba-id}/phone_numbers`. Fields as Meta documents them (2025-10 to 2026-09). */
import { numbers, type PhoneNumber, wabas } from '../../world/accounts.js';
import { callingCodeOf, countryOf } from '../../world/calling-codes.js';
import { callbacksOf } from '../../world/subscriptions.js';
import { usernames } from '../../world/usernames.js';
import type { World } from '../../world/world.js';
import { healthOfNumber } from '../accounts/health-status.js';
import { callingApp } from '../accounts/subscribed-apps.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, type GraphRequest, refuse } from '../operation.js';
import { filterNumbers, sortNumbers, sortShape } from '../phone-list.js';
import { readEdge } from '../read-edge.js';
import { readNode } from '../read-node.js';
import { profileField } from './business-profile.js';
import { automationOf } from './conversational-automation.js';
import { isOfficial } from './official-account.js';

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

/** Where the calling app's webhooks about the number go; absent when nowhere. */
function webhookConfiguration(number: PhoneNumber, request: GraphRequest, world: World): object | undefined {
  const callbacks = callbacksOf(world, number.id, callingApp(request, world));
  return Object.keys(callbacks).length > 0 ? callbacks : undefined;
}

export const numberFields = (number: PhoneNumber, request: GraphRequest, world: World): NodeFields => ({
  defaults: DEFAULTS,
  computed: { whatsapp_business_profile: profileField(number) },
  all: {
    id: number.id,
    verified_name: number.verifiedName,
    code_verification_status: number.codeVerificationStatus,
    display_phone_number: number.displayPhoneNumber,
    country_code: countryOf(number.displayPhoneNumber.replace(/\D/g, '')),
    country_dial_code: callingCodeOf(number.displayPhoneNumber.replace(/\D/g, '')),
    quality_rating: number.qualityRating,
    quality_score: { score: number.qualityRating },
    platform_type: 'CLOUD_API',
    throughput: { level: number.throughputLevel },
    webhook_configuration: webhookConfiguration(number, request, world),
    last_onboarded_time: number.lastOnboardedTime || undefined,
    // Live numbers that were never registered show a name that needs no review.
    name_status: number.lastOnboardedTime === '' ? 'AVAILABLE_WITHOUT_REVIEW' : 'APPROVED',
    new_display_name: number.newDisplayName,
    new_name_status: number.newDisplayName === undefined ? 'NONE' : 'PENDING_REVIEW',
    status: number.status,
    account_mode: number.accountMode,
    is_official_business_account: isOfficial(number, world),
    username: world.of(usernames).get(number.id)?.name,
    conversational_automation: automationOf(number.id, world),
    is_pin_enabled: number.isPinEnabled,
    messaging_limit_tier: number.messagingLimit,
    whatsapp_business_manager_messaging_limit: number.messagingLimit,
    host_platform: 'CLOUD_API',
    search_visibility: number.isFoundBySearch ? 'VISIBLE' : 'NON_VISIBLE',
    certificate: undefined,
    health_status: healthOfNumber(number, world, callingApp(request, world)),
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
  (number, request, world) => readNode('phone-number', numberFields(number, request, world), request),
);

export const getPhoneNumbers = onObject(
  wabas,
  {
    route: 'GET /{waba-id}/phone_numbers',
    about: about('The numbers of an account, filtered and sorted.'),
    accepts: { sort: sortShape },
  },
  (waba, request, world) => {
    const own = world
      .of(numbers)
      .all()
      .filter(({ wabaId }) => wabaId === waba.id);
    const passed = filterNumbers(own, request.parameters.filtering, (number) => isOfficial(number, world));
    if ('refusal' in passed) return refuse(passed.refusal);
    const sorted = sortNumbers(passed.numbers, textOf(request.parameters, 'sort'));
    return readEdge(
      'phone-number',
      sorted.map((number) => numberFields(number, request, world)),
      request,
    );
  },
);
