/**
 * Turns what happens on the platform into deliveries: builds and signs the body, queues it, and lets the active
 * faults add copies. Without a target, events are dropped, as on the real platform when no app is subscribed.
 */
import type { Clock } from '../../core/clock.js';
import type { Signature } from '../../core/observations.js';
import type { FaultBoard } from '../faults/board.js';
import type { World } from '../world/world.js';
import type { Delivery, DeliveryQueue } from './delivery-queue.js';
import { createPayloads, type InboundMessage, type StatusUpdate } from './payloads.js';
import { signBody, signingKey } from './signature.js';

export interface Dispatcher {
  /** Whether anybody is told what happens. */
  hasTarget(): boolean;
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
  /** Looked up at each event: the target may be set later. */
  readonly queue: () => DeliveryQueue | undefined;
}

export function createDispatcher({ clock, world, faults, queue }: DispatcherDeps): Dispatcher {
  const payloads = createPayloads(world);
  const key = signingKey(world.credentials.appSecret);
  const wrongKey = signingKey(`not-${world.credentials.appSecret}`);
  let copiesToCome = 0;

  function dispatch(target: DeliveryQueue, delivery: Delivery, key: string): void {
    const first = target.push(delivery);
    for (const { afterMs, fault } of faults.strikeDelivery({ carries: delivery.carries }, key)) {
      const copy: Delivery = { ...delivery, fault, duplicateOf: first };
      if (afterMs === 0) target.push(copy);
      else {
        copiesToCome++;
        clock.schedule(afterMs, () => {
          copiesToCome--;
          target.push(copy);
        });
      }
    }
  }

  return {
    hasTarget: () => queue() !== undefined,
    copiesToCome: () => copiesToCome,
    message(inbound) {
      const target = queue();
      if (!target) return;
      const body = payloads.message(inbound);
      const { user, message } = inbound;
      const signatureHeaders = signBody(body, key);
      dispatch(target, { carries: 'message', message, user, signature: 'valid', body, signatureHeaders }, message);
    },
    status(update) {
      const target = queue();
      if (!target) return;
      const body = payloads.status(update);
      const { user, message, status } = update;
      const signatureHeaders = signBody(body, key);
      const delivery: Delivery = {
        carries: 'status',
        message,
        user,
        status,
        signature: 'valid',
        body,
        signatureHeaders,
      };
      dispatch(target, delivery, `${message}/${status}`);
    },
    forgedMessage(inbound, signature) {
      const target = queue();
      if (!target) return;
      const body = payloads.message(inbound);
      const { user, message } = inbound;
      target.push({ carries: 'message', message, user, signature, body, signatureHeaders: forge(body, signature) });
    },
  };

  function forge(body: Buffer, signature: Exclude<Signature, 'valid'>): Delivery['signatureHeaders'] {
    switch (signature) {
      case 'missing':
        return {};
      case 'wrong-secret':
        return signBody(body, wrongKey);
      case 'tampered-body':
        // A signature that was valid for another body: one byte differs.
        return signBody(Buffer.concat([body, Buffer.from(' ')]), key);
      default:
        return signature satisfies never;
    }
  }
}
