/**
 * Samples of the webhooks about conversations of a number: calls, groups, preferences, coexistence with the WhatsApp
 * Business app, several responders. The value's `metadata` is put in by whoever sends them. Shapes that no public page
 * has are assumed: `message_echoes`, `tracking_events`, `consumer_profile`, `standby`.
 */
import type { WebhookField } from '../../world/webhook-fields.js';
import type { MakeValue, Subject, Variants } from './sample.js';

const FLAT_ID = 'wamid.HBgLMTU1NTAxMDAwMDEVAgARGBI4MjZGRDA0OUE2OTQ3RkEyMzcA';

/** Of the dashboard's button: the same ids in every app. */
const testMessage: MakeValue = () => ({
  contacts: [{ profile: { name: 'test user name' }, wa_id: '16315551181' }],
  messages: [
    {
      from: '16315551181',
      id: 'ABGGFlA5Fpa',
      timestamp: '1504902988',
      type: 'text',
      text: { body: 'this is a text message' },
    },
  ],
});

const contactsOf = ({ waId, userId }: Subject) => [
  { profile: { name: 'test user name' }, wa_id: waId, user_id: userId },
];
const fromUser = ({ waId, userId, now }: Subject) => ({
  from: waId,
  from_user_id: userId,
  id: FLAT_ID,
  timestamp: String(now),
  type: 'text',
  text: { body: 'this is a text message' },
});
const echo = ({ number, waId, userId, now }: Subject) => ({
  from: number,
  to: waId,
  to_user_id: userId,
  id: FLAT_ID,
  timestamp: String(now),
  type: 'text',
  text: { body: 'this is an echo' },
});
const group =
  (more: Readonly<Record<string, unknown>>): MakeValue =>
  ({ now }) => ({
    groups: [{ timestamp: String(now), group_id: 'Y2FwaV9ncm91cDox', ...more }],
  });
const call = ({ waId, userId, number, now }: Subject, more: Readonly<Record<string, unknown>>) => ({
  id: 'wacid.ABGGFjFVU2AfAgo6V',
  from: waId,
  from_user_id: userId,
  to: number,
  timestamp: String(now),
  direction: 'USER_INITIATED',
  ...more,
});
const preference =
  (value: 'stop' | 'resume'): MakeValue =>
  (it) => ({
    contacts: contactsOf(it),
    user_preferences: [
      {
        wa_id: it.waId,
        user_id: it.userId,
        detail: `User requested to ${value} marketing messages`,
        category: 'marketing_messages',
        value,
        timestamp: it.now,
      },
    ],
  });
const history =
  (phase: number, progress: number): MakeValue =>
  (it) => ({
    history: [
      {
        metadata: { phase, chunk_order: 1, progress },
        threads: [
          {
            id: it.waId,
            context: { wa_id: it.waId, user_id: it.userId },
            messages: [{ ...fromUser(it), history_context: { status: 'READ' } }],
          },
        ],
      },
    ],
  });
const handover =
  (type: string): MakeValue =>
  (it) => ({
    type,
    contacts: contactsOf(it),
    previous_owner_role: 'PRIMARY',
    new_owner_role: 'ESCALATION_PARTNER',
    metadata_text: 'a sample',
    timestamp: String(it.now),
  });
const appContact =
  (action: 'add' | 'remove'): MakeValue =>
  ({ waId, userId, now }) => ({
    state_sync: [
      {
        type: 'contact',
        contact: {
          ...(action === 'add' && { full_name: 'Test User', first_name: 'Test' }),
          phone_number: waId,
          user_id: userId,
        },
        action,
        metadata: { timestamp: String(now) },
      },
    ],
  });

