/**
 * Access tokens and authorization codes as the platform knows them: whose they are, what they may do, until when, and
 * what ended them early. App tokens (`{app-id}|{secret}`) are not kept: they can be checked from the app alone.
 */
import { SYSTEM_USER_ID } from './accounts.js';
import { defineCollection } from './collection.js';

export const SCOPES = [
  'whatsapp_business_management',
  'whatsapp_business_messaging',
  'business_management',
  'catalog_management',
  'public_profile',
  'whatsapp_business_manage_events',
  'ads_read',
  'ads_management',
  'pages_show_list',
  'pages_read_engagement',
  'pages_manage_metadata',
  'email',
] as const;
export type Scope = (typeof SCOPES)[number];

/** What the mock's own token may do. */
export const OWN_SCOPES: readonly Scope[] = [
  'whatsapp_business_management',
  'whatsapp_business_messaging',
  'business_management',
  'catalog_management',
  'whatsapp_business_manage_events',
  'public_profile',
];

export const isScope = (text: string): text is Scope => (SCOPES as readonly string[]).includes(text);

/** Why a token that was good is good no more, apart from its age: the subcodes of 190 (Graph, "Handling errors"). */
export const TOKEN_ENDS = [
  'revoked',
  'logged-out',
  'password-changed',
  'session-mismatch',
  'session-invalid',
  'app-removed',
  'checkpoint',
  'unconfirmed-user',
  'role-lost',
] as const;
export type TokenEnd = (typeof TOKEN_ENDS)[number];

export type TokenKind = 'app' | 'user' | 'system-user' | 'page';

/** Objects that a scope is limited to; a scope that is absent is not limited. */
export type Targets = Readonly<Partial<Record<Scope, readonly string[]>>>;

export interface AccessToken {
  /** The token itself. */
  readonly id: string;
  readonly kind: TokenKind;
  readonly appId: string;
  /** Absent for app tokens. */
  readonly userId?: string;
  /** The page that a page token speaks for. */
  readonly page?: { readonly id: string; readonly name: string };
  readonly scopes: readonly Scope[];
  /** Absent: all that the app may see. */
  readonly targets?: Targets;
  /** Milliseconds since the Unix epoch. */
  readonly issuedAt: number;
  /** Milliseconds since the Unix epoch; 0: never. */
  readonly expiresAt: number;
  /** What ended it early. */
  readonly ended?: TokenEnd;
}

/** A code that stands for a token until it is exchanged: what Embedded Signup or a login gives the app. */
export interface AuthorizationCode {
  /** The code itself. */
  readonly id: string;
  readonly kind: 'user' | 'system-user';
  readonly appId: string;
  readonly userId: string;
  readonly scopes: readonly Scope[];
  readonly targets?: Targets;
  /** The exchange must name the same one; absent: any will do, as after Embedded Signup. */
  readonly redirectUri?: string;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
  readonly isUsed: boolean;
  /** Life of the token that it stands for, in milliseconds; 0: it never expires. */
  readonly tokenLifeMs: number;
}

const DAY_MS = 24 * 3_600_000;
/** Meta, "Access tokens": one to two hours. */
export const SHORT_LIFE_MS = 3_600_000;
/** About 60 days: `expires_in` 5184000. */
export const LONG_LIFE_MS = 60 * DAY_MS;
/** Meta, "Embedded Signup": the code lives 30 seconds and is good for one exchange. */
export const CODE_LIFE_MS = 30_000;
/** User tokens: so long without use, and the app may read no more. */
export const DATA_ACCESS_MS = 90 * DAY_MS;

/** 2026-01-01: when the mock's own token was made. */
const FIRST_ISSUED_AT = 1_767_225_600_000;

export const tokens = defineCollection<AccessToken>({
  name: 'tokens',
  limit: 10_000,
  secrets: ['id'],
  initial: ({ accessToken, appId }) => [
    {
      id: accessToken,
      kind: 'system-user',
      appId,
      userId: SYSTEM_USER_ID,
      scopes: OWN_SCOPES,
      issuedAt: FIRST_ISSUED_AT,
      expiresAt: 0,
    },
  ],
});

export const codes = defineCollection<AuthorizationCode>({
  name: 'codes',
  limit: 10_000,
  secrets: ['id'],
});
