/**
 * The only file that knows the package `localtunnel`; the build bundles it into this module, so what we publish is frozen.
 * In: where the tunnel server takes connections and our listener's port. Out: the package's cluster, which joins the two.
 *
 * Only the cluster is used. The package's own start asks for a name with axios, again and again each second: it can
 * neither fail nor be called off, and an attempt given up long ago would one day take the name from the one that
 * replaced it. `localtunnel-grant.ts` asks instead, and no axios is shipped.
 */
import { setDefaultResultOrder } from 'node:dns';
import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import TunnelCluster from 'localtunnel/lib/TunnelCluster.js';

export interface ClusterRequest {
  readonly remoteHost: string;
  readonly remotePort: number;
  /** Our listener on 127.0.0.1. */
  readonly localPort: number;
}

export interface Cluster extends EventEmitter<{ open: [socket: Socket]; error: [error: Error] }> {
  /** Opens one connection; told by `open`, or by `error` when it is refused. Any other trouble is not told. */
  open(): void;
}

/**
 * The cluster connects to `localhost`; naming 127.0.0.1 as `local_host` would make it rewrite the first chunk of each
 * connection as text, which destroys binary bodies. So `localhost` must mean 127.0.0.1 first, also where the system
 * lists ::1 first: another program may listen on our port there. The order is a setting of the whole process.
 */
export function createCluster({ remoteHost, remotePort, localPort }: ClusterRequest): Cluster {
  setDefaultResultOrder('ipv4first');
  const cluster = new TunnelCluster({ remote_host: remoteHost, remote_port: remotePort, local_port: localPort });
  return cluster.on('open', readToTheEnd);
}

/**
 * The cluster stops reading from our listener when the server's side has closed. An answer that is still on its way then
 * would keep that connection, and a descriptor, for as long as we run: nobody would see its end.
 */
function readToTheEnd(remote: Socket): void {
  remote.on('pipe', (local: Socket) => {
    if (remote.destroyed) local.resume();
    else remote.once('close', () => local.resume());
  });
}
