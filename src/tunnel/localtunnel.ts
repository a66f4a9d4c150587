/**
 * A public address from a localtunnel server, supervised: every step has a deadline, nothing hangs, nothing is thrown
 * later. In: the server's address. Out: a provider; each `open` is a fresh tunnel that shares nothing with earlier ones.
 */
import { mistake } from '../core/failure.ts';
import { SECOND, type Millis } from '../core/instant.ts';
import { isLoopbackHost } from '../dial/address.ts';
import { pause, within } from '../dial/deadline.ts';
import { aborted } from './aborted.ts';
import { LOCALTUNNEL, MOST_CONNECTIONS } from './localtunnel-facts.ts';
import { askForName, requireName, unreachable, type Grant } from './localtunnel-grant.ts';
import { openPipes, type Pipes } from './localtunnel-pipes.ts';
import { createTroubles, type Troubles } from './troubles.ts';
import type { OpenRequest, Tunnel, TunnelProvider } from './tunnel.ts';

export interface LocaltunnelOptions {
  /** The tunnel server: `https://localtunnel.me`. */
  readonly host: string;
  readonly openDeadline?: Millis;
  /** A server keeps a name for one second after its last connection: within it even its owner gets another name. */
  readonly reclaimAfter?: Millis;
  readonly closeDeadline?: Millis;
}

/** Throws a mistake (exit 2) when `host` is no http or https address. */
export function createLocaltunnel(options: LocaltunnelOptions): TunnelProvider {
  const { openDeadline = LOCALTUNNEL.openDeadline, reclaimAfter = 1.2 * SECOND, closeDeadline = SECOND / 2 } = options;
  const host = readHost(options.host);
  return {
    ...LOCALTUNNEL,
    isPlainLink: !isLoopbackHost(host.hostname),
    openDeadline,
    async open(request) {
      requireName(request.name);
      const left = countDown(openDeadline);
      const grant = await claim(request, { host, left, reclaimAfter });
      const troubles = createTroubles();
      const pipes = openPipes({
        ...grant,
        localPort: request.port,
        count: Math.min(grant.connections, MOST_CONNECTIONS),
        report: troubles.report,
      });
      const first = await within({ deadline: left(), signal: request.signal }, pipes.first);
      if (first === 'open') return tunnelOver(pipes, { grant, request, troubles, closeDeadline });
      await pipes.close(0);
      throw first === 'aborted' ? aborted() : unreachable(explainClosedPort(host, grant));
    },
  };
}

function readHost(host: string): URL {
  const url = URL.canParse(host) ? new URL(host) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw mistake('tunnel-host', `The tunnel server's address must begin with http:// or https://, not ${host}.`);
}

interface Claiming {
  readonly host: URL;
  readonly left: () => Millis;
  readonly reclaimAfter: Millis;
}

/** Asks for the name, and once more when another one came: ours may still be held for the session before this one. */
async function claim({ name, signal }: OpenRequest, { host, left, reclaimAfter }: Claiming): Promise<Grant> {
  const ask = (): Promise<Grant> => askForName({ host, name, signal, deadline: left() });
  const first = await ask();
  if (first.name === name || left() <= reclaimAfter) return first;
  await pause({ deadline: reclaimAfter, signal });
  return ask();
}

function explainClosedPort(host: URL, { remotePort }: Grant): string {
  return `The tunnel server ${host.host} gave an address, but its port ${remotePort} takes no connection: a firewall may be in between.`;
}

interface TunnelParts {
  readonly grant: Grant;
  readonly request: OpenRequest;
  readonly troubles: Troubles;
  readonly closeDeadline: Millis;
}

function tunnelOver(pipes: Pipes, { grant, request, troubles, closeDeadline }: TunnelParts): Tunnel {
  let closing: Promise<void> | null = null;
  return {
    publicUrl: grant.publicUrl,
    name: grant.name,
    isNameGranted: grant.name === request.name,
    onTrouble: troubles.listen,
    // Single connections come back; whether the name is still ours only a round trip tells.
    isOver: () => false,
    close: () => (closing ??= pipes.close(closeDeadline)),
  };
}

/** How much of a time is left, at least one millisecond. */
function countDown(deadline: Millis): () => Millis {
  const endsAt = performance.now() + deadline;
  return () => Math.max(1, endsAt - performance.now());
}
