/**
 * Where does a host lead: to this machine, to a network of our own, or out into the world?
 * In: a host as a URL or a person writes it. Out: yes or no, without asking DNS.
 */
import { BlockList, isIP } from 'node:net';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** RFC 1918, link-local (RFC 3927, RFC 4291) and unique local addresses (RFC 4193). */
const PRIVATE = new BlockList();
PRIVATE.addSubnet('10.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('172.16.0.0', 12, 'ipv4');
PRIVATE.addSubnet('192.168.0.0', 16, 'ipv4');
PRIVATE.addSubnet('169.254.0.0', 16, 'ipv4');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');

/**
 * True for 127/8, `::1` (with or without brackets, also mapped into IPv6), `localhost` and `*.localhost`.
 * A `localhost` name counts because `dialOptions` answers it itself (RFC 6761): no resolver can send it elsewhere.
 */
export function isLoopbackHost(host: string): boolean {
  const name = plainHost(host);
  return isIP(name) === 0 ? isLocalhostName(host) : isIn(LOOPBACK, name);
}

/** True for loopback, for addresses of private networks and for `*.local` (mDNS, RFC 6762). */
export function isPrivateHost(host: string): boolean {
  const name = plainHost(host);
  if (isLoopbackHost(host)) return true;
  return isIP(name) === 0 ? name.endsWith('.local') : isIn(PRIVATE, name);
}

/** The names that never leave this machine: `localhost` and everything below it. */
export function isLocalhostName(host: string): boolean {
  const name = plainHost(host);
  return name === 'localhost' || name.endsWith('.localhost');
}

/** Lower case, without the brackets of IPv6 and without the dot that ends an absolute name. */
export function plainHost(host: string): string {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  return bare.toLowerCase().replace(/\.$/, '');
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}
