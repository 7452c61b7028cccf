/**
 * How deliveries are made: what Meta documents is the default, what it leaves open is a setting. Where webhooks may go and
 * how their connections are secured is not here.
 */

/** Several updates in one post. Meta batches "up to 1,000 updates" and does not say when: by default it is off. */
export interface BatchRules {
  /** A post leaves when it holds so many: 2 to 1,000. */
  readonly updates: number;
  /** It leaves after so long at the latest, in ms. */
  readonly withinMs: number;
}

/** Rules that may change while deliveries are made; one that waits follows those of its next attempt. */
export interface ChangingRules {
  /** Waits before the 2nd, 3rd, … attempt, in ms; default: Meta's. */
  readonly retryWaitsMs?: readonly number[] | undefined;
  /**
   * What ends a delivery. `200`: as documented. `2xx`: any success; nobody knows whether Meta really repeats what was
   * answered 202. Default: `200`.
   */
  readonly success?: '200' | '2xx' | undefined;
  /**
   * Who gets a retry. `every-app`: every app that is told of the event, also one that had taken it (documented).
   * `failed-app`: only the one whose delivery failed. Default: `every-app`.
   */
  readonly retryTo?: 'every-app' | 'failed-app' | undefined;
  /** Absent: one update a post. */
  readonly batch?: BatchRules | undefined;
}

export interface DeliveryRules extends ChangingRules {
  /** After so long a delivery counts as not answered. */
  readonly timeoutMs: number;
}

/** Meta, "Webhooks": at most so many updates in a post. */
export const MOST_UPDATES = 1_000;
/** Meta, "Webhooks": payloads can be up to 3 MB. */
export const LARGEST_POST_BYTES = 3 * 1_024 * 1_024;
/** An update does not wait for others longer than this. */
export const LONGEST_BATCH_MS = 60_000;
/** Meta's generic webhook page says 20 s; the WhatsApp pages name no timeout. */
export const DEFAULT_RULES: DeliveryRules = { timeoutMs: 20_000 };

/** Whether an answer ends a delivery. */
export const isTaken = (status: number | undefined, success: ChangingRules['success'] = '200'): boolean =>
  status === 200 || (success === '2xx' && status !== undefined && status > 200 && status < 300);
