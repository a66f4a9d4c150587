/**
 * What tells one tunnel program of somebody else from another: how it is started, what its lines mean, how it is known to
 * fail. `agent.ts` does the rest, the same for all.
 */
import { trouble, type Failure } from '../core/failure.ts';
import { isLoopbackHost } from '../dial/address.ts';
import type { AboutFailure } from './tunnel.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

export interface AgentKind {
  /** As it is called on the PATH. */
  readonly program: string;
  readonly args: (port: number) => readonly string[];
  /** What it may know of our environment. */
  readonly env: (env: Variables) => Variables;
  /** Values of the environment that must not appear in any message. */
  readonly secrets: (env: Variables) => readonly string[];
  /** What one line of its output means; it may be any text. */
  readonly read: (line: string) => readonly AgentNews[];
  readonly notInstalled: KnownTrouble;
}

export type AgentNews =
  /** An origin. */
  | { readonly kind: 'address'; readonly publicUrl: string }
  /** Its servers know it: calls can come. */
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'trouble'; readonly trouble: KnownTrouble };

/** A way to fail that has an explanation. */
export interface KnownTrouble {
  /** Of the `Failure`. */
  readonly code: string;
  /** How its lines show it; null where no line does. */
  readonly says: RegExp | null;
  /** Trying on in the same program does not help. */
  readonly isFinal: boolean;
  /** A whole sentence. */
  readonly means: string;
  readonly todo: string;
  /** How a person sees it, for the documents. */
  readonly sign: string;
}

export function failureOf({ code, means, todo }: KnownTrouble): Failure {
  return trouble(code, means, { hint: todo });
}

/** The first of a list that a text shows. */
export function recognise(text: string, known: readonly KnownTrouble[]): KnownTrouble | null {
  return known.find(({ says }) => says?.test(text) === true) ?? null;
}

/** One row of the documents for each sign. */
export function aboutFailures(known: readonly KnownTrouble[]): readonly AboutFailure[] {
  return known.map(({ sign, means, todo }) => ({ sign, means, todo }));
}

/**
 * The origin of an address that a program names as public: https, or http on this machine (as tests have it). Null for
 * anything else, since what a program prints may be anything.
 */
export function readPublicUrl(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 300 || !URL.canParse(text)) return null;
  const { protocol, origin, username, password, pathname, search, hash, hostname } = new URL(text);
  const isBare = username + password + search + hash === '' && pathname === '/';
  return isBare && (protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname))) ? origin : null;
}
