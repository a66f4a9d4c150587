/**
 * Our public address: a tunnel opened, and proved by a round trip through it before anything is registered.
 * In: the provider and the listener. Out: where the shop can reach us and how long the way is, with the means to look
 * after it: a check, and a fresh tunnel under the same name. `watch-address.ts` decides when.
 */
import { trouble } from '../../core/failure.ts';
import { rememberProbe } from '../../core/budget.ts';
import { isoUtc, type Instant, type Millis } from '../../core/instant.ts';
import type { TunnelRecord } from '../../core/record.ts';
import type { Limits } from '../../dial/deadline.ts';
import type { Listener } from '../../receive/listener.ts';
import { probe, type ProbeResult } from '../../tunnel/probe.ts';
import type { Tunnel, TunnelProvider } from '../../tunnel/tunnel.ts';
import { newSecret } from '../secrets.ts';
import { proveFresh } from './prove.ts';

export interface PublicAddress {
  /** Where the shop's webhooks lead; another one after a move. */
  readonly publicUrl: string;
  /** False: the provider chose the name, so it is no secret of ours. */
  readonly isNameOurs: boolean;
  readonly provider: TunnelProvider;
  /** Round trips, newest last; empty where the address is our own loopback port. */
  probes(): readonly Millis[];
  /** The latest round trip; 0 where there is no way to go. */
  tunnelMs(): Millis;
  /** When the latest round trip ended that proved the address. */
  provedAt(): Instant;
  /** One round trip on a new connection; a proved one counts for the budget, unless it had to queue. Never rejects. */
  check(limits: Limits): Promise<ProbeResult>;
  /** Closes the tunnel and opens a fresh one under the same name if it can be had. Throws `Failure`; then none is open. */
  reopen(limits: Limits): Promise<Successor>;
  /** Told when the tunnel itself notices trouble: a reason to check at once. */
  onTrouble(listener: (text: string) => void): void;
  /** True when the tunnel cannot come back by itself. */
  isOver(): boolean;
  close(): Promise<void>;
}

/** A fresh tunnel, open and proved. It must be accepted or refused. */
export interface Successor {
  /** The same as before, or the address has moved. */
  readonly publicUrl: string;
  /** Whether it still leads here. Never rejects. */
  check(limits: Limits): Promise<ProbeResult>;
  /** From now on this is the address. */
  accept(): void;
  refuse(): Promise<void>;
}

export interface AddressOptions {
  /** A fresh one for every opening, so that nothing of a dead tunnel lives on. */
  readonly createProvider: () => TunnelProvider;
  readonly listener: Listener;
  /** The name we ask for. */
  readonly name: string;
  readonly now: () => Instant;
  readonly signal: AbortSignal;
  readonly emit: (record: TunnelRecord) => void;
  /** For the log. */
  readonly onTrouble: (text: string) => void;
}

const PROBE_DEADLINE: Millis = 10_000;

interface State {
  tunnel: Tunnel;
  probes: readonly Millis[];
  provedAt: Instant;
  readonly listeners: Set<(text: string) => void>;
}

/** Opens and proves. Throws `Failure` (exit 3); what was opened is closed again. */
export async function openAddress(options: AddressOptions): Promise<PublicAddress> {
  const { listener, name, signal, emit, now } = options;
  const provider = options.createProvider();
  const tell = (record: Pick<TunnelRecord, 'state' | 'publicUrl' | 'ms'>): void =>
    emit({ kind: 'tunnel', at: isoUtc(now()), ...record });
  tell({ state: 'opening', publicUrl: null, ms: null });
  const tunnel = await provider.open({ port: listener.port, name, signal });
  const ms =
    provider.care === 'none'
      ? null
      : await proveOrClose({ tunnel, ...provider }, options, { deadline: PROBE_DEADLINE, signal });
  const state: State = { tunnel, probes: ms === null ? [] : [ms], provedAt: now(), listeners: new Set() };
  heed(state, options);
  tell({ state: 'open', publicUrl: tunnel.publicUrl, ms });
  return addressOver(state, provider, options);
}

function addressOver(state: State, provider: TunnelProvider, options: AddressOptions): PublicAddress {
  return {
    provider,
    get publicUrl() {
      return state.tunnel.publicUrl;
    },
    get isNameOurs() {
      return state.tunnel.isNameGranted;
    },
    probes: () => state.probes,
    tunnelMs: () => state.probes.at(-1) ?? 0,
    provedAt: () => state.provedAt,
    async check(limits) {
      const { listener } = options;
      const wasCrowded = listener.isCrowded();
      const result = await probeOnce(state.tunnel.publicUrl, listener, limits);
      // Behind a burst the time is that of the queue: it proves the way, and does not measure it.
      if (result.kind === 'proved' && (wasCrowded || listener.isCrowded())) state.provedAt = options.now();
      else if (result.kind === 'proved') remember(state, result.ms, options.now());
      return result;
    },
    reopen: (limits) => reopen(state, options, limits),
    onTrouble: (listener) => void state.listeners.add(listener),
    isOver: () => state.tunnel.isOver(),
    close: () => state.tunnel.close(),
  };
}

function remember(state: State, ms: Millis, at: Instant): void {
  state.probes = rememberProbe(state.probes, ms);
  state.provedAt = at;
}

function heed(state: State, options: AddressOptions): void {
  const { tunnel } = state;
  tunnel.onTrouble((text) => {
    options.onTrouble(text);
    if (state.tunnel === tunnel) for (const listener of state.listeners) listener(text);
  });
}

async function reopen(state: State, options: AddressOptions, limits: Limits): Promise<Successor> {
  await state.tunnel.close();
  const name = state.tunnel.name ?? options.name;
  const provider = options.createProvider();
  const tunnel = await provider.open({ port: options.listener.port, name, signal: limits.signal });
  const ms = await proveOrClose({ tunnel, ...provider }, options, limits);
  return {
    publicUrl: tunnel.publicUrl,
    check: (again) => probeOnce(tunnel.publicUrl, options.listener, again),
    accept() {
      state.tunnel = tunnel;
      remember(state, ms, options.now());
      heed(state, options);
    },
    refuse: () => tunnel.close(),
  };
}

interface Fresh extends Pick<TunnelProvider, 'freshFor'> {
  readonly tunnel: Tunnel;
}

/** One round trip, in milliseconds. */
async function proveOrClose(
  { tunnel, freshFor }: Fresh,
  { listener }: AddressOptions,
  limits: Limits,
): Promise<Millis> {
  const goRound = (): Promise<ProbeResult> => probeOnce(tunnel.publicUrl, listener, limits);
  const result = await proveFresh({ tunnel, freshFor, goRound, signal: limits.signal });
  if (result.kind === 'proved') return result.ms;
  await tunnel.close();
  throw trouble('tunnel-unproved', `The public address does not lead back here: ${result.text}`, {
    hint: 'Nothing was registered at the shop. Try again, or give an address of your own with --public-url.',
  });
}

/** A round trip on a one-time path and a new connection. */
export function probeOnce(publicUrl: string, listener: Listener, limits: Limits): Promise<ProbeResult> {
  const [path, proof] = [`/probe-${newSecret()}`, newSecret()];
  listener.expectProbe(path, proof);
  return probe({ publicUrl, path, proof, ...limits });
}
