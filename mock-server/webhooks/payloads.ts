/**
 * Webhook bodies of the `messages` field, as Meta builds them (v24.0 and later: no `conversation`; one change and one
 * message or status a post; timestamps are strings; contacts present with messages and, since March 2026, with
 * statuses other than `failed`). Numbers of users are shown, with their ids beside them, unless
 * somebody has a username.
 */

import { createBoundedMap } from '../../core/bounded-map.js';
import type { PhoneNumberId, WaId, Wamid } from '../../core/ids.js';
import type { FaultId, MessageStatus } from '../../core/observations.js';
import type { GraphError } from '../errors/graph-error.js';
import { stringifyForWebhook } from '../errors/json-escapes.js';
import { numbers } from '../world/accounts.js';
import { portfolioOf, userIdOf } from '../world/bsuid.js';
import { features } from '../world/features.js';
import type { Pricing } from '../world/pricing.js';
import { userNames } from '../world/user-names.js';
import type { World } from '../world/world.js';
import { conversationOf } from './payload/conversation.js';
import { disguise, messageOf } from './payload/disguised.js';

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
  /** In what its delivery differs from what is usual, for the history. */
  readonly variant?: string | undefined;
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
  /** What the message costs; absent: nothing is said of it. */
  readonly pricing?: Pricing | undefined;
  /** Id of the template that Direct Send counts the message to. */
  readonly templateId?: string | undefined;
  readonly error?: GraphError;
  /** The message was addressed by the user's id and not by the number. */
  readonly isByUserId?: boolean | undefined;
  /** What made it come, or come out of turn, and in what it differs: for the history. */
  readonly fault?: FaultId | undefined;
  readonly variant?: string | undefined;
}

const seconds = (ms: number) => String(Math.floor(ms / 1_000));

/** Builds the bodies of a world's numbers. */
export interface Payloads {
  message(inbound: InboundMessage): Buffer;
  /** @param isOld whoever is told has subscribed to a version before v24.0. Default: false. */
  status(update: StatusUpdate, isOld?: boolean): Buffer;
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
  // While nobody has either, everybody is shown in the same way, and the bodies are made without a further look.
  const names = world.of(userNames);
  const flags = world.of(features);
  const build = ({ beginning }: Frame, members: object) =>
    Buffer.from(beginning + stringifyForWebhook(members).slice(1, -1) + END, 'latin1');
  return {
    message(inbound) {
      const { phoneNumberId, user, name, message, content, writtenAt } = inbound;
      const frame = frameOf(phoneNumberId);
      if (names.size > 0 || flags.size > 0) return build(frame, messageOf(world, inbound, frame.portfolio));
      const userId = userIdOf(frame.portfolio, user);
      return build(frame, {
        ...(content.type !== 'system' && { contacts: [{ profile: { name }, wa_id: user, user_id: userId }] }),
        messages: [{ from: user, from_user_id: userId, id: message, timestamp: seconds(writtenAt), ...content }],
      });
    },
    status(update, isOld = false) {
      const frame = frameOf(update.phoneNumberId);
      const members = statusOf(update, frame.portfolio, isOld, world);
      if (names.size > 0 || flags.size > 0) return build(frame, disguise(world, update, members, frame.portfolio));
      return build(frame, members);
    },
  };
}

/** Of a failed message, and of one that went to a group, the user is not told. */
function statusOf(update: StatusUpdate, portfolio: string, isOld: boolean, world: World) {
  const { user, message, status, reachedAt, callbackData, group, pricing, templateId, error } = update;
  const isPriced = pricing !== undefined && (status === 'sent' || status === 'delivered');
  const conversation = isPriced ? conversationOf(update, pricing, isOld, world) : undefined;
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
        ...(templateId !== undefined && { template_id: templateId }),
        ...(callbackData !== undefined && { biz_opaque_callback_data: callbackData }),
        ...(conversation && { conversation }),
        ...(isPriced && { pricing: shownPricing(pricing) }),
        ...(error && { errors: [statusError(error)] }),
      },
    ],
  };
}

const shownPricing = ({ billable, model, category, type }: Pricing) => ({
  billable,
  pricing_model: model,
  category,
  ...(type !== undefined && { type }),
});

const statusError = (error: GraphError) => ({
  code: error.code,
  title: error.title,
  message: error.title,
  error_data: { details: error.details ?? error.title },
  href: ERROR_PAGE,
});
