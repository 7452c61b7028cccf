/**
 * JSON Web Encryption in its compact form (RFC 7516), as far as payloads need it: a key that is wrapped by RSA-OAEP, and
 * the ciphers of RFC 7518 for the text. Nothing here is drawn by chance: what is sealed is sealed the same way each time,
 * which is no protection.
 */
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto';

/** Hashes of the ways to wrap the key. */
const OAEP: Readonly<Record<string, string>> = { 'RSA-OAEP': 'sha1', 'RSA-OAEP-256': 'sha256' };
const GCM = { A128GCM: 'aes-128-gcm', A192GCM: 'aes-192-gcm', A256GCM: 'aes-256-gcm' } as const;
const CBC = {
  'A128CBC-HS256': ['aes-128-cbc', 'sha256'],
  'A192CBC-HS384': ['aes-192-cbc', 'sha384'],
  'A256CBC-HS512': ['aes-256-cbc', 'sha512'],
} as const;

const isGcm = (name: unknown): name is keyof typeof GCM => typeof name === 'string' && Object.hasOwn(GCM, name);
const isCbc = (name: unknown): name is keyof typeof CBC => typeof name === 'string' && Object.hasOwn(CBC, name);

interface Sealed {
  readonly key: Buffer;
  /** What the tag vouches for besides the text: the header as it was sent. */
  readonly header: Buffer;
  readonly iv: Buffer;
  readonly text: Buffer;
  readonly tag: Buffer;
}

function openGcm(cipher: (typeof GCM)[keyof typeof GCM], { key, header, iv, text, tag }: Sealed): string {
  const decipher = createDecipheriv(cipher, key, iv, { authTagLength: 16 });
  decipher.setAAD(header);
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString();
}

/** The first half of the key vouches for the text, the second encrypts it. */
function openCbc([cipher, hash]: (typeof CBC)[keyof typeof CBC], sealed: Sealed): string | undefined {
  const { key, header, iv, text, tag } = sealed;
  const half = key.length / 2;
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt(header.length * 8));
  const mac = createHmac(hash, key.subarray(0, half)).update(header).update(iv).update(text).update(bits).digest();
  if (!mac.subarray(0, half).equals(tag)) return undefined;
  const decipher = createDecipheriv(cipher, key.subarray(half), iv);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString();
}

/** The text of a token; `undefined` for what is no token, or was encrypted for somebody else. */
export function openJwe(token: string, privateKey: KeyObject): string | undefined {
  const [header = '', wrapped, iv, text, tag, ...more] = token.split('.');
  if (tag === undefined || more.length > 0) return undefined;
  const bytes = (part = '') => Buffer.from(part, 'base64url');
  try {
    const { alg, enc } = JSON.parse(bytes(header).toString()) as { alg?: unknown; enc?: unknown };
    const oaepHash = typeof alg === 'string' && Object.hasOwn(OAEP, alg) ? OAEP[alg] : undefined;
    if (oaepHash === undefined) return undefined;
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const key = privateDecrypt({ key: privateKey, padding, oaepHash }, bytes(wrapped));
    const sealed = { key, header: Buffer.from(header, 'latin1'), iv: bytes(iv), text: bytes(text), tag: bytes(tag) };
    if (isGcm(enc)) return openGcm(GCM[enc], sealed);
    return isCbc(enc) ? openCbc(CBC[enc], sealed) : undefined;
  } catch {
    return undefined;
  }
}

/** A text for the holder of a key: RSA-OAEP-256 and A256GCM. */
export function sealJwe(text: string, publicKey: KeyObject): string {
  const key = createHash('sha256').update(text).digest();
  const iv = createHash('sha256').update(key).digest().subarray(0, 12);
  const header = Buffer.from('{"alg":"RSA-OAEP-256","enc":"A256GCM"}').toString('base64url');
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const wrapped = publicEncrypt({ key: publicKey, padding, oaepHash: 'sha256' }, key);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
  cipher.setAAD(Buffer.from(header, 'latin1'));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const parts = [wrapped, iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return [header, ...parts].join('.');
}
