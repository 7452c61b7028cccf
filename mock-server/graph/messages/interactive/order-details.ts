/**
 * An order to be paid: an id, a currency, a total and items, each text to 60 characters. Not enforced: the accepted
 * terms of service (134011), payment settings, and that the sums add up. It expires 5 minutes from now at the soonest.
 */
import type { GraphError } from '../../../errors/graph-error.js';
import { any, array, number, object, type Shape, string } from '../../parameters.js';
import { type Content, firstRefusal, firstRefusalOf, invalid } from '../message-type.js';
import { EVERY_HEADER, type InteractiveKind, namedAction, parametersOf, refuseLength, refuseText } from './kind.js';

const MAX_TEXT = 60;
const SOONEST_EXPIRATION_SECONDS = 300;
/** Brazil, India and Singapore. */
const CURRENCIES = ['BRL', 'INR', 'SGD'];

const amountMembers: Readonly<Record<string, Shape>> = { value: number(), offset: number(), description: string() };
const amount = object(amountMembers, { open: true });

interface Amount {
  readonly value?: number;
  readonly offset?: number;
  readonly description?: string;
}
interface Item {
  readonly name?: string;
  readonly amount?: Amount;
  readonly quantity?: number;
}
interface Order extends Readonly<Record<'subtotal' | 'tax' | 'shipping' | 'discount', Amount | undefined>> {
  readonly status?: string;
  readonly items?: readonly Item[];
}

const order = object(
  {
    status: string(),
    items: array(
      object(
        { retailer_id: string(), name: string(), amount, sale_amount: amount, quantity: number() },
        { open: true },
      ),
    ),
    subtotal: amount,
    tax: amount,
    shipping: amount,
    discount: amount,
    expiration: object({ timestamp: any, description: string({ maxLength: 120 }) }, { open: true }),
  },
  { open: true },
);

/** Checked here and where a template's button carries an order. */
export const orderParameters: Readonly<Record<string, Shape>> = {
  reference_id: string(),
  type: string(),
  payment_type: string(),
  payment_settings: array(any),
  currency: string(),
  total_amount: amount,
  order,
};

const need = (value: unknown, label: string) => () => refuseText(value, { label });

function refuseItem({ name, amount: price, quantity }: Item): GraphError | undefined {
  return firstRefusal(
    () => refuseText(name, { label: 'Order item name', max: MAX_TEXT }),
    need(price?.value, 'Order item amount'),
    need(quantity, 'Order item quantity'),
  );
}

export function refuseOrder(parameters: Content): GraphError | undefined {
  const { reference_id, currency, total_amount, order: given } = parameters;
  const { status, items = [], subtotal, tax, shipping, discount } = (given ?? {}) as Order;
  return firstRefusal(
    need(reference_id, 'reference_id'),
    need(currency, 'currency'),
    () =>
      CURRENCIES.includes(String(currency))
        ? undefined
        : invalid(`currency is not supported. Supported currencies ['${CURRENCIES.join("','")}']`),
    need((total_amount as Amount | undefined)?.value, 'total_amount'),
    need(given, 'order'),
    need(status, 'Order status'),
    need(items[0], 'Order items'),
    () => firstRefusalOf(items, refuseItem),
    need(subtotal?.value, 'Order subtotal'),
    ...[subtotal, tax, shipping, discount].map(
      (sum) => () => refuseLength(sum?.description, { label: 'Amount description', max: MAX_TEXT }),
    ),
  );
}

/** @param now wall time in milliseconds; the order's own time is in seconds. */
function refuseExpiration({ order: given }: Content, now: number): GraphError | undefined {
  const { timestamp } = (given as { expiration?: { timestamp?: unknown } } | undefined)?.expiration ?? {};
  if (timestamp === undefined) return undefined;
  return Number(timestamp) >= now / 1_000 + SOONEST_EXPIRATION_SECONDS
    ? undefined
    : invalid(`Order expiration must be at least ${SOONEST_EXPIRATION_SECONDS} seconds from now`);
}

export const orderDetails: InteractiveKind = {
  headers: EVERY_HEADER,
  action: namedAction('review_and_pay', orderParameters),
  refuse: (content) => refuseOrder(parametersOf(content)),
  forbid: (content, world) => refuseExpiration(parametersOf(content), world.now()),
  words: (content) => [parametersOf(content).reference_id],
};
