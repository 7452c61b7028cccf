/**
 * Webhook bodies of the `messages` field, as Meta builds them (v24.0 and later: no `conversation`; one change and one
 * message or status a post; timestamps are strings; contacts present with messages and, since March 2026, with
 * statuses other than `failed`). Users have no usernames here: their numbers are always shown, with their ids beside them.
 */

import { createBoundedMap } from '../../core/bounded-map.js';
import type { PhoneNumberId, WaId, Wamid } from '../../core/ids.js';
import type { MessageStatus } from '../../core/observations.js';
import type { GraphError } from '../errors/graph-error.js';
import { stringifyForWebhook } from '../errors/json-escapes.js';
import { numbers } from '../world/accounts.js';
import { portfolioOf, userIdOf } from '../world/bsuid.js';
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
  /** Id of the group that it went to. */
  readonly group?: string | undefined;
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

/** What is the same in all bodies of a number. */
interface Frame {
  /** The body up to where the value's own members begin. */
  readonly beginning: string;
  /** The portfolio whose ids of users are told. */
  readonly portfolio: string;
}

function frameFor(world: World, id: PhoneNumberId): Frame {
  const number = world.of(numbers).get(id);
  const digits = (number?.displayPhoneNumber ?? world.credentials.displayPhoneNumber).replace(/\D/g, '');
  const metadata = { display_phone_number: digits, phone_number_id: id };
  const change = { value: { messaging_product: 'whatsapp', metadata }, field: 'messages' };
  const whole = {
    object: 'whatsapp_business_account',
    entry: [{ id: number?.wabaId ?? world.credentials.wabaId, changes: [change] }],
  };
  return {
    beginning: `${stringifyForWebhook(whole).slice(0, -END.length)},`,
    portfolio: portfolioOf(world, id),
  };
}

export function createPayloads(world: World): Payloads {
  // Both ends are constant for a number and their escapes done: only the middle is new in each body.
  const frames = createBoundedMap<PhoneNumberId, Frame>(NUMBERS_REMEMBERED);
  function frameOf(id: PhoneNumberId): Frame {
    const known = frames.get(id);
    if (known !== undefined) return known;
    const frame = frameFor(world, id);
    frames.set(id, frame);
    return frame;
  }
  const build = ({ beginning }: Frame, members: object) =>
    Buffer.from(beginning + stringifyForWebhook(members).slice(1, -1) + END, 'latin1');
  return {
    message({ phoneNumberId, user, name, message, content, writtenAt }) {
      const frame = frameOf(phoneNumberId);
      const userId = userIdOf(frame.portfolio, user);
      return build(frame, {
        contacts: [{ profile: { name }, wa_id: user, user_id: userId }],
        messages: [{ from: user, from_user_id: userId, id: message, timestamp: seconds(writtenAt), ...content }],
      });
    },
    status(update) {
      const frame = frameOf(update.phoneNumberId);
      return build(frame, statusOf(update, frame.portfolio));
    },
  };
}

/** Of a failed message, and of one that went to a group, the user is not told. */
function statusOf(update: StatusUpdate, portfolio: string) {
  const { user, message, status, reachedAt, callbackData, group, category, error } = update;
  const isPriced = status === 'sent' || status === 'delivered';
  const userId = status === 'failed' || group !== undefined ? undefined : userIdOf(portfolio, user);
  return {
    ...(userId !== undefined && { contacts: [{ wa_id: user, user_id: userId }] }),
    statuses: [
      {
        id: message,
        status,
        timestamp: seconds(reachedAt),
        recipient_id: group ?? user,
        ...(group !== undefined && { recipient_type: 'group' }),
        ...(userId !== undefined && { recipient_user_id: userId }),
        ...(callbackData !== undefined && { biz_opaque_callback_data: callbackData }),
        ...(isPriced && { pricing: pricingOf(category, group !== undefined) }),
        ...(error && { errors: [statusError(error)] }),
      },
    ],
  };
}

const pricingOf = (category: StatusUpdate['category'], isGroup: boolean) => ({
  billable: false,
  pricing_model: 'PMP',
  category: isGroup ? `group_${category}` : category,
  type: isGroup ? 'free_group_customer_service' : 'free_customer_service',
});

const statusError = (error: GraphError) => ({
  code: error.code,
  title: error.title,
  message: error.title,
  error_data: { details: error.details ?? error.title },
  href: ERROR_PAGE,
});
