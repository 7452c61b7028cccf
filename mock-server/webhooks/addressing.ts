/**
 * From something to tell to deliveries: signed for each app, queued, alone or with others in a post, with the copies that
 * faults add. A retry goes to every app that is told of the same (Meta: "to all apps that have subscribed"), unless the
 * rules say otherwise; such a repetition starts no further ones.
 */
import type { Clock } from '../../core/clock.js';
import type { FaultBoard } from '../faults/board.js';
import { createBatcher } from './batcher.js';
import type { Delivery, DeliveryWatch, Update } from './delivery.js';
import type { ChangingRules } from './delivery-rules.js';
import { mergeBodies } from './merge-bodies.js';
import type { Route } from './routes.js';
import { signBody } from './signature.js';

export interface Addressing {
  /** @param ordinal names what is told, for chance. */
  tell(routes: readonly Route[], update: Update, body: Buffer, ordinal: string): void;
  /** Deliveries that are decided on and not queued yet: copies to come, updates that wait for their post. */
  toCome(): number;
  /** Posts that are being filled leave now. */
  flush(): void;
}

export interface AddressingDeps {
  readonly clock: Clock;
  readonly faults: FaultBoard;
  readonly rules: () => ChangingRules;
}

/** One app that is told of one thing. */
interface Telling {
  readonly route: Route;
  readonly update: Update;
  readonly body: Buffer;
  readonly ordinal: string;
  /** The same thing told to every app. */
  readonly toAll: readonly Telling[];
  number: number;
  /** The app has taken it. */
  isTaken: boolean;
}

function deliveryOf({ app, path, key }: Route, update: Update, body: Buffer): Delivery {
  const { carries, message, user, status, field } = update;
  const signatureHeaders = signBody(body, key);
  return { carries, message, user, status, field, signature: 'valid', body, signatureHeaders, app, path };
}

export function createAddressing({ clock, faults, rules }: AddressingDeps): Addressing {
  let copiesToCome = 0;
  const batcher = createBatcher<Route, Telling>(clock, deliverTogether);

  /** Adds what the faults make of a delivery. @param again gives the delivery alone. */
  function strike({ app, queue }: Route, { carries }: Update, ordinal: string, first: number, again: () => Delivery) {
    const chanceKey = app === undefined ? ordinal : `${ordinal}@${app}`;
    for (const { afterMs, fault } of faults.strikeDelivery({ carries }, chanceKey)) {
      const copy: Delivery = { ...again(), fault, duplicateOf: first, watch: undefined };
      if (afterMs === 0) queue.push(copy);
      else {
        copiesToCome++;
        clock.schedule(afterMs, () => {
          copiesToCome--;
          queue.push(copy);
        });
      }
    }
  }

  function deliverTogether(route: Route, tellings: readonly Telling[]): void {
    const [first, ...others] = tellings;
    if (!first) return;
    const body = others.length === 0 ? first.body : mergeBodies(tellings.map((telling) => telling.body));
    const number = route.queue.push({
      ...deliveryOf(route, first.update, body),
      ...(others.length > 0 && { others: others.map(({ update }) => update) }),
      watch: watchOf(tellings),
    });
    for (const [at, telling] of tellings.entries()) {
      telling.number = number + at;
      const { update, ordinal } = telling;
      strike(route, update, ordinal, telling.number, () => deliveryOf(route, update, telling.body));
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

  return {
    toCome: () => copiesToCome + batcher.waiting(),
    flush: batcher.flush,
    tell(routes, update, body, ordinal) {
      const { batch } = rules();
      const [only] = routes;
      if (only && routes.length === 1 && !batch) {
        const delivery = deliveryOf(only, update, body);
        const number = only.queue.push(delivery);
        return strike(only, update, ordinal, number, () => delivery);
      }
      const toAll: Telling[] = [];
      for (const route of routes) toAll.push({ route, update, body, ordinal, toAll, number: 0, isTaken: false });
      for (const telling of toAll) {
        if (batch) batcher.add(telling.route, telling, batch);
        else deliverTogether(telling.route, [telling]);
      }
    },
  };
}
