/**
 * What faults send beside a genuine delivery: messages of strangers, forged or of a kind that nobody knows or days old,
 * and events of fields that nobody knows. Strangers have numbers of their own, so that whatever is done for them can be
 * told from what is done for users; whom they wrote to is taken from the update that they come beside.
 */
import { waId } from '../../core/ids.js';
import type { FaultId } from '../../core/observations.js';
import { stringifyForWebhook } from '../errors/json-escapes.js';
import type { StrangersMessage } from '../faults/fault.js';
import { numbers } from '../world/accounts.js';
import { hearIn } from '../world/threads.js';
import type { World } from '../world/world.js';
import type { Delivery, Update } from './delivery.js';
import type { Payloads } from './payloads.js';
import type { Route } from './routes.js';
import { forgedHeaders, signBody } from './signature.js';

/** Something made up by a fault, for the one app that is told what it comes beside. */
export interface Beside {
  message(route: Route, to: Update, message: StrangersMessage, fault: FaultId): Delivery;
  event(route: Route, to: Update, event: BesideEvent, fault: FaultId): Delivery;
}

export interface BesideEvent {
  readonly variant: string;
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Number of a stranger: 1555 018 0000 to 9999. */
export const strangersNumber = (index: number) => waId(`1555018${String(index).padStart(4, '0')}`);

export function createBeside(world: World, payloads: Payloads): Beside {
  const numberOf = ({ phoneNumberId }: Update) => phoneNumberId ?? world.credentials.phoneNumberId;

  return {
    message({ app, path, key, wrongKey }, to, { stranger, content, ageMs, signature, variant }, fault) {
      const user = strangersNumber(stranger);
      const phoneNumberId = numberOf(to);
      const writtenAt = world.now() - ageMs;
      const { message } = world.writeMessage(user, 'Sam Stranger');
      // Whoever answers finds the window as it would be.
      if (signature === 'valid') hearIn(world, phoneNumberId, user, writtenAt);
      const body = payloads.message({ phoneNumberId, user, name: 'Sam Stranger', message, content, writtenAt });
      const signatureHeaders =
        signature === 'valid' ? signBody(body, key) : forgedHeaders(body, signature, { key, wrongKey });
      return { carries: 'message', message, user, signature, body, signatureHeaders, app, path, fault, variant };
    },
    event({ app, path, key }, to, { variant, field, value }, fault) {
      const number = world.of(numbers).get(numberOf(to));
      const metadata = {
        display_phone_number: (number?.displayPhoneNumber ?? '').replace(/\D/g, ''),
        phone_number_id: numberOf(to),
      };
      const whole = { messaging_product: 'whatsapp', metadata, ...value };
      const entry = [{ id: number?.wabaId ?? world.credentials.wabaId, changes: [{ value: whole, field }] }];
      const body = Buffer.from(stringifyForWebhook({ object: 'whatsapp_business_account', entry }), 'latin1');
      const signatureHeaders = signBody(body, key);
      return { carries: 'event', field, signature: 'valid', body, signatureHeaders, app, path, fault, variant };
    },
  };
}