export const conversationSamples = {
  messages: {
    test: testMessage,
    errors: () => ({
      errors: [
        {
          code: 130429,
          title: 'Rate limit hit',
          message: 'Rate limit hit',
          error_data: { details: 'Message failed to send because there were too many messages sent from this number.' },
          href: '/documentation/business-messaging/whatsapp/support/error-codes',
        },
      ],
    }),
    user_actions: ({ now }) => ({
      user_actions: [
        {
          action_type: 'marketing_messages_link_click',
          timestamp: String(now),
          marketing_messages_link_click_data: {
            click_component: 'cta',
            click_id: 'click_1',
            tracking_token: 'token_1',
          },
        },
      ],
    }),
  },
  automatic_events: {
    Purchase: ({ now }) => ({
      automatic_events: [
        {
          id: FLAT_ID,
          event_name: 'Purchase',
          timestamp: now,
          ctwa_clid: 'Aff-n8ZTODiE79d22KtAwQKj9e',
          custom_data: { currency: 'EUR', value: 25_000 },
        },
      ],
    }),
    LeadSubmitted: ({ now }) => ({
      automatic_events: [
        { id: FLAT_ID, event_name: 'LeadSubmitted', timestamp: now, ctwa_clid: 'Aff-n8ZTODiE79d22KtAwQKj9e' },
      ],
    }),
  },
  calls: {
    connect: (it) => ({
      contacts: contactsOf(it),
      calls: [call(it, { event: 'connect', session: { sdp_type: 'offer', sdp: 'v=0\r\n' } })],
    }),
    terminate: (it) => ({
      contacts: contactsOf(it),
      calls: [
        call(it, {
          event: 'terminate',
          status: 'COMPLETED',
          start_time: String(it.now - 60),
          end_time: String(it.now),
          duration: 60,
        }),
      ],
    }),
  },
  consumer_profile: { update: (it) => ({ messaging_product: 'whatsapp', contacts: contactsOf(it) }) },
  group_lifecycle_update: {
    group_create: group({
      type: 'group_create',
      request_id: '100000000000000',
      subject: 'Test group',
      invite_link: 'https://chat.whatsapp.com/sample',
      join_approval_mode: 'auto_approve',
    }),
    group_delete: group({ type: 'group_delete', request_id: '100000000000000' }),
    failed: group({
      type: 'group_create',
      request_id: '100000000000000',
      errors: [{ code: 131000, message: 'Something went wrong', title: 'Something went wrong' }],
    }),
  },
  group_participants_update: {
    group_participants_add: (it) =>
      group({
        type: 'group_participants_add',
        reason: 'invite_link',
        added_participants: [{ wa_id: it.waId, user_id: it.userId }],
      })(it),
    group_participants_remove: (it) =>
      group({
        type: 'group_participants_remove',
        request_id: '100000000000000',
        removed_participants: [{ input: it.waId }],
        initiated_by: 'business',
      })(it),
    group_join_request_created: (it) =>
      group({
        type: 'group_join_request_created',
        join_request_id: 'MTAwMA',
        wa_id: it.waId,
        user_id: it.userId,
      })(it),
    group_join_request_revoked: (it) =>
      group({
        type: 'group_join_request_revoked',
        join_request_id: 'MTAwMA',
        wa_id: it.waId,
        user_id: it.userId,
      })(it),
  },
  group_settings_update: {
    group_settings_update: group({
      type: 'group_settings_update',
      request_id: '100000000000000',
      group_subject: { text: 'Test group', update_successful: true },
    }),
  },
  group_status_update: {
    group_suspend: group({ type: 'group_suspend' }),
    group_suspend_cleared: group({ type: 'group_suspend_cleared' }),
  },
  history: {
    progress: history(0, 55),
    done: history(2, 100),
    declined: () => ({
      history: [
        {
          errors: [
            {
              code: 2_593_109,
              title: 'History sync is turned off by the business from the WhatsApp Business App',
              message: 'History sync is turned off by the business from the WhatsApp Business App',
              error_data: { details: 'History sharing is turned off by the business' },
            },
          ],
        },
      ],
    }),
  },
  message_echoes: { echo: (it) => ({ contacts: contactsOf(it), message_echoes: [echo(it)] }) },
  messaging_handovers: { control_passed: handover('control_passed'), control_taken: handover('control_taken') },
  smb_app_state_sync: { add: appContact('add'), remove: appContact('remove') },
  smb_message_echoes: { echo: (it) => ({ contacts: contactsOf(it), message_echoes: [echo(it)] }) },
  standby: { message: (it) => ({ contacts: contactsOf(it), messages: [fromUser(it)] }) },
  tracking_events: {
    event: () => ({
      messaging_product: 'whatsapp',
      events: [{ event_name: 'link_click', tracking_data: { click_id: 'click_1', tracking_token: 'token_1' } }],
    }),
  },
  user_preferences: { stop: preference('stop'), resume: preference('resume') },
} as const satisfies Partial<Readonly<Record<WebhookField, Variants>>>;
