/**
 * Webhook bodies of the `messages` field, as Meta builds them (v24.0 and later: no `conversation`; one change and one
 * message or status a post; timestamps are strings; contacts present with messages and, since March 2026, with
 * statuses other than `failed`). Business-scoped user ids are not simulated yet.
 */

import { createBoundedMap } from '../../core/bounded-map.js';
import type { PhoneNumberId, WaId, Wamid } from '../../core/ids.js';
import type { MessageStatus } from '../../core/observations.js';
import type { GraphError } from '../errors/graph-error.js';
import { stringifyForWebhook } from '../errors/json-escapes.js';
import { numbers } from '../world/accounts.js';
import type { World } from '../world/world.js';

const ERROR_PAGE = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';

/** What a user writes, in its webhook form without id, sender and time: `{"type":"text","text":{"body":"hi"}}`. */
export interface InboundContent {
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface InboundMessage {
  /** The number that is written to. */
  readonly phoneNumberId: PhoneNumberId;
  readonly user: WaId;
  readonly name: string;
  readonly message: Wamid;
  readonly content: InboundContent;
  /** Milliseconds since the Unix epoch. */
  readonly writtenAt: number;
}

export interface StatusUpdate {
  /** The number that sent the message. */
  readonly phoneNumberId: PhoneNumberId;
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

/** Builds the bodies of a world's numbers. */
export interface Payloads {
  message(inbound: InboundMessage): Buffer;
  status(update: StatusUpdate): Buffer;
}

const NUMBERS_REMEMBERED = 10_000;
const END = '},"field":"messages"}]}]}';

/** What is the same in all bodies of a number, up to where the value's own members begin. */
function beginningFor(world: World, id: PhoneNumberId): string {
  const number = world.of(numbers).get(id);
  const digits = (number?.displayPhoneNumber ?? world.credentials.displayPhoneNumber).replace(/\D/g, '');
  const metadata = { display_phone_number: digits, phone_number_id: id };
  const change = { value: { messaging_product: 'whatsapp', metadata }, field: 'messages' };
  const whole = {
    object: 'whatsapp_business_account',
    entry: [{ id: number?.wabaId ?? world.credentials.wabaId, changes: [change] }],
  };
  return `${stringifyForWebhook(whole).slice(0, -END.length)},`;
}

export function createPayloads(world: World): Payloads {
  // Both ends are constant for a number and their escapes done: only the middle is new in each body.
  const beginnings = createBoundedMap<PhoneNumberId, string>(NUMBERS_REMEMBERED);
  function beginningOf(id: PhoneNumberId): string {
    const known = beginnings.get(id);
    if (known !== undefined) return known;
    const beginning = beginningFor(world, id);
    beginnings.set(id, beginning);
    return beginning;
  }
  const build = (id: PhoneNumberId, members: object) =>
    Buffer.from(beginningOf(id) + stringifyForWebhook(members).slice(1, -1) + END, 'latin1');
  return {
    message: ({ phoneNumberId, user, name, message, content, writtenAt }) =>
      build(phoneNumberId, {
        contacts: [{ profile: { name }, wa_id: user }],
        messages: [{ from: user, id: message, timestamp: seconds(writtenAt), ...content }],
      }),
    status: (update) =>
      build(update.phoneNumberId, {
        ...(update.status !== 'failed' && { contacts: [{ wa_id: update.user }] }),
        statuses: [statusOf(update)],
      }),
  };
}

function statusOf({ user, message, status, reachedAt, callbackData, category, error }: StatusUpdate) {
  const isPriced = status === 'sent' || status === 'delivered';
  return {
    id: message,
    status,
    timestamp: seconds(reachedAt),
    recipient_id: user,
    ...(callbackData !== undefined && { biz_opaque_callback_data: callbackData }),
    ...(isPriced && { pricing: { billable: false, pricing_model: 'PMP', category, type: 'free_customer_service' } }),
    ...(error && { errors: [statusError(error)] }),
  };
}

const statusError = (error: GraphError) => ({
  code: error.code,
  title: error.title,
  message: error.title,
  error_data: { details: error.details ?? error.title },
  href: ERROR_PAGE,
});
