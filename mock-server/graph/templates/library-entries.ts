/**
 * The mock's own template library: texts for common notices, in Meta's shape. The texts are ours, not Meta's, so a
 * program that looks for one of Meta's names must find its way with the filters. English, and a few in Spanish.
 */

export const LIBRARY_TOPICS = [
  'ACCOUNT_UPDATE',
  'CUSTOMER_FEEDBACK',
  'ORDER_MANAGEMENT',
  'PAYMENTS',
  'IDENTITY',
] as const;
export const LIBRARY_INDUSTRIES = ['E_COMMERCE', 'FINANCIAL_SERVICES'] as const;
/** Meta, "Template Library": what a text is for. */
export const LIBRARY_USECASES = [
  'ACCOUNT_CREATION_CONFIRMATION',
  'AUTO_PAY_REMINDER',
  'DELIVERY_CONFIRMATION',
  'DELIVERY_FAILED',
  'DELIVERY_UPDATE',
  'FEEDBACK_SURVEY',
  'FRAUD_ALERT',
  'LOW_BALANCE_WARNING',
  'ORDER_ACTION_NEEDED',
  'ORDER_CONFIRMATION',
  'ORDER_DELAY',
  'ORDER_OR_TRANSACTION_CANCEL',
  'ORDER_PICK_UP',
  'PAYMENT_ACTION_REQUIRED',
  'PAYMENT_CONFIRMATION',
  'PAYMENT_DUE_REMINDER',
  'PAYMENT_OVERDUE',
  'PAYMENT_REJECT_FAIL',
  'PAYMENT_SCHEDULED',
  'RECEIPT_ATTACHMENT',
  'RETURN_CONFIRMATION',
  'SHIPMENT_CONFIRMATION',
  'STATEMENT_ATTACHMENT',
  'STATEMENT_AVAILABLE',
  'TRANSACTION_ALERT',
  'VERIFY_CODE',
] as const;

type ParameterType = 'TEXT' | 'AMOUNT' | 'DATE' | 'NUMBER';

export interface LibraryButton {
  readonly type: 'URL' | 'PHONE_NUMBER' | 'QUICK_REPLY';
  readonly text: string;
  readonly url?: string;
  readonly phone_number?: string;
}

export interface LibraryEntry {
  readonly name: string;
  readonly language: string;
  readonly category: 'UTILITY' | 'AUTHENTICATION';
  readonly topic: (typeof LIBRARY_TOPICS)[number];
  readonly usecase: (typeof LIBRARY_USECASES)[number];
  readonly industry: readonly (typeof LIBRARY_INDUSTRIES)[number][];
  readonly header?: string;
  readonly body: string;
  /** Sample values of the body's variables, and what may stand in their place. */
  readonly samples: readonly (readonly [sample: string, type: ParameterType])[];
  readonly buttons: readonly LibraryButton[];
}

