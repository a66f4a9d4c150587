/**
 * A tunnel tried out: opened, proved by round trips as the shop would make them, and closed. In: the provider. Out: how
 * long the way is. Nothing is registered anywhere, and nobody but our own probes gets an answer.
 */
import { trouble } from '../../core/failure.ts';
import type { Instant, Millis } from '../../core/instant.ts';
import { RULES } from '../../core/rules.ts';
import { openListener, type Listener } from '../../receive/listener.ts';
import { probe, type ProbeResult } from '../../tunnel/probe.ts';
import { createProvider, type ProviderChoice } from '../../tunnel/providers.ts';
import type { Tunnel } from '../../tunnel/tunnel.ts';
import { newSecret } from '../secrets.ts';
import { proveFresh } from './prove.ts';

export interface TunnelTrial {
  readonly publicUrl: string;
  /** False: the provider gave another name than the one asked for. */
  readonly isNameGranted: boolean;
  /** Round trips that came back, each on a connection of its own. */
  readonly times: readonly Millis[];
  /** How many did not. */
  readonly lost: number;
}

export interface TrialOptions {
  readonly choice: ProviderChoice;
  /** 0: any free port. */
  readonly port: number;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
}

const ROUND_TRIPS = 5;
const PROBE_DEADLINE: Millis = 5000;

/** Throws `Failure` (exit 3) when nothing comes back at all. What was opened is closed on every way out. */
export async function tryTunnel({ choice, port, now, signal }: TrialOptions): Promise<TunnelTrial> {
  const listener = await openProbeListener(port, now);
  try {
    const provider = createProvider(choice);
    const tunnel = await provider.open({ port: listener.port, name: newSecret(), signal });
    try {
      const { publicUrl, isNameGranted } = tunnel;
      const { freshFor } = provider;
      return { publicUrl, isNameGranted, ...(await measure({ tunnel, freshFor }, listener, signal)) };
    } finally {
      await tunnel.close();
    }
  } finally {
    await listener.close();
  }
}

/** Answers our own probes and is nobody's webhook. */
function openProbeListener(port: number, now: () => Instant): Promise<Listener> {
  return openListener<never>({
    port,
    now,
    admitting: () => ({ endpoints: new Map(), credentials: '', missing: 'refuse' }),
    terms: () => ({ policy: 'capture', budget: 0, limit: RULES.current.limit }),
    stages: {
      keep: () => null,
      lost: () => undefined,
      faultFor: () => null,
      forward: () => ({ kind: 'none' }),
      answered: () => () => undefined,
    },
    connections: () => null,
    onStranger: () => undefined,
    onMissingCredentials: () => undefined,
    notice: () => undefined,
  });
}

interface Fresh {
  readonly tunnel: Tunnel;
  readonly freshFor: Millis;
}

async function measure(
  fresh: Fresh,
  listener: Listener,
  signal: AbortSignal,
): Promise<Pick<TunnelTrial, 'times' | 'lost'>> {
  const { publicUrl } = fresh.tunnel;
  const goRound = (): Promise<ProbeResult> => {
    const [path, proof] = [`/probe-${newSecret()}`, newSecret()];
    listener.expectProbe(path, proof);
    return probe({ publicUrl, path, proof, signal, deadline: PROBE_DEADLINE });
  };
  const first = await proveFresh({ ...fresh, goRound, signal });
  if (first.kind === 'failed') throw unproved(first.text);
  const rest: ProbeResult[] = [];
  while (rest.length < ROUND_TRIPS - 1) rest.push(await goRound());
  const times = [first, ...rest].flatMap((result) => (result.kind === 'proved' ? [result.ms] : []));
  return { times, lost: ROUND_TRIPS - times.length };
}

function unproved(text: string): Error {
  return trouble('tunnel-unproved', `The public address does not lead back here: ${text}`, {
    hint: 'Try again, choose another way with --tunnel, or give an address of your own with --public-url.',
  });
}
