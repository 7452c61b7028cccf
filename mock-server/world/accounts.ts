/**
 * The accounts of the simulated platform: business, app, WhatsApp Business Account and its numbers, with the fields
 * that reads of them show. Enum spellings are those of live answers, not of the OpenAPI file.
 */
import type { Credentials } from './world.js';

/** The profile that users see; unset members are left out of every answer, as live. */
export interface BusinessProfile {
  about?: string;
  address?: string;
  description?: string;
  email?: string;
  profile_picture_url?: string;
  websites?: readonly string[];
  vertical: string;
}

export interface PhoneNumber {
  readonly id: string;
  readonly displayPhoneNumber: string;
  verifiedName: string;
  codeVerificationStatus: 'VERIFIED' | 'NOT_VERIFIED' | 'EXPIRED';
  qualityRating: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  throughputLevel: 'STANDARD' | 'HIGH' | 'NOT_APPLICABLE';
  status: 'CONNECTED' | 'DISCONNECTED' | 'PENDING' | 'FLAGGED' | 'RESTRICTED' | 'BANNED';
  accountMode: 'LIVE' | 'SANDBOX';
  messagingLimit: string;
  isPinEnabled: boolean;
  /** Six digits, once set. */
  pin?: string;
  /** Seconds since the Unix epoch are not kept: ISO 8601 with the zone, as live. */
  lastOnboardedTime: string;
  profile: BusinessProfile;
}

export interface Accounts {
  readonly business: { readonly id: string; readonly name: string };
  readonly app: { readonly id: string; readonly name: string };
  readonly waba: { readonly id: string; readonly name: string; readonly currency: string; readonly timezoneId: string };
  readonly numbers: readonly PhoneNumber[];
}

export const createAccounts = (credentials: Credentials): Accounts => ({
  business: { id: credentials.businessId, name: 'Waproof Business' },
  app: { id: credentials.appId, name: 'Waproof App' },
  waba: { id: credentials.wabaId, name: 'Waproof Account', currency: 'USD', timezoneId: '1' },
  numbers: [
    {
      id: credentials.phoneNumberId,
      displayPhoneNumber: credentials.displayPhoneNumber,
      verifiedName: 'Waproof',
      codeVerificationStatus: 'VERIFIED',
      qualityRating: 'GREEN',
      throughputLevel: 'STANDARD',
      status: 'CONNECTED',
      accountMode: 'LIVE',
      messagingLimit: 'TIER_UNLIMITED',
      isPinEnabled: false,
      lastOnboardedTime: '2026-01-01T00:00:00+0000',
      profile: { vertical: 'UNDEFINED' },
    },
  ],
});
