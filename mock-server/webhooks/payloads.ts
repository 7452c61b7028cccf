/**
 * Webhook bodies of the `messages` field, as Meta builds them (v24.0 and later: no `conversation`; one change and one
 * message or status a post; timestamps are strings; contacts present with messages and, since March 2026, with
 * statuses other than `failed`). Business-scoped user ids are not simulated yet.
 */
import type { WaId, Wamid } from '../../core/ids.js';
import type { MessageStatus } from '../../core/observations.js';
import type { GraphError } from '../errors/graph-error.js';
import { stringifyForWebhook } from '../errors/json-escapes.js';
import type { World } from '../world/world.js';

const ERROR_PAGE = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';

/** What a user writes, in its webhook form without id, sender and time: `{"type":"text","text":{"body":"hi"}}`. */
export interface InboundContent {
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface InboundMessage {
  readonly user: WaId;
  readonly name: string;
  readonly message: Wamid;
  readonly content: InboundContent;
  /** Milliseconds since the Unix epoch. */
  readonly writtenAt: number;
}

export interface StatusUpdate {
  readonly user: WaId;
  readonly message: Wamid;
  readonly status: MessageStatus;
  readonly reachedAt: number;
  readonly callbackData?: string | undefined;
  /** Category of the message for `pricing`: free-form inside the window is `service`. */
  readonly category: 'service' | 'utility';
  readonly error?: GraphError;
}

const seconds = (ms: number) => String(Math.floor(ms / 1_000));

function envelope(world: World, value: Record<string, unknown>): Buffer {
  const { wabaId, phoneNumberId } = world.credentials;
  const metadata = { display_phone_number: world.displayDigits, phone_number_id: phoneNumberId };
  const change = { value: { messaging_product: 'whatsapp', metadata, ...value }, field: 'messages' };
  return Buffer.from(
    stringifyForWebhook({ object: 'whatsapp_business_account', entry: [{ id: wabaId, changes: [change] }] }),
    'latin1',
  );
}

export function buildMessageBody(world: World, inbound: InboundMessage): Buffer {
  const { user, name, message, content, writtenAt } = inbound;
  return envelope(world, {
    contacts: [{ profile: { name }, wa_id: user }],
    messages: [{ from: user, id: message, timestamp: seconds(writtenAt), ...content }],
  });
}

export function buildStatusBody(world: World, update: StatusUpdate): Buffer {
  const { user, message, status, reachedAt, callbackData, category, error } = update;
  const isPriced = status === 'sent' || status === 'delivered';
  return envelope(world, {
    ...(status !== 'failed' && { contacts: [{ wa_id: user }] }),
    statuses: [
      {
        id: message,
        status,
        timestamp: seconds(reachedAt),
        recipient_id: user,
        ...(callbackData !== undefined && { biz_opaque_callback_data: callbackData }),
        ...(isPriced && {
          pricing: { billable: false, pricing_model: 'PMP', category, type: 'free_customer_service' },
        }),
        ...(error && {
          errors: [
            {
              code: error.code,
              title: error.title,
              message: error.title,
              error_data: { details: error.details ?? error.title },
              href: ERROR_PAGE,
            },
          ],
        }),
      },
    ],
  });
}
