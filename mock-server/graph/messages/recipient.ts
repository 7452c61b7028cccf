/**
 * Whom a message is for: a phone number in `to`, which wins, or a business-scoped user id in `recipient` (2026). Sending
 * to such an id is not simulated yet; that authentication templates refuse it (131062) is. Numbers are not looked up.
 */
import { contentError, type GraphError, notSimulated, parameterError } from '../../errors/graph-error.js';
import type { Template } from '../../world/templates.js';
import { fromJson } from '../parameters.js';

/** Such an id, or a parent one. Meta: two capitals of the country, then 1 to 128 letters and digits. */
const BUSINESS_SCOPED_ID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

/** Digits with the country code, between 7 and 15 of them (E.164); `+`, `-`, brackets and spaces are stripped. */
export const isPhoneNumber = (to: string): boolean =>
  /^[+\d\s().-]+$/.test(to) && /^\d{7,15}$/.test(to.replace(/\D/g, ''));

type Known = Pick<Template, 'name' | 'language' | 'category'>;

function isAuthentication(template: unknown, known: readonly Known[]): boolean {
  const { name, language } = (fromJson(template) ?? {}) as { name?: unknown; language?: { code?: unknown } | null };
  const found = known.find((it) => it.name === name && it.language === language?.code);
  return found?.category === 'AUTHENTICATION';
}

/** A send that names nobody by `to`. The refusal of a malformed id is assumed. */
export function refuseRecipient(
  { recipient, type, template }: Readonly<Record<string, unknown>>,
  known: readonly Known[],
): GraphError {
  if (recipient === undefined || recipient === null || recipient === '')
    return parameterError('The parameter to is required.');
  if (typeof recipient !== 'string' || !BUSINESS_SCOPED_ID.test(recipient))
    return parameterError('Param recipient is not a valid business-scoped user ID.');
  if (String(type).toLowerCase() === 'template' && isAuthentication(template, known))
    return contentError(131062, 'Business-scoped User ID (BSUID) recipients are not supported for this message.');
  return notSimulated('sending to a business-scoped user id ("recipient")');
}
