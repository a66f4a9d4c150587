/**
 * One interface for every way of being reachable from outside.
 * In: our listener's port and the name we would like. Out: a public origin that leads to it, until it is closed.
 */
import type { Millis } from '../core/instant.ts';
import type { BreaksSeen } from '../core/outcome.ts';

export type TunnelName = 'localtunnel' | 'none' | 'public-url';

export interface OpenRequest {
  /** Our listener on 127.0.0.1. */
  readonly port: number;
  /** 128 random bits in the provider's alphabet; providers that cannot choose a name ignore it. */
  readonly name: string;
  readonly signal: AbortSignal;
}

export interface Tunnel {
  /** An origin without a trailing slash: `https://name.loca.lt`. */
  readonly publicUrl: string;
  /** The name granted: whoever asks for it has the same address again. Null where nothing is asked for. */
  readonly name: string | null;
  /** False when the provider gave another name than the one asked for. */
  readonly isNameGranted: boolean;
  /** Told of trouble on the way (never thrown): a text for the log. */
  onTrouble(listener: (text: string) => void): void;
  /** Idempotent; never rejects and has its own deadline, within a second. */
  close(): Promise<void>;
}

export interface TunnelProvider {
  readonly name: TunnelName;
  /** What an address of this kind needs while it is in use: nothing, to be watched, or to be opened again as well. */
  readonly care: 'none' | 'watch' | 'reopen';
  /** Calls that can be in flight at once; null: no limit of its own. */
  readonly connections: number | null;
  /** True when the link from here to the provider is not encrypted: said once. */
  readonly isPlainLink: boolean;
  /** How this provider turns a broken answer of ours into what the shop sees. */
  readonly seenByShop: BreaksSeen;
  /** How long a start may take before it counts as failed. */
  readonly openDeadline: Millis;
  /** Throws `Failure` (exit 3) with a code when it cannot be opened within the deadline. */
  open(request: OpenRequest): Promise<Tunnel>;
}
