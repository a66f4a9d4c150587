/** The part of the package `localtunnel` that we use has no types of its own. */
declare module 'localtunnel/lib/TunnelCluster.js' {
  import type { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';

  interface ClusterOptions {
    readonly remote_host: string;
    readonly remote_port: number;
    readonly local_port: number;
  }

  interface ClusterEvents {
    /** A connection to the tunnel server stands. */
    open: [socket: Socket];
    /** A connection to the tunnel server was refused; without a listener this would end the process. */
    error: [error: Error];
  }

  class TunnelCluster extends EventEmitter<ClusterEvents> {
    constructor(options: ClusterOptions);
    /** Opens one connection to the tunnel server and joins it to one of the local port. */
    open(): void;
  }

  export = TunnelCluster;
}
