/**
 * What is intended with the accounts of Multi-Partner Solutions: to migrate one to another solution, to hand one over
 * to another provider (on-behalf-of mobility), and to take a business on for MM Lite.
 */
import { defineCollection } from './collection.js';

export interface MigrationIntent {
  readonly id: string;
  readonly wabaId: string;
  readonly solutionId: string;
  readonly targetSolutionId?: string;
  /** Spellings of Meta's OpenAPI file. */
  readonly status: 'INITIATED' | 'ACCEPTED' | 'COMPLETED' | 'REJECTED';
  /** ISO 8601, as the caller wrote it. */
  readonly scheduledTime?: string;
}

export const migrationIntents = defineCollection<MigrationIntent>({
  name: 'migrationIntents',
  kind: 'migration-intent',
  firstId: 770_000_000_000_001,
  limit: 10_000,
});

export interface MobilityIntent {
  readonly id: string;
  readonly wabaId: string;
  readonly solutionId: string;
  readonly targetSolutionId?: string;
  /** `ACTIVE`: it has a time at which it is to happen. */
  readonly status: 'PENDING' | 'ACTIVE' | 'COMPLETED' | 'CANCELLED';
  /** ISO 8601, as the caller wrote it. */
  readonly scheduledTime?: string;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const mobilityIntents = defineCollection<MobilityIntent>({
  name: 'mobilityIntents',
  kind: 'mobility-intent',
  firstId: 780_000_000_000_001,
  limit: 10_000,
});

/** One business taken on for MM Lite by one app. */
export interface OnboardingRequest {
  readonly id: string;
  readonly businessId: string;
  readonly appId: string;
}

export const onboardingRequests = defineCollection<OnboardingRequest>({
  name: 'onboardingRequests',
  firstId: 795_000_000_000_001,
  limit: 10_000,
});
