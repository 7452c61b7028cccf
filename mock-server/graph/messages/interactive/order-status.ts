/**
 * News of an order that was sent as order_details: its state, the state of the payment, or both; a description of 120
 * characters. Whether there is such an order and may go from one state to the other is not looked at.
 */
import { any, object, string } from '../../parameters.js';
import { type Content, firstRefusal, missing } from '../message-type.js';
import { EVERY_HEADER, type InteractiveKind, namedAction, parametersOf, refuseLength, refuseText } from './kind.js';

const orderOf = (content: Content) => parametersOf(content).order as Content | undefined;
const paymentOf = (content: Content) => parametersOf(content).payment as Content | undefined;

export const orderStatus: InteractiveKind = {
  headers: EVERY_HEADER,
  action: namedAction('review_order', {
    reference_id: string(),
    order: object({ status: string(), description: string() }, { open: true }),
    payment: object({ status: string(), timestamp: any }, { open: true }),
  }),
  refuse: (content) =>
    firstRefusal(
      () => refuseText(parametersOf(content).reference_id, { label: 'reference_id' }),
      () =>
        orderOf(content)?.status === undefined && paymentOf(content)?.status === undefined
          ? missing('Order status is missing')
          : undefined,
      () => refuseLength(orderOf(content)?.description, { label: 'Order description', max: 120 }),
    ),
  words: (content) => [parametersOf(content).reference_id, orderOf(content)?.status, orderOf(content)?.description],
};
