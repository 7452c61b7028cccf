/**
 * Samples of the webhooks about accounts, templates, flows and numbers, as the button "Test" of an app's dashboard sends
 * them: one for each event that Meta lists, in its documented form, about invented things. For what nothing here causes.
 */
import type { WebhookField } from '../../world/webhook-fields.js';
import type { MakeValue, Subject, Variants } from './sample.js';

const keyed = <Key extends string>(keys: readonly Key[], make: (key: Key) => MakeValue): Variants =>
  Object.fromEntries(keys.map((key) => [key, make(key)]));

const alert = (type: string, severity: string) => (): Readonly<Record<string, unknown>> => ({
  entity_type: 'BUSINESS',
  entity_id: '506914307656634',
  alert_info: {
    alert_severity: severity,
    alert_status: 'ACTIVE',
    alert_type: type,
    alert_description: 'This is a sample of an alert.',
  },
});

const partner =
  (event: string): MakeValue =>
  (it) => ({
    event,
    waba_info: { waba_id: it.wabaId, owner_business_id: it.businessId, partner_app_id: it.appId },
  });

const accountUpdates: Variants = {
  ACCOUNT_VIOLATION: () => ({ event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } }),
  ACCOUNT_RESTRICTION: (it) => ({
    event: 'ACCOUNT_RESTRICTION',
    restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: it.now + 86_400 }],
  }),
  ACCOUNT_DELETED: () => ({ event: 'ACCOUNT_DELETED' }),
  AD_ACCOUNT_LINKED: (it) => ({
    event: 'AD_ACCOUNT_LINKED',
    waba_info: { waba_id: it.wabaId, owner_business_id: it.businessId, ad_account_linked: '1' },
  }),
  AUTH_INTL_PRICE_ELIGIBILITY_UPDATE: (it) => ({
    event: 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE',
    auth_international_rate_eligibility: {
      start_time: it.now,
      exception_countries: [{ country_code: 'IN', start_time: it.now }],
    },
  }),
  BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE: () => ({
    event: 'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE',
    country: 'PT',
  }),
  DISABLED_UPDATE: () => ({
    event: 'DISABLED_UPDATE',
    ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'May 2, 2026' },
  }),
  MM_LITE_TERMS_SIGNED: () => ({ event: 'MM_LITE_TERMS_SIGNED' }),
  ...keyed(['PARTNER_ADDED', 'PARTNER_APP_INSTALLED', 'PARTNER_APP_UNINSTALLED'], partner),
  PARTNER_REMOVED: (it) => ({
    ...partner('PARTNER_REMOVED')(it),
    phone_number: it.number,
    disconnection_info: { reason: 'PRIMARY_INACTIVITY', initiated_by: 'SYSTEM' },
  }),
  PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE: (it) => ({
    event: 'PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE',
    partner_client_certification_info: { client_business_id: it.businessId, status: 'APPROVED', rejection_reasons: [] },
  }),
  VOLUME_BASED_PRICING_TIER_UPDATE: (it) => ({
    event: 'VOLUME_BASED_PRICING_TIER_UPDATE',
    volume_tier_info: {
      tier_update_time: it.now,
      pricing_category: 'UTILITY',
      tier: '25000001:50000000',
      effective_month: '2026-11',
      region: 'India',
    },
  }),
};

const template = { message_template_id: 12_345_678, message_template_name: 'my_message_template' };
const hyphened = { ...template, message_template_language: 'pt-BR' };

const templateStatus =
  (event: string): MakeValue =>
  ({ now }) => ({
    event,
    ...hyphened,
    reason: event === 'PENDING_DELETION' ? null : event === 'REJECTED' ? 'INVALID_FORMAT' : 'NONE',
    message_template_category: 'MARKETING',
    ...(event === 'REJECTED' && {
      rejection_info: { reason: 'This is a sample.', recommendation: 'Edit the template and submit it again.' },
    }),
    ...(event === 'PAUSED' && { other_info: { title: 'FIRST_PAUSE', description: 'This is a sample.' } }),
    ...(event === 'DISABLED' && { disable_info: { disable_date: String(now) } }),
  });

const flowAlert =
  (event: string, more: Readonly<Record<string, unknown>>): MakeValue =>
  () => ({
    event,
    message: 'This is a sample of an alert about a flow.',
    flow_id: '6627390910605886',
    ...more,
  });
const errorRate = { error_rate: 14.28, threshold: 10, alert_state: 'ACTIVATED' };

const flowVariants: Variants = {
  FLOW_STATUS_CHANGE: flowAlert('FLOW_STATUS_CHANGE', { old_status: 'DRAFT', new_status: 'PUBLISHED' }),
  CLIENT_ERROR_RATE: flowAlert('CLIENT_ERROR_RATE', {
    ...errorRate,
    errors: [{ error_type: 'INVALID_SCREEN_TRANSITION', error_rate: 66.66, error_count: 2 }],
  }),
  ENDPOINT_ERROR_RATE: flowAlert('ENDPOINT_ERROR_RATE', {
    ...errorRate,
    errors: [{ error_type: 'CAPABILITY_ERROR', error_rate: 66.66, error_count: 2 }],
  }),
  ENDPOINT_LATENCY: flowAlert('ENDPOINT_LATENCY', {
    p50_latency: 3_000,
    p90_latency: 9_000,
    requests_count: 34,
    threshold: 3_000,
    alert_state: 'ACTIVATED',
  }),
  ENDPOINT_AVAILABILITY: flowAlert('ENDPOINT_AVAILABILITY', {
    availability: 75,
    threshold: 90,
    alert_state: 'ACTIVATED',
  }),
  FLOW_VERSION_EXPIRY_WARNING: flowAlert('FLOW_VERSION_EXPIRY_WARNING', {
    warning: 'The version of the flow expires soon.',
  }),
};

