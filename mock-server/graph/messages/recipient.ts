/**
 * Whom a message is for: a phone number in `to`, which wins, or a business-scoped user id in `recipient` (2026), or a
 * group's id in `to`. Whether a number is on WhatsApp is not looked up: Meta tells later, by a status. A business-scoped
 * id in `to` is taken for a phone number and the message never arrives (observed): its statuses do not come.
 */
import { phoneNumberId, type WaId, waId } from '../../../core/ids.js';
import { contentError, type GraphError, parameterError } from '../../errors/graph-error.js';
import type { PhoneNumber } from '../../world/accounts.js';
import { findUser, isUserId, portfolioOf } from '../../world/bsuid.js';
import { groups, numberOf } from '../../world/groups.js';
import type { World } from '../../world/world.js';
import type { GraphRequest, SendEffect } from '../operation.js';
import { quoted } from '../parameters.js';

/** Where a message goes, in the words of the effect. */
export type Addressee = Pick<SendEffect, 'to' | 'input' | 'userId' | 'group' | 'isLost'>;

export type Addressing =
  | { readonly addressee: Addressee }
  /** Refused by Graph, before the content is looked at. */
  | { readonly malformed: GraphError }
  /** Refused by WhatsApp, after the shape of the content. */
  | { readonly refusal: GraphError };

/** Longest run of digits that is read from a business-scoped id in `to`. */
const LONGEST_MISREAD = 20;

/** Digits with the country code, between 7 and 15 of them (E.164); `+`, `-`, brackets and spaces are stripped. */
export const isPhoneNumber = (to: string): boolean =>
  E164.test(to) || (/^[+\d\s().-]+$/.test(to) && E164.test(digitsOf(to)));

const E164 = /^\d{7,15}$/;

/** Most numbers come as digits alone: those are looked at, and not copied. */
const digitsOf = (text: string): string => (/\D/.test(text) ? text.replace(/\D/g, '') : text);

const isAbsent = (value: unknown) => value === undefined || value === null || value === '';

const kindOf = ({ recipient_type: kind = null }: GraphRequest['parameters']): string =>
  kind === null ? 'individual' : typeof kind === 'string' ? kind.toLowerCase() : '';

export const isForGroup = (parameters: GraphRequest['parameters']): boolean => kindOf(parameters) === 'group';

/** The chat that a phone number in `to` means; numbers may come as JSON numbers. */
export function chatOf(to: unknown): WaId | undefined {
  const text = typeof to === 'number' ? String(to) : to;
  return typeof text === 'string' ? waId(digitsOf(text)) : undefined;
}

/** The business-scoped id that a message is addressed by: where there is no phone number, which wins. */
export const userIdOf = ({ to, recipient }: GraphRequest['parameters']): string | undefined =>
  isAbsent(to) && typeof recipient === 'string' && isUserId(recipient) ? recipient : undefined;

function addressGroup(to: string, from: PhoneNumber, world: World): Addressing {
  const group = world.of(groups).get(to);
  if (!group || numberOf(group) !== from.id)
    return { refusal: contentError(131041, 'The group was not found, or the number is not a member of it.') };
  if (group.isSuspended) return { refusal: contentError(131207, 'The group was suspended.') };
  if (group.participants.length === 0)
    return { refusal: contentError(131020, 'Cannot send messages to single member groups.') };
  return { addressee: { to: group.chat, input: to, group: group.id } };
}

function addressPhone(to: string): Addressing {
  const digits = waId(digitsOf(to));
  if (isPhoneNumber(to)) return { addressee: { to: digits, input: to } };
  if (isUserId(to) && digits !== '')
    return { addressee: { to: waId(digits.slice(0, LONGEST_MISREAD)), input: to, isLost: true } };
  return { refusal: contentError(131009, `Recipient phone number is malformed: "${to}".`) };
}

/** The refusal of a foreign id is assumed, and that of a malformed one. */
function addressUser(recipient: string, from: PhoneNumber, world: World): Addressing {
  if (!isUserId(recipient))
    return { malformed: parameterError('Param recipient is not a valid business-scoped user ID.') };
  const to = findUser(portfolioOf(world, phoneNumberId(from.id)), recipient);
  return to === undefined
    ? { refusal: contentError(131009, 'Parameter value is not valid: recipient is not a user of this portfolio.') }
    : { addressee: { to, input: recipient, userId: recipient } };
}

export function addressOf(parameters: GraphRequest['parameters'], from: PhoneNumber, world: World): Addressing {
  const { to: given, recipient } = parameters;
  const kind = kindOf(parameters);
  if (kind !== 'individual' && kind !== 'group')
    return {
      malformed: parameterError(
        `Param recipient_type must be one of {INDIVIDUAL, GROUP} - got "${quoted(parameters.recipient_type)}".`,
      ),
    };
  const to = typeof given === 'number' ? String(given) : given;
  if (!isAbsent(to)) {
    if (typeof to !== 'string') return { malformed: parameterError('Param to must be a string.') };
    return kind === 'group' ? addressGroup(to, from, world) : addressPhone(to);
  }
  if (isAbsent(recipient) || kind === 'group') return { malformed: parameterError('The parameter to is required.') };
  if (typeof recipient !== 'string') return { malformed: parameterError('Param recipient must be a string.') };
  return addressUser(recipient, from, world);
}
