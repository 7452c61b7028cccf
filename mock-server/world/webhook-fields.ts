/**
 * The fields of the object `whatsapp_business_account` that an app can subscribe to: those of the dashboard in July 2026,
 * and `consumer_profile`, which only Meta's page on overrides names. Not modelled: fields of other objects (`page`, `user`).
 */

/** The only object that can be subscribed to here. */
export const WEBHOOK_OBJECT = 'whatsapp_business_account';

export const WEBHOOK_FIELDS = [
  'account_alerts',
  'account_review_update',
  'account_settings_update',
  'account_update',
  'automatic_events',
  'business_capability_update',
  'business_status_update',
  'business_username_updates',
  'calls',
  'consumer_profile',
  'flows',
  'group_lifecycle_update',
  'group_participants_update',
  'group_settings_update',
  'group_status_update',
  'history',
  'message_echoes',
  'message_template_components_update',
  'message_template_quality_update',
  'message_template_status_update',
  'messages',
  'messaging_handovers',
  'partner_solutions',
  'payment_configuration_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
  'smb_app_state_sync',
  'smb_message_echoes',
  'standby',
  'template_category_update',
  'template_correct_category_detection',
  'tracking_events',
  'user_preferences',
] as const;

export type WebhookField = (typeof WEBHOOK_FIELDS)[number];

export const isWebhookField = (name: string): name is WebhookField =>
  (WEBHOOK_FIELDS as readonly string[]).includes(name);

/** Fields that go to another callback when one is set; all others always go to the app's own (Meta, "Webhook overrides"). */
const OVERRIDABLE: ReadonlySet<WebhookField> = new Set<WebhookField>([
  'messages',
  'message_echoes',
  'calls',
  'consumer_profile',
  'messaging_handovers',
  'group_lifecycle_update',
  'group_participants_update',
  'group_settings_update',
  'group_status_update',
  'smb_message_echoes',
  'smb_app_state_sync',
  'history',
  'account_settings_update',
]);

export const canBeOverridden = (field: WebhookField): boolean => OVERRIDABLE.has(field);
