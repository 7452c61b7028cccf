/**
 * `POST /{phone-number-id}/messages_encrypted`: a body of `/messages` as a JWE, encrypted with the platform's key, whose
 * answer comes encrypted with the caller's; refusals come in the clear. Both keys stand in the number's settings. The
 * refusals of a bad token and of a number without encryption are assumed. Source: OpenAPI v23.0.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { parameterError } from '../../errors/graph-error.js';
import { numbers } from '../../world/accounts.js';
import { numberSettings, settingsOrUsual } from '../../world/number-settings.js';
import { platformKey } from '../../world/payload-key.js';
import { onObject } from '../on-object.js';
import { type CallFacts, type Decision, type GraphRequest, OTHER_CALL, refuse } from '../operation.js';
import { string, whatsapp } from '../parameters.js';
import { openJwe, sealJwe } from './jwe.js';
import { decideMessage, messageFacts } from './messages.js';

/** The body inside a token. */
function openBody(token: string): GraphRequest['parameters'] | undefined {
  try {
    const body: unknown = JSON.parse(openJwe(token, platformKey) ?? '');
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as GraphRequest['parameters'])
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whoever strikes calls of one kind or of one user looks inside. */
function factsInside({ encrypted_contents: token }: GraphRequest['parameters']): CallFacts {
  const body = openBody(String(token));
  return body ? messageFacts(body) : OTHER_CALL;
}

/** The decision with its answer encrypted. */
function seal(decision: Decision, key: KeyObject): Decision {
  if (!('effect' in decision)) return decision;
  const { effect, facts } = decision;
  const sealed = (answer: string) => ({ encrypted_contents: sealJwe(answer, key) });
  switch (effect.kind) {
    case 'send':
      return { facts, effect: { ...effect, seal: (answer) => JSON.stringify(sealed(answer)) } };
    case 'mark-read':
      return { facts, effect: { kind: 'reply', apply: () => sealed('{"success":true}') } };
    default:
      return decision;
  }
}

export const postEncryptedMessages = onObject(
  numbers,
  {
    route: 'POST /{phone-number-id}/messages_encrypted',
    about: {
      summary: 'Sends a message, or marks one as read, from an encrypted body; the answer is encrypted too.',
      source: 'documented',
      test: 'test/conformance/encrypted-messages.test.ts',
    },
    needs: 'whatsapp_business_messaging',
    accepts: { messaging_product: whatsapp, encrypted_contents: string({ required: true }) },
    facts: factsInside,
  },
  (number, request, world) => {
    const { clientKey = '' } = settingsOrUsual(world.of(numberSettings).get(number.id), number.id);
    if (clientKey === '') return refuse(parameterError('Payload encryption is not enabled for this phone number.'));
    const parameters = openBody(String(request.parameters.encrypted_contents));
    if (!parameters) return refuse(parameterError('Param encrypted_contents is not a valid JWE token.'));
    const key = createPublicKey({ key: Buffer.from(clientKey, 'base64'), format: 'der', type: 'spki' });
    // Only RSA keys can wrap another key: nothing could be answered to others.
    if (key.asymmetricKeyType !== 'rsa')
      return refuse(parameterError('The client encryption key of this phone number is not an RSA key.'));
    return seal(decideMessage(number, { ...request, parameters }, world), key);
  },
);
