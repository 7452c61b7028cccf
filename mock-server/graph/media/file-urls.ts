/**
 * Addresses of files: where media are downloaded, for five minutes and with a token; and where pictures of profiles and
 * samples of templates are shown to everybody. They begin with the address that the caller used. Whoever reaches the
 * mock under Graph's own name, through a proxy, gets the names of Meta's hosts, which the proxy must send here as well.
 */
import { createHmac } from 'node:crypto';

/** How long a download URL is valid (Meta, "Media"), in seconds. */
export const URL_SECONDS = 300;

const GRAPH_HOST = /^https?:\/\/graph\.facebook\.com(?::\d+)?(?=\/|$)/i;

/** Scheme and host of an address; `metaHost` where the caller believes to talk to Meta. */
function originOf(address: string, metaHost: string): string {
  if (GRAPH_HOST.test(address)) return `https://${metaHost}`;
  return /^https?:\/\/[^/?#]*/i.exec(address)?.[0] ?? '';
}

/** Text that only the holder of the secret can make, `length` characters that are safe in a URL. */
export function signature(secret: string, text: string, length: number): string {
  let signed = '';
  for (let block = 0; signed.length < length; block++)
    signed += createHmac('sha512', secret).update(`${block}/${text}`).digest('base64url');
  return signed.slice(0, length);
}

/** Proves that the mock gave the address, for this media and until then. */
export const mediaHash = (secret: string, mediaId: string, expiry: string): string =>
  `AT${signature(secret, `media/${mediaId}/${expiry}`, 44)}`;

/** @param expiry seconds since the Unix epoch. */
export function mediaUrl(address: string, secret: string, mediaId: string, expiry: number): string {
  const hash = mediaHash(secret, mediaId, String(expiry));
  return `${originOf(address, 'lookaside.fbsbx.com')}/whatsapp_business/attachments/?mid=${mediaId}&ext=${expiry}&hash=${hash}`;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
  'image/png': 'png',
  'video/mp4': 'mp4',
  'application/pdf': 'pdf',
};

/** Folders as on Meta's content network. */
const FOLDERS = { picture: 't61.24694-24', sample: 't61.29466-34' } as const;
const HOSTS = { picture: 'pps.whatsapp.net', sample: 'scontent.whatsapp.net' } as const;

/** Where an uploaded file is shown without a token. */
export const publicUrl = (
  address: string,
  { id, fileType }: { readonly id: string; readonly fileType: string },
  purpose: 'picture' | 'sample',
): string => `${originOf(address, HOSTS[purpose])}/v/${FOLDERS[purpose]}/${id}_n.${EXTENSIONS[fileType] ?? 'bin'}`;
