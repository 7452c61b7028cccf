/** What brought a user, as a message says it: `referral` of a click on an advertisement or on a button of a page. */
import type { Referral } from '../world/threads.js';

/** @param content of an inbound message, in its webhook form. */
export function referralOf(content: Readonly<Record<string, unknown>>): Referral | undefined {
  const { referral } = content;
  if (typeof referral !== 'object' || referral === null) return undefined;
  return (referral as { readonly source_type?: unknown }).source_type === 'post' ? 'post' : 'ad';
}
