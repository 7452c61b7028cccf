/**
 * Turns what happens on the platform into deliveries: builds the body once and has it told to each app that is subscribed.
 * Without a subscriber, events are dropped, as on the real platform. Forged deliveries go by themselves, whatever the rules.
 */
import type { Clock } from '../../core/clock.js';
import type { Signature } from '../../core/observations.js';
import type { FaultBoard } from '../faults/board.js';
import { features } from '../world/features.js';
import type { PlatformEvent } from '../world/outbox.js';
import { noteHeard } from '../world/user-names.js';
import type { World } from '../world/world.js';
import { createAddressing } from './addressing.js';
import { createBeside } from './beside.js';
import type { Update } from './delivery.js';
import type { ChangingRules } from './delivery-rules.js';
import { followMessage, followStatus } from './payload/future.js';
import { createPayloads, type InboundMessage, type StatusUpdate } from './payloads.js';
import type { Route, Routes } from './routes.js';
import { forgedHeaders } from './signature.js';

export interface Dispatcher {
  /** Whether anybody is told what happens to a number's messages. */
  hasTarget(phoneNumberId: string): boolean;
  message(inbound: InboundMessage): void;
  status(update: StatusUpdate): void;
  /** Anything else. @param build makes the body; not asked when nobody is told. */
  event(event: PlatformEvent, build: () => Buffer): void;
  /** A message that nobody wrote, with a signature that the subject must refuse. Never disturbed, never retried. */
  forgedMessage(inbound: InboundMessage, signature: Exclude<Signature, 'valid'>): void;
  /** Deliveries that are decided on and not queued yet: copies to come, updates that wait for their post. */
  copiesToCome(): number;
  /** Posts that are being filled leave now. */
  flush(): void;
}

export interface DispatcherDeps {
  readonly clock: Clock;
  readonly world: World;
  readonly faults: FaultBoard;
  /** Looked up at each event: subscriptions change. */
  readonly routes: Routes;
  /** Asked at each event; default: as production. */
  readonly rules?: () => ChangingRules;
}

const NO_RULES: ChangingRules = {};

const isOld = ({ hasConversations }: Route): boolean => hasConversations === true;

export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { clock, world, faults, routes, rules = () => NO_RULES } = deps;
  const payloads = createPayloads(world);
  const addressing = createAddressing({ clock, faults, rules, beside: createBeside(world, payloads) });
  const flags = world.of(features);
  let eventsTold = 0;

  const listenersTo = (phoneNumberId: string) => routes.ofNumber(phoneNumberId, 'messages');

  return {
    hasTarget: (phoneNumberId) => listenersTo(phoneNumberId).length > 0,
    copiesToCome: addressing.toCome,
    flush: addressing.flush,
    message(inbound) {
      noteHeard(world, inbound.phoneNumberId, inbound.user);
      const listeners = listenersTo(inbound.phoneNumberId);
      if (listeners.length === 0) return;
      const body = payloads.message(inbound);
      const { user, message, phoneNumberId, variant } = inbound;
      addressing.tell(listeners, { carries: 'message', message, user, phoneNumberId, variant }, body, message);
      if (flags.size > 0) followMessage(world, inbound);
    },
    status(update) {
      const listeners = listenersTo(update.phoneNumberId);
      if (listeners.length === 0) return;
      const { user, message, status, phoneNumberId, fault, variant } = update;
      const content = { carries: 'status', message, user, status, phoneNumberId, fault, variant } as const;
      const name = `${message}/${status}`;
      if (!listeners.some(isOld)) addressing.tell(listeners, content, payloads.status(update), name);
      else {
        addressing.tell(listeners.filter(isOld), content, payloads.status(update, true), name);
        const others = listeners.filter((route) => !isOld(route));
        if (others.length > 0) addressing.tell(others, content, payloads.status(update), name);
      }
      if (flags.size > 0 && status === 'delivered' && update.group === undefined)
        followStatus(world, { ...update, name: '' }, message, update.isByUserId !== true);
    },
    event(event, build) {
      const { field, wabaId, phoneNumberId } = event;
      const listeners =
        phoneNumberId === undefined ? routes.ofAccount(wabaId, field) : routes.ofNumber(phoneNumberId, field);
      if (listeners.length === 0) return;
      addressing.tell(listeners, { carries: 'event', field, ...newsOf(event) }, build(), `${field}/${++eventsTold}`);
    },
    forgedMessage(inbound, signature) {
      const listeners = listenersTo(inbound.phoneNumberId);
      if (listeners.length === 0) return;
      const body = payloads.message(inbound);
      const { user, message } = inbound;
      for (const route of listeners) {
        const { app, queue, path } = route;
        const signatureHeaders = forgedHeaders(body, signature, route);
        queue.push({ carries: 'message', message, user, signature, body, signatureHeaders, app, path });
      }
    },
  };
}

/** What an event tells, for the history: the new state, and of which template, number or account. */
function newsOf({ value, wabaId, phoneNumberId }: PlatformEvent): Pick<Update, 'about' | 'event'> {
  const { event, message_template_name: template } = value;
  if (typeof event !== 'string') return {};
  return { event, about: typeof template === 'string' ? template : (phoneNumberId ?? wabaId) };
}
