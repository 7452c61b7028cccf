/**
 * `/{phone-number-id}/settings`: calls, identity checks, encryption of payloads and storage; one of them a call. Meta's
 * guides write values in capitals (`ENABLED`, `DEFAULT`), its OpenAPI file in small letters (`enabled`, `visible`): both
 * are taken, and a value is given back as it was written. Not modelled: addresses of call servers, and that storage can
 * only be changed while a number is off.
 */
import { createHash, createPublicKey } from 'node:crypto';
import { parameterError } from '../../errors/graph-error.js';
import { numbers, type PhoneNumber } from '../../world/accounts.js';
import { type NumberSettings, numberSettings, settingsOrUsual } from '../../world/number-settings.js';
import { platformPublicKey } from '../../world/payload-key.js';
import type { World } from '../../world/world.js';
import { flagOf, objectOf, objectsOf, textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, change, type Decision, type GraphRequest, type Operation, refuse, reply } from '../operation.js';
import { boolean } from '../parameters.js';
import { callingMembers, FEATURES } from './settings-shapes.js';

type Parameters = GraphRequest['parameters'];

type Changes = Partial<NumberSettings> | string;

/** The key's DER in base64, or `undefined` for what is no key. */
function derOf(base64: string): string | undefined {
  try {
    const pem = Buffer.from(base64, 'base64').toString('latin1');
    return createPublicKey(pem).export({ format: 'der', type: 'spki' }).toString('base64');
  } catch {
    return undefined;
  }
}

function encryptionChanges(given: Parameters): Changes {
  if (textOf(given, 'status')?.toLowerCase() === 'disabled') return { clientKey: '' };
  const key = textOf(given, 'client_encryption_key');
  if (!key) return "The parameter payload_encryption['client_encryption_key'] is required.";
  return { clientKey: derOf(key) ?? '' };
}

function storageChanges(given: Parameters): Changes {
  const status = textOf(given, 'status')?.toLowerCase();
  const isLocal = flagOf(given, 'enabled') ?? (status === undefined ? undefined : status !== 'default');
  if (isLocal === undefined) return "The parameter storage_configuration['enabled'] is required.";
  const region = textOf(given, 'region') ?? textOf(given, 'data_localization_region') ?? '';
  if (isLocal && region === '') return "The parameter storage_configuration['region'] is required.";
  return { region: isLocal ? region : '' };
}

function changesOf(feature: string, given: Parameters, known: NumberSettings): Changes {
  switch (feature) {
    case 'calling': {
      const members = callingMembers(given);
      if (!members) return 'Param calling is nested too deeply.';
      return Object.keys(members).length === 0
        ? "The parameter calling['status'] is required."
        : { calling: { ...known.calling, ...members } };
    }
    case 'user_identity_change': {
      const isIdentityChecked = flagOf(given, 'enabled') ?? flagOf(given, 'enable_identity_key_check');
      return isIdentityChecked === undefined
        ? "The parameter user_identity_change['enabled'] is required."
        : { isIdentityChecked };
    }
    case 'payload_encryption': {
      const changes = encryptionChanges(given);
      const isBad =
        textOf(given, 'status')?.toLowerCase() === 'enabled' && (changes as NumberSettings).clientKey === '';
      return isBad ? "Param payload_encryption['client_encryption_key'] is not a valid public key." : changes;
    }
    default:
      return storageChanges(given);
  }
}

function update({ id }: PhoneNumber, { parameters }: GraphRequest, world: World): Decision {
  const features = Object.keys(FEATURES).filter((name) => objectOf(parameters, name));
  const [feature = '', ...others] = features;
  if (features.length === 0)
    return refuse(parameterError(`One of the parameters {${Object.keys(FEATURES).join(', ')}} is required.`));
  if (others.length > 0) return refuse(parameterError('Only one feature setting can be specified per request.'));
  const settings = world.of(numberSettings);
  const changes = changesOf(feature, objectOf(parameters, feature) ?? {}, settingsOrUsual(settings.get(id), id));
  if (typeof changes === 'string') return refuse(parameterError(changes));
  return change(() => settings.put({ ...settingsOrUsual(settings.get(id), id), ...changes }));
}

/** Secret of a SIP server: the same each time it is asked for. */
const passwordOf = (numberId: string, hostname: string): string =>
  createHash('sha256').update(`sip/${numberId}/${hostname}`).digest('base64url').slice(0, 32);

function sipOf(calling: Parameters, numberId: string, appId: string, withSecrets: boolean) {
  const sip = objectOf(calling, 'sip');
  if (!sip) return {};
  const servers = (objectsOf(sip, 'servers') ?? []).map((server) => ({
    ...server,
    app_id: appId,
    ...(withSecrets && { password: passwordOf(numberId, textOf(server, 'hostname') ?? '') }),
  }));
  return { sip: { ...sip, servers } };
}

const fingerprint = (key: string) =>
  `SHA256:${createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`;

function read({ id }: PhoneNumber, { parameters, caller }: GraphRequest, world: World): Decision {
  const withSecrets = flagOf(parameters, 'include_sip_credentials') === true;
  const { calling, isIdentityChecked, clientKey, region } = settingsOrUsual(world.of(numberSettings).get(id), id);
  return reply(() => ({
    calling: {
      status: 'disabled',
      call_icon_visibility: 'visible',
      callback_permission_status: 'disabled',
      ...calling,
      ip_addresses: { default: [] },
      ...sipOf(calling, id, caller?.appId ?? world.credentials.appId, withSecrets),
    },
    user_identity_change: { enable_identity_key_check: isIdentityChecked },
    payload_encryption: clientKey
      ? {
          status: 'enabled',
          client_encryption_key_fingerprint: fingerprint(clientKey),
          cloud_encryption_key: platformPublicKey,
        }
      : { status: 'disabled' },
    storage_configuration: region
      ? { status: 'in_country_storage_enabled', data_localization_region: region }
      : { status: 'default' },
  }));
}

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/settings.test.ts',
});
const route = '/{phone-number-id}/settings';

export const settingsOperations: readonly Operation[] = [
  onObject(
    numbers,
    {
      route: `GET ${route}`,
      about: about('Settings of a number: calls, identity checks, encryption, storage.'),
      accepts: { include_sip_credentials: boolean },
    },
    read,
  ),
  onObject(
    numbers,
    { route: `POST ${route}`, about: about('Changes one of the settings.'), accepts: FEATURES },
    update,
  ),
];
