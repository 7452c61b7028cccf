/**
 * What a scenario comes to: every default filled in, every duration in milliseconds, every name known, nothing that
 * could still be invalid. A run reads nothing else.
 */
import type { CheckRequest, Expectations, PlannedPhase } from '../../core/history.js';
import type { Load } from '../../loadgen/load.js';
import type { DeliveryRules } from '../../mock-server/webhooks/delivery-rules.js';
import type { Campaign } from '../campaign/campaign.js';
import type { PlannedAdvance } from './advances.js';

export interface Plan {
  readonly name: string;
  readonly title: string;
  readonly about: string | undefined;
  /** Undefined: the run draws one and prints it. */
  readonly seed: number | undefined;
  readonly loads: readonly Load[];
  readonly campaigns: readonly Campaign[];
  /** End of the last load or campaign in ms; the phases cover 0 to here. */
  readonly durationMs: number;
  /** Consecutive and without gaps; `always` faults are in each of them. */
  readonly phases: readonly PlannedPhase[];
  /** When the platform's time moves forward, in the order of their moments; all before the load ends. */
  readonly advances: readonly PlannedAdvance[];
  /** How long stragglers are waited for after the load. */
  readonly settleMs: number;
  readonly webhooks: {
    /** After this time a delivery counts as not answered. */
    readonly timeoutMs: number;
    /** Waits before the second, third … attempt of a delivery; undefined: Meta's own schedule. */
    readonly retryMs: readonly number[] | undefined;
    /** What ends a delivery, and who gets a retry; undefined: as documented. */
    readonly success?: DeliveryRules['success'];
    readonly retryTo?: DeliveryRules['retryTo'];
    /** Several updates in one post; undefined: one. */
    readonly batch?: DeliveryRules['batch'];
  };
  /** As stated, durations still as text: the check itself parses them and fills in its defaults. */
  readonly checks: readonly CheckRequest[];
  readonly expects: Expectations;
  /** Whether forged deliveries are sent as well. */
  readonly probes: boolean;
}
