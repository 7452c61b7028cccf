/** Schedules of WhatsApp Business Accounts: opening hours, maintenance windows. They are kept, and nothing acts on them. */
import { defineCollection } from './collection.js';

export interface Schedule {
  readonly id: string;
  readonly wabaId: string;
  readonly name: string;
  readonly scheduleType: string;
  readonly description?: string;
  /** `09:00`, with or without seconds. */
  readonly startTime: string;
  readonly endTime: string;
  /** IANA name. */
  readonly timezone: string;
  readonly daysOfWeek?: readonly string[];
  readonly isActive: boolean;
  readonly recurrence?: { readonly frequency?: string; readonly interval?: number; readonly endDate?: string };
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}

export const schedules = defineCollection<Schedule>({
  name: 'schedules',
  firstId: 792_000_000_000_001,
  limit: 1_000,
});
