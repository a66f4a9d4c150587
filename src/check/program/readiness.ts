/**
 * Is the handler ready? `--ready-url` answers below 500, or the handler's own address accepts a connection.
 */
import { SECOND } from '../../core/instant.ts';
import { exchange } from '../../dial/exchange.ts';
import { isListening } from '../../dial/knock.ts';

export interface Readiness {
  /** The handler's address. */
  readonly url: URL;
  /** `--ready-url`. */
  readonly readyUrl: URL | null;
  readonly insecure: boolean;
}

/** One try. */
export async function isReady({ url, readyUrl, insecure }: Readiness, signal: AbortSignal): Promise<boolean> {
  if (readyUrl === null) return isListening(url, { deadline: SECOND, signal });
  const met = await exchange({
    url: readyUrl,
    method: 'GET',
    headers: { Accept: '*/*' },
    body: null,
    insecure,
    deadline: 5 * SECOND,
    limit: 1_000_000,
    signal,
  });
  return met.kind === 'answered' ? met.status < 500 : met.by === 'too-large';
}
