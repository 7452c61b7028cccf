/**
 * Who may work on which WhatsApp Business Account, and on what: the tasks that a user or system user was given. An
 * admin system user sees every account of its business whether assigned or not; an employee sees the assigned ones only.
 */
import { SYSTEM_USER_ID } from './accounts.js';
import { defineCollection } from './collection.js';

/** As in Meta's OpenAPI file (`WhatsAppBusinessAccountPermissionTask`). */
export const TASKS = [
  'MANAGE',
  'DEVELOP',
  'MANAGE_TEMPLATES',
  'MANAGE_PHONE',
  'VIEW_COST',
  'MANAGE_EXTENSIONS',
  'VIEW_PHONE_ASSETS',
  'MANAGE_PHONE_ASSETS',
  'VIEW_TEMPLATES',
  'VIEW_INSIGHTS',
  'RECEIVE_INCOMING_MESSAGES',
  'MANAGE_BILLING',
  'MANAGE_USERS',
  'MESSAGING',
  'FULL_CONTROL',
] as const;
export type Task = (typeof TASKS)[number];

export interface Assignment {
  /** `{waba}/{user}`. */
  readonly id: string;
  readonly wabaId: string;
  readonly userId: string;
  readonly tasks: readonly Task[];
  /** Milliseconds since the Unix epoch. */
  readonly assignedAt: number;
}

export const assignmentId = (wabaId: string, userId: string): string => `${wabaId}/${userId}`;

export const assignments = defineCollection<Assignment>({
  name: 'assignments',
  limit: 10_000,
  initial: ({ wabaId }) => [
    {
      id: assignmentId(wabaId, SYSTEM_USER_ID),
      wabaId,
      userId: SYSTEM_USER_ID,
      tasks: ['FULL_CONTROL'],
      assignedAt: 1_767_225_600_000,
    },
  ],
});
