/**
 * From something to tell to deliveries: signed for each app, queued, alone or with others in a post, with all that faults
 * make of it (`disturb.ts`). A retry goes to every app that is told of the same (Meta: "to all apps that have
 * subscribed"), unless the rules say otherwise; such a repetition starts no further ones, and nothing strikes it.
 */
import type { Clock } from '../../core/clock.js';
import type { FaultBoard } from '../faults/board.js';
import { createBatcher } from './batcher.js';
import type { Beside } from './beside.js';
import type { Delivery, DeliveryWatch, Update } from './delivery.js';
import type { BatchRules, ChangingRules } from './delivery-rules.js';
import { type Disturbed, disturb } from './disturb.js';
import { createHeldBack } from './held-back.js';
import { mergeBodies } from './merge-bodies.js';
import type { Route } from './routes.js';
import { signBody } from './signature.js';

export interface Addressing {
  /** @param ordinal names what is told, for chance. */
  tell(routes: readonly Route[], update: Update, body: Buffer, ordinal: string): void;
  /** Deliveries that are decided on and not queued yet: held back, copies to come, updates that wait for their post. */
  toCome(): number;
  /** Posts that are being filled, and what is held back, leave now. */
  flush(): void;
}

export interface AddressingDeps {
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly rules: () => ChangingRules;
  readonly beside: Beside;
}

/** One app that is told of one thing. */
interface Telling {
  readonly route: Route;
  readonly update: Update;
  readonly body: Buffer;
  /** The same thing told to every app. */
  readonly toAll: readonly Telling[];
  /** What faults make of it; absent: nothing. */
  readonly disturbed: Disturbed | undefined;
  number: number;
  /** The app has taken it. */
  isTaken: boolean;
}

function deliveryOf({ app, path, key }: Route, update: Update, body: Buffer): Delivery {
  const { carries, message, user, status, field, fault, variant, about, event } = update;
  const signatureHeaders = signBody(body, key);
  return {
    carries,
    message,
    user,
    status,
    field,
    fault,
    variant,
    about,
    event,
    signature: 'valid',
    body,
    signatureHeaders,
    app,
    path,
  };
}

/** Whose deliveries change places with one another. */
const lineOf = ({ app }: Route, { carries, user, message, field }: Update): string =>
  `${app ?? ''}/${(carries === 'status' ? message : user) ?? field}`;

export function createAddressing({ clock, faults, rules, beside }: AddressingDeps): Addressing {
  let scheduled = 0;
  const heldBack = createHeldBack(clock);
  const batcher = createBatcher<Route, Telling>(clock, deliverTogether);

  function later(afterMs: number, act: () => void): void {
    if (afterMs === 0) return act();
    scheduled++;
    clock.schedule(afterMs, () => {
      scheduled--;
      act();
    });
  }

  /** Queues it, and what comes with it. */
  function send(telling: Telling, batch: BatchRules | undefined): void {
    const { route, disturbed } = telling;
    if (batch) batcher.add(route, telling, batch);
    else deliverTogether(route, [telling]);
    if (!disturbed) return;
    for (const extra of disturbed.beside) route.queue.push(extra);
  }

  function sendInTurn(telling: Telling, batch: BatchRules | undefined): void {
    const { route, update, disturbed } = telling;
    const line = lineOf(route, update);
    if (disturbed?.yields) return heldBack.hold(line, disturbed.yields, () => send(telling, batch));
    send(telling, batch);
    if (heldBack.size > 0) heldBack.passed(line);
  }

  function addCopies({ route, update, body, number, disturbed }: Telling): void {
    for (const { fault, afterMs } of disturbed?.copies ?? []) {
      const copy: Delivery = { ...deliveryOf(route, { ...update, fault }, body), duplicateOf: number };
      for (const wait of afterMs) later(wait, () => route.queue.push(copy));
    }
  }

  function deliverTogether(route: Route, tellings: readonly Telling[]): void {
    const [first] = tellings;
    if (!first) return;
    const poison = first.disturbed?.poison;
    const bodies = tellings.map(({ body }) => body);
    const updates = tellings.map(({ update }) => update);
    if (poison) {
      bodies.unshift(poison.body);
      updates.unshift(poison.update);
    }
    const number = route.queue.push({
      ...deliveryOf(route, updates[0] ?? first.update, bodies.length === 1 ? first.body : mergeBodies(bodies)),
      ...(updates.length > 1 && { others: updates.slice(1) }),
      watch: watchOf(tellings),
      lost: Math.max(...tellings.map(({ disturbed }) => disturbed?.lost ?? 0)),
    });
    for (const [at, telling] of tellings.entries()) {
      telling.number = number + at + (poison ? 1 : 0);
      if (telling.disturbed) addCopies(telling);
    }
  }

  function watchOf(tellings: readonly Telling[]): DeliveryWatch | undefined {
    if (!tellings.some(({ toAll }) => toAll.length > 1)) return undefined;
    return {
      taken() {
        for (const telling of tellings) telling.isTaken = true;
      },
      retried() {
        if (rules().retryTo === 'failed-app') return;
        // An app that has not taken its own delivery gets it again anyway.
        for (const telling of tellings)
          for (const { route, update, body, number, isTaken } of telling.toAll)
            if (isTaken) route.queue.push({ ...deliveryOf(route, update, body), duplicateOf: number });
      },
    };
  }

  /** What one app is told, as faults leave it. */
  function tellingOf(route: Route, update: Update, body: Buffer, ordinal: string, toAll: readonly Telling[]): Telling {
    const chanceKey = route.app === undefined ? ordinal : `${ordinal}@${route.app}`;
    const disturbed = faults.strikesDeliveries()
      ? disturb({ faults, beside, route, update, body }, chanceKey)
      : undefined;
    return {
      route,
      update: disturbed?.update ?? update,
      body: disturbed?.body ?? body,
      toAll,
      disturbed,
      number: 0,
      isTaken: false,
    };
  }

  return {
    toCome: () => scheduled + heldBack.size + batcher.waiting(),
    flush() {
      heldBack.flush();
      batcher.flush();
    },
    tell(routes, update, body, ordinal) {
      const { batch } = rules();
      const [only] = routes;
      // Nearly always: one app, no batches, no faults.
      if (only && routes.length === 1 && !batch && !faults.strikesDeliveries() && heldBack.size === 0)
        return void only.queue.push(deliveryOf(only, update, body));
      const toAll: Telling[] = [];
      for (const route of routes) toAll.push(tellingOf(route, update, body, ordinal, toAll));
      for (const telling of toAll)
        later(telling.disturbed?.holdMs ?? 0, () => sendInTurn(telling, telling.disturbed?.batch ?? batch));
    },
  };
}
