/** `GET /{waba-id}`: the WhatsApp Business Account. Enum spellings as recorded live. */
import type { Operation } from './operation.js';
import { readNode } from './read-node.js';

export const getWaba: Operation = {
  route: 'GET /{waba-id}',
  decide(request, { accounts, credentials }) {
    const { waba, business } = accounts;
    const defaults = ['name', 'timezone_id', 'message_template_namespace'];
    const all = {
      id: waba.id,
      name: waba.name,
      currency: waba.currency,
      timezone_id: waba.timezoneId,
      message_template_namespace: `${credentials.wabaId}_waproof`,
      account_review_status: 'APPROVED',
      business_verification_status: 'verified',
      country: 'US',
      ownership_type: 'SELF',
      owner_business_info: { name: business.name, id: business.id },
      on_behalf_of_business_info: undefined,
      primary_funding_id: undefined,
      purchase_order_number: undefined,
      is_enabled_for_insights: false,
      marketing_messages_lite_api_status: 'INELIGIBLE',
      health_status: { can_send_message: 'AVAILABLE', entities: [] },
      status: 'ACTIVE',
      whatsapp_business_manager_messaging_limit: accounts.numbers[0]?.messagingLimit,
    };
    return readNode('waba', { all, defaults }, request);
  },
};
