/**
 * A way to break the connection instead of answering: what it is and how it is done on a real socket.
 */
import type { Socket } from 'node:net';
import type { Millis } from '../../core/instant.ts';
import type { FaultConnection } from '../fault.ts';
import type { PlainReply } from '../reply.ts';
import type { Resting } from '../rest.ts';

export interface Breaking extends Resting {
  readonly socket: Socket;
  /** What would have been sent. */
  readonly reply: PlainReply;
  /** The fault's own status; null when it has none. */
  readonly status: number | null;
  readonly patience: Patience;
  /** To be told when a way that takes its time has put its first byte on the wire. */
  readonly begun: () => void;
}

export interface Patience {
  /** Between two bytes of `drip`. */
  readonly byteEvery: Millis;
  /** How long `hang` and `drip` last at most. */
  readonly longest: Millis;
  /** How long a caller may keep its end open after our FIN. */
  readonly linger: Millis;
}

export const PATIENCE: Patience = { byteEvery: 100, longest: 60_000, linger: 5000 };

export interface BrokenWay {
  /** What the caller sees. */
  readonly words: string;
  /** Resolves, when its last byte is with the operating system, to what really left us. */
  perform(breaking: Breaking): Promise<FaultConnection>;
}
