/**
 * Payment configurations of an account (Payments API, India; Meta, "Onboarding APIs"): list, read by name, create,
 * change the data endpoint, make a link for the gateway's owner, remove. No gateway is behind them: one that has to be
 * connected stays `Needs_Connecting`, and the link leads nowhere.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { wabas } from '../../world/accounts.js';
import {
  type CodeAndDescription,
  type PaymentConfiguration,
  paymentConfigurations,
} from '../../world/payment-configurations.js';
import type { World } from '../../world/world.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, change, refuse, reply, SUCCESS } from '../operation.js';
import { string } from '../parameters.js';
import { oneOf, refuseFull } from './shapes.js';

/** The first needs no gateway: money goes to an address of its own. */
const UPI = 'upi_vpa';
const PROVIDERS = [UPI, 'razorpay', 'payu', 'zaakpay'];
const LINK_LIVES_MS = 24 * 3_600_000;

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/payment-configurations.test.ts',
});

const configurationName = string({
  required: true,
  maxLength: 60,
  pattern: { like: /^[\w.-]+$/, otherwise: 'must hold letters, digits, dots, dashes and underscores only.' },
});

const keyOf = (wabaId: string, name: string): string => `${wabaId}/${name}`;

const find = (world: World, wabaId: string, name: string | undefined): PaymentConfiguration | undefined =>
  name === undefined ? undefined : world.of(paymentConfigurations).get(keyOf(wabaId, name));

const notThere = (): GraphError => parameterError('Payment configuration does not exist');

const seconds = (at: number): number => Math.floor(at / 1_000);

const shown = (it: PaymentConfiguration): object => ({
  configuration_name: it.name,
  ...(it.merchantCategoryCode && { merchant_category_code: it.merchantCategoryCode }),
  ...(it.purposeCode && { purpose_code: it.purposeCode }),
  status: it.status,
  ...(it.merchantVpa !== undefined && { merchant_vpa: it.merchantVpa }),
  ...(it.dataEndpointUrl !== undefined && { data_endpoint_url: it.dataEndpointUrl }),
  ...(it.providerName !== UPI && { provider_name: it.providerName }),
  created_timestamp: seconds(it.createdAt),
  updated_timestamp: seconds(it.updatedAt),
});

export const getPaymentConfigurations = onObject(
  wabas,
  {
    route: 'GET /{waba-id}/payment_configurations',
    about: about('The payment configurations of an account.'),
  },
  (waba, _request, world) => {
    const own = world
      .of(paymentConfigurations)
      .all()
      .filter(({ wabaId }) => wabaId === waba.id);
    return reply(() => ({ data: [{ payment_configurations: own.map(shown) }] }));
  },
);

export const getPaymentConfiguration = onObject(
  wabas,
  {
    route: 'GET /{waba-id}/payment_configuration/{configuration-name}',
    about: about('A payment configuration by its name.'),
  },
  (waba, { ids }, world) => {
    const found = find(world, waba.id, ids['configuration-name']);
    return found ? reply(() => ({ data: [shown(found)] })) : refuse(notThere());
  },
);

/** The link that the gateway's owner opens, good for a day (assumed). */
const linkOf = (it: PaymentConfiguration, world: World, redirectUrl: string | undefined): object => {
  const query = new URLSearchParams({
    waba_id: it.wabaId,
    configuration_name: it.name,
    link: String(it.links),
    ...(redirectUrl !== undefined && { redirect_url: redirectUrl }),
  });
  return {
    oauth_url: `https://www.facebook.com/payments/waproof/connect?${query}`,
    expiration: seconds(world.now() + LINK_LIVES_MS),
  };
};

const codeAndDescription = (code: string | undefined, description: string): CodeAndDescription | undefined =>
  code === undefined ? undefined : { code, description };

