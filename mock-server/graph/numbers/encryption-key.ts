/**
 * `/{phone-number-id}/whatsapp_business_encryption`: the business's public key of a number. The key is really parsed:
 * it must be RSA with 2,048 bits, in PEM. Meta signs it with the number's own key, which changes when the number is
 * registered anew; here the signature always fits, so the status `MISMATCH` is not reached. Before a key was uploaded
 * the list is empty (assumed).
 */
import { createPublicKey } from 'node:crypto';
import { type GraphError, graphError } from '../../errors/graph-error.js';
import { numbers } from '../../world/accounts.js';
import { type EncryptionKey, encryptionKeys } from '../../world/encryption-keys.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, change, type Operation, refuse } from '../operation.js';
import { string } from '../parameters.js';
import { readEdge } from '../read-edge.js';

const BITS = 2_048;
const PEM = /^\s*-----BEGIN (?:RSA )?PUBLIC KEY-----[\s\S]+-----END (?:RSA )?PUBLIC KEY-----\s*$/;

const invalidKey = (why: string): GraphError =>
  graphError(100, {
    message: '(#100) Business public key is invalid',
    userTitle: 'Invalid Public Key',
    userMessage: why,
  });

/** Why a text is no key that Meta would take, or `undefined`. */
export function refusePublicKey(pem: string): GraphError | undefined {
  if (!PEM.test(pem)) return invalidKey('The provided public key format is invalid');
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'rsa' && key.asymmetricKeyDetails?.modulusLength === BITS
      ? undefined
      : invalidKey(`The public key must be an RSA key with ${BITS} bits.`);
  } catch {
    return invalidKey('The provided public key format is invalid');
  }
}

const fieldsOf = ({ publicKey }: EncryptionKey): NodeFields => ({
  defaults: ['business_public_key', 'business_public_key_signature_status'],
  all: { business_public_key: publicKey, business_public_key_signature_status: 'VALID' },
});

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/encryption-key.test.ts',
});
const route = '/{phone-number-id}/whatsapp_business_encryption';

export const encryptionKeyOperations: readonly Operation[] = [
  onObject(
    numbers,
    {
      route: `GET ${route}`,
      about: about('The public key of a number and the state of its signature.'),
      needs: 'whatsapp_business_messaging',
    },
    (number, request, world) => {
      const key = world.of(encryptionKeys).get(number.id);
      return readEdge('phone-number', key ? [fieldsOf(key)] : [], request);
    },
  ),
  onObject(
    numbers,
    {
      route: `POST ${route}`,
      about: about('Signs and keeps the public key of a number, in place of an earlier one.'),
      needs: 'whatsapp_business_messaging',
      accepts: { business_public_key: string({ required: true }) },
    },
    (number, { parameters }, world) => {
      const publicKey = textOf(parameters, 'business_public_key') ?? '';
      const refusal = refusePublicKey(publicKey);
      return refusal ? refuse(refusal) : change(() => world.of(encryptionKeys).put({ id: number.id, publicKey }));
    },
  ),
];
