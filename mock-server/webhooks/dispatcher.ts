/**
 * Turns what happens on the platform into deliveries: builds the body once, signs it for each app that is told, queues
 * it, and lets the active faults add copies. Without a subscriber, events are dropped, as on the real platform.
 */
import type { Clock } from '../../core/clock.js';
import type { Signature } from '../../core/observations.js';
import type { FaultBoard } from '../faults/board.js';
import type { World } from '../world/world.js';
import type { Delivery } from './delivery-queue.js';
import { createPayloads, type InboundMessage, type StatusUpdate } from './payloads.js';
import type { Route, Routes } from './routes.js';
import { signBody } from './signature.js';

export interface Dispatcher {
  /** Whether anybody is told what happens to a number's messages. */
  hasTarget(phoneNumberId: string): boolean;
  message(inbound: InboundMessage): void;
  status(update: StatusUpdate): void;
  /** A message that nobody wrote, with a signature that the subject must refuse. Never disturbed, never retried. */
  forgedMessage(inbound: InboundMessage, signature: Exclude<Signature, 'valid'>): void;
  /** Duplicates that are decided on and not queued yet. */
  copiesToCome(): number;
}

export interface DispatcherDeps {
  readonly clock: Clock;
  readonly world: World;
  readonly faults: FaultBoard;
  /** Looked up at each event: subscriptions change. */
  readonly routes: Routes;
}

/** What is delivered, before it is addressed and signed. */
type Content = Pick<Delivery, 'carries' | 'message' | 'user' | 'status'>;

export function createDispatcher({ clock, world, faults, routes }: DispatcherDeps): Dispatcher {
  const payloads = createPayloads(world);
  let copiesToCome = 0;

  const listenersTo = (phoneNumberId: string) => routes.ofNumber(phoneNumberId, 'messages');

  function send({ app, queue, path, key }: Route, { carries, message, user, status }: Content, body: Buffer): void {
    const signatureHeaders = signBody(body, key);
    const signature = 'valid';
    const delivery: Delivery = { carries, message, user, status, signature, body, signatureHeaders, app, path };
    const first = queue.push(delivery);
    const ordinal = status === undefined ? message : `${message}/${status}`;
    const chanceKey = app === undefined ? ordinal : `${ordinal}@${app}`;
    for (const { afterMs, fault } of faults.strikeDelivery({ carries }, chanceKey)) {
      const copy: Delivery = { ...delivery, fault, duplicateOf: first };
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

  return {
    hasTarget: (phoneNumberId) => listenersTo(phoneNumberId).length > 0,
    copiesToCome: () => copiesToCome,
    message(inbound) {
      const listeners = listenersTo(inbound.phoneNumberId);
      if (listeners.length === 0) return;
      const body = payloads.message(inbound);
      const { user, message } = inbound;
      for (const route of listeners) send(route, { carries: 'message', message, user, status: undefined }, body);
    },
    status(update) {
      const listeners = listenersTo(update.phoneNumberId);
      if (listeners.length === 0) return;
      const body = payloads.status(update);
      const { user, message, status } = update;
      for (const route of listeners) send(route, { carries: 'status', message, user, status }, body);
    },
    forgedMessage(inbound, signature) {
      const listeners = listenersTo(inbound.phoneNumberId);
      if (listeners.length === 0) return;
      const body = payloads.message(inbound);
      const { user, message } = inbound;
      for (const route of listeners) {
        const { app, queue, path } = route;
        const signatureHeaders = forge(body, signature, route);
        queue.push({ carries: 'message', message, user, signature, body, signatureHeaders, app, path });
      }
    },
  };
}

function forge(body: Buffer, signature: Exclude<Signature, 'valid'>, route: Route): Delivery['signatureHeaders'] {
  switch (signature) {
    case 'missing':
      return {};
    case 'wrong-secret':
      return signBody(body, route.wrongKey);
    case 'tampered-body':
      // A signature that was valid for another body: one byte differs.
      return signBody(Buffer.concat([body, Buffer.from(' ')]), route.key);
    default:
      return signature satisfies never;
  }
}
