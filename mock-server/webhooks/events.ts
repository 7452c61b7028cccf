/**
 * Webhooks of everything that is neither a message of a user nor a status of one: built from the field and the value of
 * the change, told to whoever is subscribed to the field. Fields about a number's conversations have the number's
 * `metadata` in their value; all others have `time`, in seconds, at their entry (Meta's samples). Takes what the outbox of
 * the world holds when it is asked to.
 */
import type { Recorder } from '../../core/recorder.js';
import { stringifyForWebhook } from '../errors/json-escapes.js';
import { numbers } from '../world/accounts.js';
import type { PlatformEvent } from '../world/outbox.js';
import type { WebhookField } from '../world/webhook-fields.js';
import type { World } from '../world/world.js';
import type { Dispatcher } from './dispatcher.js';

type Value = PlatformEvent['value'];

export interface Events {
  /** Something about an account. */
  account(wabaId: string, field: WebhookField, value: Value): void;
  /** Something about a number. */
  number(phoneNumberId: string, field: WebhookField, value: Value): void;
  /** Tells everything that is in the world's outbox. */
  flush(): void;
}

export interface EventsDeps {
  readonly world: World;
  readonly recorder: Recorder;
  readonly dispatcher: Pick<Dispatcher, 'event'>;
}

/** Fields whose value begins with `messaging_product` and `metadata`; their entries have no `time`. */
const OF_CONVERSATIONS: ReadonlySet<WebhookField> = new Set<WebhookField>([
  'automatic_events',
  'calls',
  'group_lifecycle_update',
  'group_participants_update',
  'group_settings_update',
  'group_status_update',
  'history',
  'message_echoes',
  'messages',
  'messaging_handovers',
  'smb_app_state_sync',
  'smb_message_echoes',
  'standby',
  'user_preferences',
]);

/** As all webhooks show a number: digits only. */
function metadataOf(world: World, phoneNumberId: string) {
  const shown = world.of(numbers).get(phoneNumberId)?.displayPhoneNumber ?? '';
  return { display_phone_number: shown.replace(/\D/g, ''), phone_number_id: phoneNumberId };
}

/** The whole body of an event. */
export function buildEvent(world: World, event: PlatformEvent) {
  const { field, shownField = field, wabaId, phoneNumberId, entryId = wabaId, value } = event;
  const isOfConversation = OF_CONVERSATIONS.has(field);
  const whole =
    isOfConversation && phoneNumberId !== undefined
      ? { messaging_product: 'whatsapp', metadata: metadataOf(world, phoneNumberId), ...value }
      : value;
  const time = isOfConversation ? {} : { time: Math.floor(world.now() / 1_000) };
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: entryId, ...time, changes: [{ value: whole, field: shownField }] }],
  };
}

export function createEvents({ world, recorder, dispatcher }: EventsDeps): Events {
  let lost = 0;

  function tell(event: PlatformEvent): void {
    dispatcher.event(event, () => Buffer.from(stringifyForWebhook(buildEvent(world, event)), 'latin1'));
  }

  function sayWhatIsLost(): void {
    lost = world.outbox.lost;
    const detail = 'more happened at once than can be told by webhook';
    recorder.record({ kind: 'limit.reached', limit: 'events to tell', value: lost, detail });
  }

  return {
    account: (wabaId, field, value) => tell({ field, wabaId, value }),
    number(phoneNumberId, field, value) {
      const wabaId = world.of(numbers).get(phoneNumberId)?.wabaId;
      if (wabaId !== undefined) tell({ field, wabaId, phoneNumberId, value });
    },
    flush() {
      for (const event of world.outbox.drain()) tell(event);
      if (world.outbox.lost !== lost) sayWhatIsLost();
    },
  };
}
