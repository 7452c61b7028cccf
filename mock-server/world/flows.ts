/**
 * WhatsApp Flows: forms of an account that open inside a chat. A draft may be changed at will, a published one never
 * again. Not modelled: what happens inside a flow when a user opens it, and the health of its endpoint; `BLOCKED` and
 * `THROTTLED`, which Meta's monitoring gives, are set through the control API.
 */
import { defineCollection } from './collection.js';

export const FLOW_CATEGORIES = [
  'SIGN_UP',
  'SIGN_IN',
  'APPOINTMENT_BOOKING',
  'LEAD_GENERATION',
  'SHOPPING',
  'CONTACT_US',
  'CUSTOMER_SUPPORT',
  'SURVEY',
  'OTHER',
] as const;

export const FLOW_STATUSES = ['DRAFT', 'PUBLISHED', 'DEPRECATED', 'BLOCKED', 'THROTTLED'] as const;
export type FlowStatus = (typeof FLOW_STATUSES)[number];

/** A mistake in a flow's JSON, in the words of the wire; lines and columns count from 1, ends included. */
export interface FlowError {
  readonly error: string;
  readonly error_type: string;
  readonly message: string;
  readonly line_start: number;
  readonly line_end: number;
  readonly column_start: number;
  readonly column_end: number;
  readonly pointers: readonly FlowPointer[];
}

export interface FlowPointer {
  readonly line_start: number;
  readonly line_end: number;
  readonly column_start: number;
  readonly column_end: number;
  /** `screens[0].layout.children[1].text`. */
  readonly path: string;
}

/** A flow's JSON as it was uploaded, and what was found in it. */
export interface FlowJson {
  readonly text: string;
  readonly errors: readonly FlowError[];
  readonly version?: string;
  readonly dataApiVersion?: string;
  /** The endpoint of flows before version 3.0. */
  readonly dataChannelUri?: string;
}

export interface Flow {
  readonly id: string;
  readonly wabaId: string;
  /** Unique in its account. */
  readonly name: string;
  readonly categories: readonly string[];
  readonly status: FlowStatus;
  readonly applicationId: string;
  /** Where the flow's data come from, since version 3.0; empty: nowhere. */
  readonly endpointUri: string;
  /** Absent until it is uploaded. */
  readonly json?: FlowJson;
  /** How often the address of its preview was made invalid. */
  readonly previewGeneration: number;
  /** When the present preview was made, in milliseconds since the Unix epoch. */
  readonly previewedAt: number;
}

export const flows = defineCollection<Flow>({
  name: 'flows',
  kind: 'flow',
  firstId: 820_000_000_000_001,
  limit: 1_000,
});

/** Room for the JSON of all flows together, in characters. */
export const FLOW_JSON_KEPT = 64 * 1_024 * 1_024;
