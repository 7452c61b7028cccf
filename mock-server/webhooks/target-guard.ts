/**
 * Where webhooks may go: to this machine's loopback addresses, and to hosts that the user named. Anyone who can call the
 * mock can ask it to call back; this keeps it from becoming a way into the network around it. Addresses that hand out
 * credentials (link-local, metadata services) and unspecified ones are never called, whatever was named. A name is
 * judged by all its addresses, at the moment of connecting. Ports are not judged.
 */
import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

export interface TargetGuard {
  /** The user names this host: it may be called from now on. A name or an address; case and brackets do not matter. */
  allow(host: string): void;
  /** Why the URL may not be called, as far as can be told without resolving its name. */
  refuse(url: URL): string | undefined;
  /** Resolves for a socket and fails when any address may not be called. */
  readonly lookup: LookupFunction;
}

/** Gives all addresses of a name. */
export type Resolve = (
  host: string,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const never = new BlockList();
never.addSubnet('0.0.0.0', 8, 'ipv4');
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addAddress('100.100.100.200', 'ipv4');
never.addAddress('::', 'ipv6');
never.addSubnet('fe80::', 10, 'ipv6');
never.addAddress('fd00:ec2::254', 'ipv6');

const bare = (host: string) => host.toLowerCase().replace(/^\[|\]$/g, '');

const resolveByDns: Resolve = (host, done) => lookup(host, { all: true }, done);

export function createTargetGuard(named: readonly string[] = [], resolve: Resolve = resolveByDns): TargetGuard {
  const allowed = new Set(named.map(bare));

  function refuseAddress(host: string, address: string): string | undefined {
    const family = familyOf(address);
    const called = host === address ? host : `${host} (${address})`;
    if (never.check(address, family))
      return `${called} is a link-local, metadata or unspecified address, to which no webhook goes`;
    if (allowed.has(host) || loopback.check(address, family)) return undefined;
    return `${called} is not allowed: webhooks go to loopback addresses and to hosts named by --webhook or --allow-webhook-host`;
  }

  return {
    allow: (host) => void allowed.add(bare(host)),
    refuse(url) {
      const host = bare(url.hostname);
      return isIP(host) ? refuseAddress(host, host) : undefined;
    },
    lookup(hostname, options, done) {
      resolve(hostname, (error, addresses) => {
        const refusal = addresses?.map(({ address }) => refuseAddress(bare(hostname), address)).find(Boolean);
        const failure = error ?? (refusal === undefined ? undefined : new Error(refusal));
        const [first] = addresses ?? [];
        if (failure || !first) return done(failure ?? new Error(`${hostname} has no address`), '');
        if (options.all) done(null, [...addresses]);
        else done(null, first.address, first.family);
      });
    },
  };
}
