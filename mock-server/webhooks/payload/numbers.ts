/**
 * Webhooks about a number itself: its name, its first day, its PIN, its username, its settings, its badge.
 * None of them has the `metadata` of conversations. Quality and throughput are told of by the rules that change them. Not modelled: why
 * a name is rejected, which is always for the same reason here.
 */
import { numbers, type PhoneNumber } from '../../world/accounts.js';
import { type NumberSettings, settingsOrUsual } from '../../world/number-settings.js';
import type { OfficialAccount } from '../../world/official-accounts.js';
import type { PlatformEvent } from '../../world/outbox.js';
import type { Username } from '../../world/usernames.js';
import type { WebhookField } from '../../world/webhook-fields.js';
import type { World } from '../../world/world.js';
import { digitsOf, NOTHING, secondsText, type Tells } from './told.js';

type Value = PlatformEvent['value'];

const about = ({ id, wabaId }: PhoneNumber, field: WebhookField, value: Value): PlatformEvent => ({
  field,
  wabaId,
  phoneNumberId: id,
  value,
});

function nameDecision(before: PhoneNumber, after: PhoneNumber): Value | undefined {
  const asked = after.newDisplayName;
  if (asked !== undefined && asked !== before.newDisplayName)
    return { decision: 'PENDING', requested_verified_name: asked, rejection_reason: null };
  if (before.newDisplayName === undefined || asked !== undefined) return undefined;
  const isApproved = after.verifiedName === before.newDisplayName;
  return {
    decision: isApproved ? 'APPROVED' : 'REJECTED',
    requested_verified_name: before.newDisplayName,
    rejection_reason: isApproved ? null : 'NAME_EMPLOYEE_ENTITY_NOT_ALLOWED',
  };
}

export const numberEvents: Tells<PhoneNumber> = (before, after) => {
  if (!before || !after) return NOTHING;
  const events: PlatformEvent[] = [];
  const display_phone_number = digitsOf(after.displayPhoneNumber);
  const tell = (field: WebhookField, value: Value) =>
    void events.push(about(after, field, { display_phone_number, ...value }));
  const name = nameDecision(before, after);
  if (name) tell('phone_number_name_update', name);
  if (before.status === 'PENDING' && after.status === 'CONNECTED')
    tell('phone_number_quality_update', {
      event: 'ONBOARDING',
      current_limit: after.messagingLimit,
      max_daily_conversations_per_business: after.messagingLimit,
    });
  if (after.pin !== undefined && before.pin !== after.pin) tell('security', { event: 'PIN_CHANGED' });
  return events;
};

const numberOf = (id: string, world: World): PhoneNumber | undefined => world.of(numbers).get(id);

export const usernameEvents: Tells<Username> = (before, after, world) => {
  const number = numberOf((after ?? before)?.id ?? '', world);
  if (!number || (before?.name === after?.name && before?.status === after?.status)) return NOTHING;
  const display_phone_number = digitsOf(number.displayPhoneNumber);
  const value = after
    ? { display_phone_number, username: after.name, status: after.status }
    : { display_phone_number, status: 'deleted' };
  return [about(number, 'business_username_updates', value)];
};

export const settingsEvents: Tells<NumberSettings> = (before, after, world) => {
  const number = after && numberOf(after.id, world);
  if (!number) return NOTHING;
  const was = settingsOrUsual(before, after.id);
  const changed = {
    ...(JSON.stringify(was.calling) !== JSON.stringify(after.calling) && { calling: after.calling }),
    ...(was.isIdentityChecked !== after.isIdentityChecked && {
      user_identity_change: { enable_identity_key_check: after.isIdentityChecked },
    }),
    ...(was.clientKey !== after.clientKey && {
      payload_encryption: { status: after.clientKey === undefined ? 'disabled' : 'enabled' },
    }),
    ...(was.region !== after.region && {
      storage_configuration:
        after.region === undefined
          ? { status: 'default' }
          : { status: 'in_country_storage_enabled', data_localization_region: after.region },
    }),
  };
  if (Object.keys(changed).length === 0) return NOTHING;
  const value = {
    messaging_product: 'whatsapp',
    timestamp: secondsText(world.now()),
    type: 'phone_number_settings',
    phone_number_settings: { phone_number_id: number.id, ...changed },
  };
  return [about(number, 'account_settings_update', value)];
};

/** The badge is given or refused: an alert for the business. */
export const officialAccountEvents: Tells<OfficialAccount> = (before, after, world) => {
  const number = after && numberOf(after.id, world);
  if (!number || before?.status === after.status) return NOTHING;
  if (after.status !== 'APPROVED' && after.status !== 'REJECTED') return NOTHING;
  const value = {
    entity_type: 'PHONE_NUMBER',
    entity_id: number.id,
    alert_info: {
      alert_severity: 'INFORMATIONAL',
      alert_status: 'NONE',
      alert_type: `OBA_${after.status}`,
      alert_description: `The request for an Official Business Account was ${after.status.toLowerCase()}.`,
    },
  };
  return [{ field: 'account_alerts', wabaId: number.wabaId, value }];
};
