/**
 * What happened on the platform and has to be told by webhook, until somebody sends it: operations and rules change the
 * world and cannot reach a socket. Bounded: what does not fit is counted, and is never told.
 */
import type { WebhookField } from './webhook-fields.js';

export interface PlatformEvent {
  readonly field: WebhookField;
  readonly wabaId: string;
  /** The number that it is about; absent: the account as a whole. */
  readonly phoneNumberId?: string;
  /** Id of the entry when it is not the account's: some events go to a business under its own id. */
  readonly entryId?: string;
  /** What the body calls the field, when that is no field that can be subscribed to. */
  readonly shownField?: string;
  /** `value` of the change, as the field's webhooks have it. */
  readonly value: Readonly<Record<string, unknown>>;
}

export interface Outbox {
  push(event: PlatformEvent): void;
  /** Who is told, once, whenever the first event comes into the empty outbox. */
  listen(wake: () => void): void;
  /** Takes out everything, the oldest first. */
  drain(): readonly PlatformEvent[];
  /** Events that did not fit. */
  readonly lost: number;
}

const MOST_EVENTS = 10_000;
const NONE: readonly PlatformEvent[] = [];

export function createOutbox(): Outbox {
  let events: PlatformEvent[] = [];
  let lost = 0;
  let wakeListener: () => void = () => {};
  return {
    push(event) {
      if (events.length >= MOST_EVENTS) {
        lost++;
        return;
      }
      if (events.push(event) === 1) wakeListener();
    },
    listen(wake) {
      wakeListener = wake;
    },
    drain() {
      if (events.length === 0) return NONE;
      const taken = events;
      events = [];
      return taken;
    },
    get lost() {
      return lost;
    },
  };
}
