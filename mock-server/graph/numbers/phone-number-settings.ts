/**
 * `POST /{phone-number-id}`: settings of a number that have no edge of their own. The PIN of two-step verification, a
 * callback of the number's own, a new display name (it waits for a review that never comes here), whether search finds
 * the number, and its connection status. `webhook_url` and the notification switches of `whatsapp_business_api_data` are
 * checked and without effect: nothing reads them. Source: Meta's OpenAPI file; what each does is partly assumed.
 */
import { contentError, type GraphError, notSimulated, parameterError } from '../../errors/graph-error.js';
import { numbers, type PhoneNumber } from '../../world/accounts.js';
import { numberCallbacks, ownKey } from '../../world/subscriptions.js';
import type { World } from '../../world/world.js';
import { onceVerified, overrideShapes, refuseCallback } from '../access/callback-uri.js';
import { callingApp } from '../accounts/subscribed-apps.js';
import { objectOf, textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { change, type Decision, type GraphRequest, refuse, SUCCESS } from '../operation.js';
import { boolean, object, type Shape, string } from '../parameters.js';

type Parameters = GraphRequest['parameters'];
type Settings = Partial<Omit<PhoneNumber, 'id'>>;

/** Statuses that can be asked for. The file also lists rate limits and tiers, which are not a number's to choose. */
const STATUSES: readonly PhoneNumber['status'][] = ['CONNECTED', 'DISCONNECTED', 'PENDING', 'FLAGGED', 'RESTRICTED'];

const pin = string({ pattern: { like: /^\d{6}$/, otherwise: 'must be 6 characters long and hold digits only.' } });

const accepts: Readonly<Record<string, Shape>> = {
  pin,
  webhook_configuration: object(overrideShapes),
  new_display_name: string({
    maxLength: 75,
    pattern: { like: /\S.*\S/s, otherwise: 'must be at least 2 characters long.' },
  }),
  search_visibility: string({ oneOf: ['visible', 'hidden', 'non_visible'] }),
  connection_status: string({ oneOf: STATUSES.map((status) => status.toLowerCase()) }),
  whatsapp_business_api_data: object({ pin, show_security_notifications: boolean, notify_user_change_number: boolean }),
  webhook_url: string({ uri: true }),
  username: string(),
};

/** The number's own members that the call changes. */
function settingsIn(parameters: Parameters): Settings {
  const pin = textOf(parameters, 'pin') ?? textOf(objectOf(parameters, 'whatsapp_business_api_data') ?? {}, 'pin');
  const newDisplayName = textOf(parameters, 'new_display_name');
  const visibility = textOf(parameters, 'search_visibility')?.toUpperCase();
  const asked = textOf(parameters, 'connection_status')?.toUpperCase();
  const status = STATUSES.find((it) => it === asked);
  return {
    ...(pin !== undefined && { pin, isPinEnabled: true }),
    ...(newDisplayName !== undefined && { newDisplayName }),
    ...(visibility !== undefined && { isFoundBySearch: visibility === 'VISIBLE' }),
    ...(status && { status }),
  };
}

function setCallback(number: PhoneNumber, request: GraphRequest, world: World, apply: () => void): Decision {
  const given = objectOf(request.parameters, 'webhook_configuration') ?? {};
  const url = textOf(given, 'override_callback_uri');
  const verifyToken = textOf(given, 'verify_token');
  if (url === undefined)
    return refuse(parameterError("The parameter webhook_configuration['override_callback_uri'] is required."));
  const all = world.of(numberCallbacks);
  const id = ownKey(number.id, callingApp(request, world));
  if (url === '')
    return change(() => {
      apply();
      all.remove(id);
    });
  const refuseFull = (): GraphError | undefined =>
    all.isFull() && !all.get(id)
      ? parameterError(`waproof keeps at most ${all.size} callbacks of numbers.`)
      : undefined;
  const refusal = refuseCallback(url, verifyToken, { within: 'webhook_configuration' }) ?? refuseFull();
  if (refusal) return refuse(refusal);
  return onceVerified({
    url,
    verifyToken: verifyToken ?? '',
    recheck: refuseFull,
    apply() {
      apply();
      all.put({ id, callbackUri: url });
      return SUCCESS;
    },
  });
}

export const setPhoneNumber = onObject(
  numbers,
  {
    route: 'POST /{phone-number-id}',
    about: {
      summary: 'Sets the PIN, a callback of its own, a new display name, search visibility or status of a number.',
      source: 'documented',
      test: 'test/conformance/phone-number-settings.test.ts',
    },
    accepts,
  },
  (number, request, world, all) => {
    const { parameters } = request;
    if (parameters.username !== undefined)
      return refuse(notSimulated('a username as a setting of a number (see POST /{phone-number-id}/username)'));
    if (!Object.keys(accepts).some((name) => parameters[name] !== undefined && parameters[name] !== null))
      return refuse(parameterError('The parameter pin is required.'));
    const settings = settingsIn(parameters);
    if (settings.status === 'CONNECTED' && number.codeVerificationStatus !== 'VERIFIED')
      return refuse(contentError(133006, 'Phone number needs to be verified before registering.'));
    const apply = () => all.update(number.id, settings);
    return parameters.webhook_configuration == null ? change(apply) : setCallback(number, request, world, apply);
  },
);
