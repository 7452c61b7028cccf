/**
 * The server IP allowlist of an app: calls with its tokens come from these addresses and networks only (Meta, "Login
 * security"). The address is that of the connection; headers of proxies are not believed. Code 5, both messages observed.
 */
import { BlockList, isIP } from 'node:net';
import { type GraphError, graphError } from '../errors/graph-error.js';
import type { App } from '../world/accounts.js';

/** What a person may write into the list: an address, or a network such as `10.0.0.0/8`. */
export function isAddressOrNetwork(text: string): boolean {
  const [address = '', prefix] = text.split('/', 2);
  const version = isIP(address);
  if (version === 0 || text.split('/').length > 2) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

function listOf(allowedIps: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of allowedIps.filter(isAddressOrNetwork)) {
    const [address = '', prefix] = entry.split('/', 2);
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

/** IPv4 as a dual-stack socket shows it. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** Asks whether an address may call for an app; the lists are made once each. */
export function createIpAllowlist(): (app: App, address: () => string) => boolean {
  const made = new WeakMap<readonly string[], BlockList>();
  return ({ allowedIps }, address) => {
    if (allowedIps === undefined || allowedIps.length === 0) return true;
    let list = made.get(allowedIps);
    if (!list) {
      list = listOf(allowedIps);
      made.set(allowedIps, list);
    }
    const from = plain(address());
    return isIP(from) !== 0 && list.check(from, familyOf(from));
  };
}

export const foreignAddress = (): GraphError => graphError(5, { message: '(#5) Unauthorized source IP address' });

/** The same at `oauth/access_token`, where no token is used yet. */
export const foreignClient = (): GraphError =>
  graphError(5, { message: "This IP can't make requests for that application." });