const ofNumber =
  (more: Readonly<Record<string, unknown>>): MakeValue =>
  ({ number }: Subject) => ({ display_phone_number: number, ...more });

export const accountSamples = {
  account_alerts: {
    OBA_APPROVED: alert('OBA_APPROVED', 'INFORMATIONAL'),
    OBA_REJECTED: alert('OBA_REJECTED', 'INFORMATIONAL'),
    INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED: alert('INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED', 'WARNING'),
    INCREASED_CAPABILITIES_ELIGIBILITY_FAILED: alert('INCREASED_CAPABILITIES_ELIGIBILITY_FAILED', 'CRITICAL'),
    INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO: alert(
      'INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO',
      'WARNING',
    ),
    PROFILE_PICTURE_LOST: alert('PROFILE_PICTURE_LOST', 'WARNING'),
  },
  account_review_update: keyed(['APPROVED', 'REJECTED', 'PENDING', 'DEFERRED'], (decision) => () => ({ decision })),
  account_settings_update: {
    phone_number_settings: (it) => ({
      messaging_product: 'whatsapp',
      timestamp: String(it.now),
      type: 'phone_number_settings',
      phone_number_settings: { phone_number_id: it.phoneNumberId, calling: { status: 'ENABLED' } },
    }),
  },
  account_update: accountUpdates,
  business_capability_update: {
    update: () => ({ max_daily_conversations_per_business: 2_000, max_phone_numbers_per_waba: 25 }),
  },
  business_status_update: { update: (it) => ({ business_id: it.businessId, event: 'BUSINESS_VERIFIED' }) },
  business_username_updates: {
    approved: ofNumber({ username: 'depot.four', status: 'approved' }),
    reserved: ofNumber({ username: 'depot.four', status: 'reserved' }),
    deleted: ofNumber({ status: 'deleted' }),
    revoked: ofNumber({ status: 'deleted', context: 'revoked' }),
  },
  flows: flowVariants,
  message_template_components_update: {
    update: () => ({
      ...template,
      message_template_language: 'pt_BR',
      message_template_title: 'A header',
      message_template_element: 'A body',
      message_template_footer: 'A footer',
      message_template_buttons: [
        {
          message_template_button_type: 'URL',
          message_template_button_text: 'Open',
          message_template_button_url: 'https://example.com',
        },
      ],
    }),
  },
  message_template_quality_update: {
    update: () => ({ previous_quality_score: 'GREEN', new_quality_score: 'YELLOW', ...hyphened }),
  },
  message_template_status_update: keyed(
    [
      'APPROVED',
      'ARCHIVED',
      'UNARCHIVED',
      'DELETED',
      'DISABLED',
      'FLAGGED',
      'IN_APPEAL',
      'LIMIT_EXCEEDED',
      'LOCKED',
      'PAUSED',
      'PENDING',
      'PENDING_DELETION',
      'REINSTATED',
      'REJECTED',
    ],
    templateStatus,
  ),
  partner_solutions: {
    SOLUTION_CREATED: () => ({
      event: 'SOLUTION_CREATED',
      solution_id: '774485461512159',
      solution_status: 'INITIATED',
    }),
    SOLUTION_UPDATED: () => ({ event: 'SOLUTION_UPDATED', solution_id: '774485461512159', solution_status: 'ACTIVE' }),
  },
  payment_configuration_update: {
    update: ({ now }) => ({
      configuration_name: 'test-payment-configuration',
      provider_name: 'razorpay',
      provider_mid: 'acc_GP4lfNA0iIMn5B',
      status: 'Needs Testing',
      created_timestamp: now,
      updated_timestamp: now,
    }),
  },
  phone_number_name_update: keyed(['APPROVED', 'DEFERRED', 'PENDING', 'REJECTED'], (decision) =>
    ofNumber({
      decision,
      requested_verified_name: 'Depot Four',
      rejection_reason: decision === 'REJECTED' ? 'NAME_EMPLOYEE_ENTITY_NOT_ALLOWED' : null,
    }),
  ),
  phone_number_quality_update: keyed(
    ['THROUGHPUT_UPGRADE', 'ONBOARDING', 'UPGRADE', 'DOWNGRADE', 'FLAGGED', 'UNFLAGGED'],
    (event) =>
      ofNumber({ event, current_limit: 'TIER_UNLIMITED', max_daily_conversations_per_business: 'TIER_UNLIMITED' }),
  ),
  security: keyed(['PIN_CHANGED', 'PIN_RESET_REQUEST', 'PIN_REQUEST_SUCCESS'], (event) =>
    ofNumber({ event, ...(event === 'PIN_RESET_REQUEST' && { requester: '61555822107539' }) }),
  ),
  template_category_update: {
    done: () => ({ ...hyphened, previous_category: 'UTILITY', new_category: 'MARKETING' }),
    impending: ({ now }) => ({
      ...hyphened,
      new_category: 'UTILITY',
      correct_category: 'MARKETING',
      category_update_timestamp: now + 86_400,
    }),
  },
  template_correct_category_detection: {
    update: () => ({ ...hyphened, category: 'UTILITY', correct_category: 'MARKETING' }),
  },
} as const satisfies Partial<Readonly<Record<WebhookField, Variants>>>;