const visit = (text: string): LibraryButton => ({ type: 'URL', text, url: 'https://www.example.com/' });
const call: LibraryButton = { type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+18005550100' };

type About = Pick<LibraryEntry, 'topic' | 'usecase' | 'industry'>;
type Words = Pick<LibraryEntry, 'header' | 'body' | 'samples'>;

const utility = (name: string, about: About, words: Words, ...buttons: LibraryButton[]): LibraryEntry => ({
  name,
  language: 'en_US',
  category: 'UTILITY',
  ...about,
  ...words,
  buttons,
});
const inSpanish = (entry: LibraryEntry, body: string, ...labels: string[]): LibraryEntry => {
  const { header: _, ...rest } = entry;
  return {
    ...rest,
    language: 'es',
    body,
    buttons: entry.buttons.map((button, index) => ({ ...button, text: labels[index] ?? button.text })),
  };
};

const order = (usecase: About['usecase']): About => ({ topic: 'ORDER_MANAGEMENT', usecase, industry: ['E_COMMERCE'] });
const payment = (usecase: About['usecase']): About => ({
  topic: 'PAYMENTS',
  usecase,
  industry: ['FINANCIAL_SERVICES', 'E_COMMERCE'],
});
const NAME = ['Ana', 'TEXT'] as const;
const ORDER = ['A-1077', 'TEXT'] as const;
const DAY = ['May 3', 'DATE'] as const;
const SUM = ['$ 24.90', 'AMOUNT'] as const;

const deliveryUpdate = utility(
  'waproof_delivery_update',
  order('DELIVERY_UPDATE'),
  {
    header: 'Your parcel',
    body: 'Hello {{1}}, your order {{2}} is on its way and should reach you on {{3}}. Thank you.',
    samples: [NAME, ORDER, DAY],
  },
  visit('Track the parcel'),
);
const paymentReminder = utility(
  'waproof_payment_due',
  payment('PAYMENT_DUE_REMINDER'),
  {
    body: 'Hello {{1}}, a payment of {{2}} for your account is due on {{3}}. Please see to it in time.',
    samples: [NAME, SUM, DAY],
  },
  visit('Pay now'),
  call,
);

export const LIBRARY: readonly LibraryEntry[] = [
  deliveryUpdate,
  inSpanish(
    deliveryUpdate,
    'Hola {{1}}, tu pedido {{2}} está en camino y debería llegar el {{3}}. Muchas gracias.',
    'Seguir el paquete',
  ),
  utility(
    'waproof_order_confirmed',
    order('ORDER_CONFIRMATION'),
    {
      body: 'Hello {{1}}, we have received your order {{2}} over {{3}} and are packing it now.',
      samples: [NAME, ORDER, SUM],
    },
    visit('See the order'),
  ),
  utility('waproof_order_delayed', order('ORDER_DELAY'), {
    body: 'Hello {{1}}, your order {{2}} is late. We expect to send it on {{3}} and are sorry for the wait.',
    samples: [NAME, ORDER, DAY],
  }),
  utility(
    'waproof_order_pick_up',
    order('ORDER_PICK_UP'),
    {
      body: 'Hello {{1}}, your order {{2}} is ready. You can pick it up until {{3}} at our counter.',
      samples: [NAME, ORDER, DAY],
    },
    call,
  ),
  utility('waproof_order_cancelled', order('ORDER_OR_TRANSACTION_CANCEL'), {
    body: 'Hello {{1}}, your order {{2}} was cancelled as you asked. Nothing will be charged.',
    samples: [NAME, ORDER],
  }),
  utility(
    'waproof_delivery_failed',
    order('DELIVERY_FAILED'),
    {
      body: 'Hello {{1}}, nobody was there when we brought your order {{2}} today. Shall we try again?',
      samples: [NAME, ORDER],
    },
    { type: 'QUICK_REPLY', text: 'Try again' },
    { type: 'QUICK_REPLY', text: 'I will pick it up' },
  ),
  utility(
    'waproof_shipment_confirmed',
    order('SHIPMENT_CONFIRMATION'),
    { body: 'Hello {{1}}, your order {{2}} has left our warehouse today.', samples: [NAME, ORDER] },
    visit('Track the parcel'),
  ),
  utility('waproof_return_received', order('RETURN_CONFIRMATION'), {
    body: 'Hello {{1}}, your return for the order {{2}} has arrived. We are refunding {{3}} to your account.',
    samples: [NAME, ORDER, SUM],
  }),
  paymentReminder,
  inSpanish(
    paymentReminder,
    'Hola {{1}}, el pago de {{2}} de tu cuenta vence el {{3}}. Por favor, no lo olvides.',
    'Pagar ahora',
    'Llamar',
  ),
  utility('waproof_payment_received', payment('PAYMENT_CONFIRMATION'), {
    body: 'Hello {{1}}, your payment of {{2}} has arrived on {{3}}. Thank you.',
    samples: [NAME, SUM, DAY],
  }),
  utility(
    'waproof_payment_failed',
    payment('PAYMENT_REJECT_FAIL'),
    {
      body: 'Hello {{1}}, your payment of {{2}} did not go through. Please choose another way to pay.',
      samples: [NAME, SUM],
    },
    visit('Pay again'),
  ),
  utility(
    'waproof_low_balance',
    { ...payment('LOW_BALANCE_WARNING'), industry: ['FINANCIAL_SERVICES'] },
    {
      header: 'Low balance',
      body: 'Hello {{1}}, the balance of your account ending in {{2}} has fallen below {{3}} today.',
      samples: [NAME, ['1234', 'NUMBER'], SUM],
    },
    visit('Top up'),
  ),
  utility(
    'waproof_statement_ready',
    { topic: 'ACCOUNT_UPDATE', usecase: 'STATEMENT_AVAILABLE', industry: ['FINANCIAL_SERVICES'] },
    { body: 'Hello {{1}}, the statement of your account for {{2}} is ready for you.', samples: [NAME, DAY] },
    visit('See the statement'),
  ),
  utility(
    'waproof_account_created',
    { topic: 'ACCOUNT_UPDATE', usecase: 'ACCOUNT_CREATION_CONFIRMATION', industry: ['E_COMMERCE'] },
    { body: 'Welcome {{1}}, your account is ready and you can sign in from now on.', samples: [NAME] },
  ),
  utility(
    'waproof_feedback',
    { topic: 'CUSTOMER_FEEDBACK', usecase: 'FEEDBACK_SURVEY', industry: ['E_COMMERCE'] },
    { body: 'Hello {{1}}, how did you like your order {{2}} with us? Tell us in a minute.', samples: [NAME, ORDER] },
    visit('Tell us'),
  ),
  {
    name: 'waproof_verify_code',
    language: 'en_US',
    category: 'AUTHENTICATION',
    topic: 'IDENTITY',
    usecase: 'VERIFY_CODE',
    industry: ['E_COMMERCE', 'FINANCIAL_SERVICES'],
    body: '*{{1}}* is your verification code.',
    samples: [['123456', 'NUMBER']],
    buttons: [],
  },
];
