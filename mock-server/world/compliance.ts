/** What a business in India must say of itself: its legal form, a grievance officer, customer care. */
import { defineCollection } from './collection.js';

export const ENTITY_TYPES = [
  'LIMITED_LIABILITY_PARTNERSHIP',
  'SOLE_PROPRIETORSHIP',
  'PARTNERSHIP',
  'PUBLIC_COMPANY',
  'PRIVATE_COMPANY',
  'OTHER',
] as const;

export interface ComplianceInfo {
  /** The number's id. */
  readonly id: string;
  readonly entityName: string;
  /** One of ENTITY_TYPES. */
  readonly entityType: string;
  readonly entityTypeCustom?: string;
  readonly isRegistered?: boolean;
  /** In the words of the wire. */
  readonly grievanceOfficer: Readonly<Record<string, unknown>>;
  readonly customerCare: Readonly<Record<string, unknown>>;
}

export const complianceInfos = defineCollection<ComplianceInfo>({ name: 'complianceInfos', limit: 10_000 });
