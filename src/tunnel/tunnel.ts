/**
 * One interface for every way of being reachable from outside.
 * In: our listener's port and the name we would like. Out: a public origin that leads to it, until it is closed.
 */
import type { Millis } from '../core/instant.ts';
import type { AnswerBreak, BreaksSeen } from '../core/outcome.ts';
import type { BackOff } from './watch-pace.ts';

export type TunnelName = 'localtunnel' | 'cloudflared' | 'ngrok' | 'none' | 'public-url';

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
  /** True when it cannot come back by itself: its program has ended, or its address was taken away. */
  isOver(): boolean;
  /** Idempotent; never rejects and has its own deadline, within a second. */
  close(): Promise<void>;
}

/** What is known of a way before anything is opened: the session is planned with it, and the documents are made from it. */
export interface TunnelFacts {
  readonly name: TunnelName;
  /** What an address of this kind needs while it is in use: nothing, to be watched, or to be opened again as well. */
  readonly care: 'none' | 'watch' | 'reopen';
  /** Calls that can be in flight at once; null: no limit of its own. */
  readonly connections: number | null;
  /** How this provider turns a broken answer of ours into what the shop sees; what is not sure is `unknown`. */
  readonly seenByShop: BreaksSeen;
  /** How long a start may take before it counts as failed. */
  readonly openDeadline: Millis;
  /** For so long a fresh address need not be known everywhere yet; a few tries are made in any case. */
  readonly freshFor: Millis;
  /** True where the same address can be asked for again; elsewhere each opening has another, and it is taken. */
  readonly canAskAgain: boolean;
  /** It mends itself under the same address: for so long a dead one that is not over is only watched. */
  readonly healsWithin: Millis;
  /** How soon a dead one is tried again, where that costs more than a call; null: as usual. */
  readonly backOff: BackOff | null;
  /** In words, for people. */
  readonly about: AboutTunnel;
}

export interface AboutTunnel {
  /** When to take it. */
  readonly when: string;
  readonly needs: string;
  /** What becomes of the address when it dies and is opened again. */
  readonly address: string;
  /** Where `seenByShop` is from. */
  readonly seenFrom: Readonly<Record<AnswerBreak, SeenFrom>>;
  readonly failures: readonly AboutFailure[];
}

export type SeenFrom = 'measured' | 'documented' | 'nothing in between' | 'not known';

export interface AboutFailure {
  /** How it shows. */
  readonly sign: string;
  readonly means: string;
  readonly todo: string;
}

export interface TunnelProvider extends TunnelFacts {
  /** True when the link from here to the provider is not encrypted: said once. */
  readonly isPlainLink: boolean;
  /** Throws `Failure` (exit 3) with a code when it cannot be opened within the deadline. */
  open(request: OpenRequest): Promise<Tunnel>;
}
