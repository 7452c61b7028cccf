/**
 * The accounts of the simulated platform: businesses, apps, WhatsApp Business Accounts (WABAs), their numbers, and the
 * users of Graph (people and system users; not the customers who write). Enum spellings are those of live answers.
 */
import { defineCollection } from './collection.js';

export interface Business {
  readonly id: string;
  readonly name: string;
  /** Lower case, as live. */
  readonly verificationStatus: 'verified' | 'not_verified' | 'pending';
}

export interface App {
  readonly id: string;
  readonly name: string;
  readonly businessId: string;
  /** Signs webhooks and `appsecret_proof`. */
  readonly secret: string;
  /** Calls need an `appsecret_proof` (the dashboard's "Require app secret"). */
  readonly requireAppSecretProof?: boolean;
  /** Addresses and networks (`10.0.0.0/8`) that may call; absent or empty: all. */
  readonly allowedIps?: readonly string[];
}

export interface Waba {
  readonly id: string;
  readonly businessId: string;
  readonly name: string;
  readonly currency: string;
  readonly timezoneId: string;
  readonly isEnabledForInsights: boolean;
  /** Marketing templates go over the Marketing Messages API only. Default: false. */
  readonly isMarketingDisabledOnCloudApi?: boolean;
  /** What pays for the account, once a line of credit is attached. */
  readonly primaryFundingId?: string | undefined;
  /** Businesses that may work on the account besides its owner. */
  readonly sharedWith?: readonly string[];
  /** What Meta did to it for breaking policies; absent: nothing. */
  readonly restriction?: Restriction | undefined;
}

/** May only answer; sends nothing; sends nothing and is gone for good. */
export const RESTRICTED_STATES = ['restricted', 'locked', 'banned'] as const;

export interface Restriction {
  readonly state: (typeof RESTRICTED_STATES)[number];
  /** Wall time in milliseconds; absent: until somebody ends it. */
  readonly until?: number;
}

/** A person or a system user who holds tokens. */
export interface GraphUser {
  readonly id: string;
  readonly name: string;
  readonly businessId: string;
  readonly kind: 'user' | 'system-user';
  readonly role: 'ADMIN' | 'EMPLOYEE';
  /** Milliseconds since the Unix epoch; absent: as old as the mock. */
  readonly createdAt?: number;
}

/** The profile that users see; unset members are left out of every answer, as live. */
export interface BusinessProfile {
  readonly about?: string;
  readonly address?: string;
  readonly description?: string;
  readonly email?: string;
  readonly profile_picture_url?: string;
  readonly websites?: readonly string[];
  readonly vertical: string;
}

export interface PhoneNumber {
  readonly id: string;
  readonly wabaId: string;
  /** As Graph shows it: `+1 555 010 0001`. */
  readonly displayPhoneNumber: string;
  readonly verifiedName: string;
  readonly codeVerificationStatus: 'VERIFIED' | 'NOT_VERIFIED' | 'EXPIRED';
  readonly qualityRating: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  readonly throughputLevel: 'STANDARD' | 'HIGH' | 'NOT_APPLICABLE';
  readonly status: 'CONNECTED' | 'DISCONNECTED' | 'PENDING' | 'FLAGGED' | 'RESTRICTED' | 'BANNED';
  /** When it was flagged, in wall time in milliseconds: before October 2025 a week of it cost a step of the limit. */
  readonly flaggedAt?: number;
  readonly accountMode: 'LIVE' | 'SANDBOX';
  readonly messagingLimit: string;
  readonly isPinEnabled: boolean;
  /** Six digits, once set. */
  readonly pin?: string;
  /** Seconds since the Unix epoch are not kept: ISO 8601 with the zone, as live. */
  readonly lastOnboardedTime: string;
  readonly profile: BusinessProfile;
  /** A name that was asked for and waits for its review. */
  readonly newDisplayName?: string;
  /** Default: false. */
  readonly isFoundBySearch?: boolean;
  /** Used with the WhatsApp Business app at the same time. Default: false. */
  readonly isCoexistence?: boolean;
}

/** A second business, for what takes two: partner of the first, client of its services. */
export const CLIENT_BUSINESS_ID = '410000000000001';
/** The client's app and account. */
export const PARTNER_APP_ID = '310000000000001';
export const CLIENT_WABA_ID = '210000000000001';

export const businesses = defineCollection<Business>({
  name: 'businesses',
  kind: 'business',
  firstId: 400_000_000_000_002,
  limit: 1_000,
  initial: ({ businessId }) => [
    { id: businessId, name: 'Waproof Business', verificationStatus: 'verified' },
    { id: CLIENT_BUSINESS_ID, name: 'Waproof Client', verificationStatus: 'not_verified' },
  ],
});

export const apps = defineCollection<App>({
  name: 'apps',
  kind: 'app',
  firstId: 300_000_000_000_002,
  limit: 1_000,
  secrets: ['secret'],
  initial: ({ appId, appSecret, businessId }) => [
    { id: appId, name: 'Waproof App', businessId, secret: appSecret },
    {
      id: PARTNER_APP_ID,
      name: 'Waproof Partner App',
      businessId: CLIENT_BUSINESS_ID,
      secret: 'waproof-partner-app-secret',
    },
  ],
});

export const wabas = defineCollection<Waba>({
  name: 'wabas',
  kind: 'waba',
  firstId: 200_000_000_000_002,
  limit: 10_000,
  initial: ({ wabaId, businessId }) => [
    {
      id: wabaId,
      businessId,
      name: 'Waproof Account',
      currency: 'USD',
      timezoneId: '1',
      isEnabledForInsights: false,
    },
    {
      id: CLIENT_WABA_ID,
      businessId: CLIENT_BUSINESS_ID,
      name: 'Waproof Client Account',
      currency: 'USD',
      timezoneId: '1',
      isEnabledForInsights: false,
      sharedWith: [businessId],
    },
  ],
});

/** The system user to whom the mock's own token belongs. */
export const SYSTEM_USER_ID = '600000000000001';

export const users = defineCollection<GraphUser>({
  name: 'users',
  kind: 'user',
  firstId: 600_000_000_000_002,
  limit: 10_000,
  initial: ({ businessId }) => [
    { id: SYSTEM_USER_ID, name: 'Waproof System User', businessId, kind: 'system-user', role: 'ADMIN' },
  ],
});

export const numbers = defineCollection<PhoneNumber>({
  name: 'numbers',
  kind: 'phone-number',
  firstId: 100_000_000_000_002,
  limit: 10_000,
  secrets: ['pin'],
  initial: ({ phoneNumberId, displayPhoneNumber, wabaId }) => [
    {
      id: phoneNumberId,
      wabaId,
      displayPhoneNumber,
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
