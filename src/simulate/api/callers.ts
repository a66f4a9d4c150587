/**
 * Who may speak to the simulated shop on its port: programs of this machine, no page of somebody's. In: headers. Out: why a
 * call is turned away, or null. A page that a browser shows can reach our port in three ways: under a name of its own that its
 * DNS leads here (then `Host` tells), from its own place (`Origin`), or by sending the browser here (`Sec-Fetch-Site`). All
 * three are headers that no page can change.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { printable } from '../../core/printable.ts';

export function turnAway({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): string | null {
  if (host !== undefined && !isOurs(nameOf(`http://${host}`))) return `${NOT_FOR_PAGES} (Host ${shown(host)})`;
  if (origin !== undefined && !isOurs(nameOf(origin))) return `${NOT_FOR_PAGES} (Origin ${shown(origin)})`;
  return site === 'cross-site' ? `${NOT_FOR_PAGES} (Sec-Fetch-Site ${site})` : null;
}

const NOT_FOR_PAGES = 'The simulated shop serves programs of this machine only';

const LONGEST = 100;

function shown(text: string): string {
  return printable(text.slice(0, LONGEST));
}

function nameOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : null;
}

/**
 * Names that no page in the world can have: addresses, names without a dot, and those that are set aside for use at home
 * (RFC 6761, RFC 6762, `.internal` of ICANN), such as `host.docker.internal`, by which a container reaches us.
 */
function isOurs(name: string | null): boolean {
  if (name === null || name === '') return false;
  const isAddress = name.startsWith('[') || isIP(name) !== 0;
  return isAddress || !name.includes('.') || /\.(?:localhost|internal|local|test)$/.test(name);
}