export const createPaymentConfiguration = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/payment_configuration',
    about: about('Adds a payment configuration; a gateway’s owner gets a link to connect it.'),
    accepts: {
      configuration_name: configurationName,
      provider_name: oneOf(PROVIDERS, { required: true }),
      purpose_code: string({ maxLength: 16 }),
      merchant_category_code: string({ maxLength: 16 }),
      merchant_vpa: string({ pattern: { like: /^[\w.-]+@[\w.-]+$/, otherwise: 'must be a UPI handle.' } }),
      redirect_url: string({ uri: true }),
    },
  },
  (waba, { parameters }, world) => {
    const name = textOf(parameters, 'configuration_name') ?? '';
    const providerName = textOf(parameters, 'provider_name')?.toLowerCase() ?? '';
    const merchantVpa = textOf(parameters, 'merchant_vpa');
    const redirectUrl = textOf(parameters, 'redirect_url');
    if (providerName === UPI && merchantVpa === undefined)
      return refuse(parameterError('The parameter merchant_vpa is required.'));
    if (providerName !== UPI && redirectUrl === undefined)
      return refuse(parameterError('The parameter redirect_url is required.'));
    const all = world.of(paymentConfigurations);
    if (find(world, waba.id, name)) return refuse(parameterError('Payment configuration name is already used'));
    if (all.isFull()) return refuseFull('payment configurations');
    const merchantCategoryCode = codeAndDescription(textOf(parameters, 'merchant_category_code'), 'Merchant category');
    const purposeCode = codeAndDescription(textOf(parameters, 'purpose_code'), 'Purpose');
    const made: PaymentConfiguration = {
      id: keyOf(waba.id, name),
      wabaId: waba.id,
      name,
      ...(merchantCategoryCode && { merchantCategoryCode }),
      ...(purposeCode && { purposeCode }),
      status: providerName === UPI ? 'Active' : 'Needs_Connecting',
      providerName,
      ...(merchantVpa !== undefined && { merchantVpa }),
      links: 1,
      createdAt: world.now(),
      updatedAt: world.now(),
    };
    return reply(() => {
      all.put(made);
      return providerName === UPI ? SUCCESS : { ...linkOf(made, world, redirectUrl), ...SUCCESS };
    });
  },
);

export const updatePaymentConfiguration = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/payment_configuration/{configuration-name}',
    about: about('Sets the data endpoint of a payment configuration.'),
    accepts: { data_endpoint_url: string({ required: true, uri: true, maxLength: 2_048 }) },
  },
  (waba, { ids, parameters }, world) => {
    const found = find(world, waba.id, ids['configuration-name']);
    if (!found) return refuse(notThere());
    const dataEndpointUrl = textOf(parameters, 'data_endpoint_url') ?? '';
    return change(() => world.of(paymentConfigurations).update(found.id, { dataEndpointUrl, updatedAt: world.now() }));
  },
);

export const createPaymentLink = onObject(
  wabas,
  {
    route: 'POST /{waba-id}/generate_payment_configuration_oauth_link',
    about: about('Makes a new link to connect a payment gateway.'),
    accepts: { configuration_name: configurationName, redirect_url: string({ uri: true }) },
  },
  (waba, { parameters }, world) => {
    const found = find(world, waba.id, textOf(parameters, 'configuration_name'));
    if (!found) return refuse(notThere());
    if (found.providerName === UPI)
      return refuse(parameterError('Payment configuration has no payment gateway to connect'));
    return reply(() => {
      const links = found.links + 1;
      world.of(paymentConfigurations).update(found.id, { links, updatedAt: world.now() });
      return linkOf({ ...found, links }, world, textOf(parameters, 'redirect_url'));
    });
  },
);

export const deletePaymentConfiguration = onObject(
  wabas,
  {
    route: 'DELETE /{waba-id}/payment_configuration',
    about: about('Removes a payment configuration.'),
    accepts: { configuration_name: configurationName },
  },
  (waba, { parameters }, world) => {
    const found = find(world, waba.id, textOf(parameters, 'configuration_name'));
    return found ? change(() => void world.of(paymentConfigurations).remove(found.id)) : refuse(notThere());
  },
);
