/**
 * Our public address: a tunnel opened, and proved by a round trip through it before anything is registered.
 * In: the provider and the listener. Out: where the shop can reach us and how long the way is.
 */
import { trouble } from '../core/failure.ts';
import { isoUtc, type Instant, type Millis } from '../core/instant.ts';
import type { TunnelRecord } from '../core/record.ts';
import { pause } from '../dial/deadline.ts';
import type { Listener } from '../receive/listener.ts';
import { probe, type ProbeResult } from '../tunnel/probe.ts';
import type { Tunnel, TunnelProvider } from '../tunnel/tunnel.ts';
import { newSecret } from './secrets.ts';

export interface PublicAddress {
  readonly publicUrl: string;
  readonly provider: TunnelProvider;
  /** Round trips, newest last; empty where the address is our own loopback port. */
  probes(): readonly Millis[];
  /** The latest round trip; 0 where there is no way to go. */
  tunnelMs(): Millis;
  close(): Promise<void>;
}

export interface AddressOptions {
  readonly provider: TunnelProvider;
  readonly listener: Listener;
  /** The name we ask for. */
  readonly name: string;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
  readonly emit: (record: TunnelRecord) => void;
  readonly onTrouble: (text: string) => void;
}

const PROBE_DEADLINE: Millis = 10_000;
/** The public side may need a moment until it knows the new name. */
const PROBE_TRIES = 3;
const PROBE_AGAIN_AFTER: Millis = 1000;

/** Opens and proves. Throws `Failure` (exit 3); what was opened is closed again. */
export async function openAddress(options: AddressOptions): Promise<PublicAddress> {
  const { provider, listener, name, signal } = options;
  tell(options, { state: 'opening', publicUrl: null, ms: null });
  const tunnel = await provider.open({ port: listener.port, name, signal });
  tunnel.onTrouble(options.onTrouble);
  if (provider.name === 'none') return opened(options, { tunnel, probes: [] });
  try {
    return opened(options, { tunnel, probes: [await prove(tunnel.publicUrl, options)] });
  } catch (error) {
    await tunnel.close();
    throw error;
  }
}

interface Opened {
  readonly tunnel: Tunnel;
  readonly probes: readonly Millis[];
}

function opened(options: AddressOptions, { tunnel, probes }: Opened): PublicAddress {
  const { publicUrl } = tunnel;
  tell(options, { state: 'open', publicUrl, ms: probes.at(-1) ?? null });
  return {
    publicUrl,
    provider: options.provider,
    probes: () => probes,
    tunnelMs: () => probes.at(-1) ?? 0,
    close: () => tunnel.close(),
  };
}

function tell({ emit, now }: AddressOptions, record: Omit<TunnelRecord, 'kind' | 'at'>): void {
  emit({ kind: 'tunnel', at: isoUtc(now()), ...record });
}

/** One round trip, in milliseconds; a few tries, since a fresh name may not be known everywhere yet. */
async function prove(publicUrl: string, options: AddressOptions): Promise<Millis> {
  let last: ProbeResult | null = null;
  for (let tries = 0; tries < PROBE_TRIES; tries += 1) {
    if (tries > 0) await pause({ deadline: PROBE_AGAIN_AFTER, signal: options.signal });
    last = await probeOnce(publicUrl, options);
    if (last.kind === 'proved') return Math.round(last.ms * 10) / 10;
  }
  const text = last?.kind === 'failed' ? last.text : 'nothing came back';
  throw trouble('tunnel-unproved', `The public address does not lead back here: ${text}`, {
    hint: 'Nothing was registered at the shop. Try again, or give an address of your own with --public-url.',
  });
}

/** A round trip on a one-time path and a new connection. */
export function probeOnce(
  publicUrl: string,
  { listener, signal }: Pick<AddressOptions, 'listener' | 'signal'>,
): Promise<ProbeResult> {
  const [path, proof] = [`/probe-${newSecret()}`, newSecret()];
  listener.expectProbe(path, proof);
  return probe({ publicUrl, path, proof, signal, deadline: PROBE_DEADLINE });
}
