/** `GET /{waba-id}`: the WhatsApp Business Account. Enum spellings as recorded live. */
import { businesses, numbers, type Waba, wabas } from '../world/accounts.js';
import type { World } from '../world/world.js';
import type { NodeFields } from './fields.js';
import { onObject } from './on-object.js';
import { readNode } from './read-node.js';

const DEFAULTS = ['name', 'timezone_id', 'message_template_namespace'];

const fieldsOf = (waba: Waba, world: World): NodeFields => {
  const owner = world.of(businesses).get(waba.businessId);
  return {
    defaults: DEFAULTS,
    all: {
      id: waba.id,
      name: waba.name,
      currency: waba.currency,
      timezone_id: waba.timezoneId,
      message_template_namespace: `${waba.id}_waproof`,
      account_review_status: 'APPROVED',
      business_verification_status: owner?.verificationStatus,
      country: 'US',
      ownership_type: 'SELF',
      owner_business_info: owner && { name: owner.name, id: owner.id },
      on_behalf_of_business_info: undefined,
      primary_funding_id: undefined,
      purchase_order_number: undefined,
      is_enabled_for_insights: waba.isEnabledForInsights,
      marketing_messages_lite_api_status: 'INELIGIBLE',
      health_status: { can_send_message: 'AVAILABLE', entities: [] },
      status: 'ACTIVE',
      whatsapp_business_manager_messaging_limit: world
        .of(numbers)
        .all()
        .find(({ wabaId }) => wabaId === waba.id)?.messagingLimit,
    },
  };
};

export const getWaba = onObject(
  wabas,
  {
    route: 'GET /{waba-id}',
    about: {
      summary: 'The WhatsApp Business Account.',
      source: 'documented',
      test: 'test/conformance/accounts.test.ts',
    },
  },
  (waba, request, world) => readNode('waba', fieldsOf(waba, world), request),
);
