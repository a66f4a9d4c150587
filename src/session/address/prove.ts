/**
 * Does a fresh address lead here? In: how to go round once, and for how long a fresh name may be unknown. Out: the first
 * round trip that came back, or the last that did not.
 */
import { SECOND, type Millis } from '../../core/instant.ts';
import { isLoopbackHost } from '../../dial/address.ts';
import { pause } from '../../dial/deadline.ts';
import type { ProbeResult } from '../../tunnel/probe.ts';
import type { Tunnel } from '../../tunnel/tunnel.ts';

export interface Proving {
  readonly tunnel: Pick<Tunnel, 'publicUrl' | 'isOver'>;
  /** Of the provider; a few tries are made in any case. */
  readonly freshFor: Millis;
  readonly goRound: () => Promise<ProbeResult>;
  readonly signal: AbortSignal;
}

const LEAST_TRIES = 3;
const AGAIN_AFTER: Millis = SECOND;
/** Who asks for a name before it is there may be told for long that there is none: resolvers remember that. */
const NAME_SETTLES: Millis = 2 * SECOND;

/** Gives up early when the tunnel is over or no longer wanted. */
export async function proveFresh({ tunnel, freshFor, goRound, signal }: Proving): Promise<ProbeResult> {
  const startedAt = performance.now();
  if (freshFor > 0 && !isLoopbackHost(new URL(tunnel.publicUrl).hostname)) {
    await pause({ deadline: NAME_SETTLES, signal });
  }
  let result = await goRound();
  for (let tries = 1; result.kind === 'failed'; tries += 1) {
    const isLate = tries >= LEAST_TRIES && performance.now() - startedAt >= freshFor;
    if (isLate || tunnel.isOver() || signal.aborted) return result;
    await pause({ deadline: AGAIN_AFTER, signal });
    result = await goRound();
  }
  return result;
}
