/**
 * `GET` and `POST /{waba-id}`: the WhatsApp Business Account. Enum spellings as recorded live. Insights, once on, cannot
 * be turned off (200006); turning them on answers the account's id as a number.
 */
import { contentError } from '../../errors/graph-error.js';
import { apps, businesses, numbers, type Waba, wabas } from '../../world/accounts.js';
import { appendActivity } from '../../world/activities.js';
import { onboardingRequests } from '../../world/intents.js';
import type { World } from '../../world/world.js';
import { textBetween } from '../business/shapes.js';
import type { NodeFields } from '../fields.js';
import { flagOf, textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, type GraphRequest, refuse, reply, SUCCESS } from '../operation.js';
import { boolean, string } from '../parameters.js';
import { readNode } from '../read-node.js';
import { accountHealth, healthOf } from './health-status.js';
import { wabaComputed } from './waba-edges.js';

const DEFAULTS = ['name', 'timezone_id', 'message_template_namespace'];

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/wabas.test.ts',
});

export function wabaFields(waba: Waba, request: GraphRequest, world: World): NodeFields {
  const { caller } = request;
  const owner = world.of(businesses).get(waba.businessId);
  const appId = caller?.appId ?? world.credentials.appId;
  const isOwn = world.of(apps).get(appId)?.businessId === waba.businessId;
  const ownNumbers = world
    .of(numbers)
    .all()
    .filter(({ wabaId }) => wabaId === waba.id);
  const isOnMmLite = world
    .of(onboardingRequests)
    .all()
    .some(({ businessId }) => businessId === waba.businessId);
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
      ownership_type: isOwn ? 'SELF' : 'CLIENT_OWNED',
      owner_business: owner && { name: owner.name, id: owner.id },
      owner_business_info: owner && { name: owner.name, id: owner.id },
      on_behalf_of_business_info: undefined,
      primary_funding_id: waba.primaryFundingId,
      purchase_order_number: undefined,
      audiences: undefined,
      dcc_config: undefined,
      is_enabled_for_insights: waba.isEnabledForInsights,
      is_shared_with_partners: (waba.sharedWith ?? []).length > 0,
      disable_marketing_messages_on_cloud_api: waba.isMarketingDisabledOnCloudApi === true,
      marketing_messages_lite_api_status: isOnMmLite ? 'ONBOARDED' : 'ELIGIBLE',
      marketing_messages_onboarding_status: isOnMmLite ? 'ONBOARDED' : 'ELIGIBLE',
      health_status: healthOf(accountHealth(waba, world, appId)),
      status: 'ACTIVE',
      whatsapp_business_manager_messaging_limit: ownNumbers[0]?.messagingLimit,
    },
    computed: wabaComputed(waba, request, world),
  };
}

export const getWaba = onObject(
  wabas,
  { route: 'GET /{waba-id}', about: about('The WhatsApp Business Account.') },
  (waba, request, world) => readNode('waba', wabaFields(waba, request, world), request),
);

export const postWaba = onObject(
  wabas,
  {
    route: 'POST /{waba-id}',
    about: about('Changes the account: its name, its timezone, insights, where marketing messages may go.'),
    accepts: {
      name: textBetween(1, 100),
      timezone_id: string({ pattern: { like: /^\d{1,3}$/, otherwise: 'must be the id of a timezone.' } }),
      is_enabled_for_insights: boolean,
      disable_marketing_messages_on_cloud_api: boolean,
    },
  },
  (waba, { parameters, caller }, world, all) => {
    const name = textOf(parameters, 'name');
    const timezoneId = textOf(parameters, 'timezone_id');
    const isEnabledForInsights = flagOf(parameters, 'is_enabled_for_insights');
    const isMarketingDisabledOnCloudApi = flagOf(parameters, 'disable_marketing_messages_on_cloud_api');
    if (isEnabledForInsights === false && waba.isEnabledForInsights)
      return refuse(contentError(200006, 'Template insights cannot be disabled once they are enabled.'));
    const changes = {
      ...(name !== undefined && { name }),
      ...(timezoneId !== undefined && { timezoneId }),
      ...(isEnabledForInsights !== undefined && { isEnabledForInsights }),
      ...(isMarketingDisabledOnCloudApi !== undefined && { isMarketingDisabledOnCloudApi }),
    };
    return reply(() => {
      all.update(waba.id, changes);
      if (Object.keys(changes).length > 0)
        appendActivity(world, caller, {
          wabaId: waba.id,
          type: 'ACCOUNT_UPDATED',
          description: 'The account was changed.',
          details: Object.fromEntries(Object.entries(changes).map(([member, value]) => [member, String(value)])),
        });
      return isEnabledForInsights === undefined ? SUCCESS : { id: Number(waba.id) };
    });
  },
);
