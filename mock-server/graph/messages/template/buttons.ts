/**
 * Buttons of a template that take parameters, by sub-type. A one-time password is sent as `url`, as Meta has it. A
 * button is judged by itself here; whether the template has it: undeclared-parts.ts.
 */
import type { GraphError } from '../../../errors/graph-error.js';
import { any, object, parseParameter, type Shape } from '../../parameters.js';
import { orderParameters, refuseOrder } from '../interactive/order-details.js';
import { productSections, refuseProductSections } from '../interactive/product-list.js';
import { type Content, firstRefusal, invalid, missing } from '../message-type.js';
import { type Parameter, refuseParameters } from './parameters.js';

export interface Component {
  readonly type: string;
  readonly sub_type?: string;
  readonly index?: unknown;
  readonly parameters?: readonly Parameter[];
  readonly cards?: readonly Card[];
  readonly limited_time_offer?: Content;
}
export interface Card {
  readonly card_index?: number;
  readonly components?: readonly Component[];
}

interface ButtonKind {
  /** The kind of its parameter; absent: it takes none. */
  readonly parameter?: string;
  /** What an action must contain beyond being an object. */
  readonly action?: { readonly shape: Shape; readonly refuse: (action: Content) => GraphError | undefined };
}

const actionOf = (members: Readonly<Record<string, Shape>>) => object({ ...members }, { open: true });

const kinds: Readonly<Record<string, ButtonKind>> = {
  quick_reply: { parameter: 'payload' },
  url: { parameter: 'text' },
  copy_code: { parameter: 'coupon_code' },
  flow: {
    parameter: 'action',
    action: { shape: actionOf({ flow_token: any, flow_action_data: actionOf({}) }), refuse: () => undefined },
  },
  catalog: { parameter: 'action' },
  mpm: {
    parameter: 'action',
    action: { shape: actionOf({ sections: productSections }), refuse: refuseProductSections },
  },
  order_details: {
    parameter: 'action',
    action: {
      shape: actionOf({ order_details: object(orderParameters, { open: true }) }),
      refuse: ({ order_details }) =>
        order_details === undefined ? missing('order_details is missing') : refuseOrder(order_details as Content),
    },
  },
  voice_call: { parameter: 'ttl_minutes' },
  phone_number: {},
};

export const BUTTON_SUB_TYPES = Object.keys(kinds);

/** `0` to `9`, as text or number. */
function refuseIndex(index: unknown): GraphError | undefined {
  if (index === undefined || index === '') return missing('buttons: Button index is missing');
  return (typeof index === 'string' || typeof index === 'number') && /^\d$/.test(String(index))
    ? undefined
    : invalid('buttons: Button index must be between 0 and 9');
}

/** `path` is the component's, for Graph's words on what is inside an action. */
export function refuseButton({ sub_type, index, parameters = [] }: Component, path: string): GraphError | undefined {
  if (sub_type === undefined) return missing('buttons: Button sub_type is missing');
  const kind = kinds[sub_type.toLowerCase()];
  const action = kind?.action;
  return firstRefusal(
    () => refuseIndex(index),
    () => (parameters.length > 1 ? tooMany(index, parameters.length) : undefined),
    () =>
      refuseParameters(parameters, { where: 'buttons', kinds: kind?.parameter ? [kind.parameter] : ['no parameter'] }),
    ...(action === undefined
      ? []
      : parameters.map((parameter) => () => {
          const parsed = parseParameter(action.shape, parameter.action, `${path}['parameters'][0]['action']`);
          return parsed.refusal ?? action.refuse((parsed.value ?? {}) as Content);
        })),
  );
}

const tooMany = (index: unknown, count: number) =>
  invalid(`buttons: Button at index ${index} takes 1 parameter, received ${count}`);
