/** Access tokens as the platform knows them: whose they are, what they may do, and until when. */

export const SCOPES = [
  'whatsapp_business_management',
  'whatsapp_business_messaging',
  'business_management',
  'catalog_management',
  'public_profile',
] as const;
export type Scope = (typeof SCOPES)[number];

export interface AccessToken {
  /** The token itself. */
  readonly id: string;
  readonly kind: 'app' | 'user' | 'system-user' | 'page';
  readonly appId: string;
  /** Absent for app tokens. */
  readonly userId?: string;
  readonly scopes: readonly Scope[];
  /** Objects that a scope is limited to; absent: all that the app may see. */
  readonly targets?: Readonly<Partial<Record<Scope, readonly string[]>>>;
  /** Milliseconds since the Unix epoch. */
  readonly issuedAt: number;
  /** Milliseconds since the Unix epoch; 0: never. */
  readonly expiresAt: number;
}
