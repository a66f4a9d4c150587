/**
 * Keeps the public address alive. Health is a round trip through it, not an open socket.
 * In: the address, a pace, and how webhooks are moved. Out: `tunnel` records and notices about what was met; a tunnel that
 * died is opened again with back-off, under the same name where that can be had.
 *
 * watching -> (a check failed twice, or once after a sleep) -> down -> (same name) -> open
 *                                                              down -> (another name, webhooks moved) -> moved
 */
import type { Gap, GapCause } from '../../core/gap.ts';
import { formatDuration, isoUtc, SECOND, type Instant, type Millis } from '../../core/instant.ts';
import type { TunnelRecord } from '../../core/record.ts';
import { Failure } from '../../core/failure.ts';
import { createAlarm, type Alarm } from '../../tunnel/alarm.ts';
import type { ProbeResult } from '../../tunnel/probe.ts';
import { backOffFor, type BackOff, type WatchPace } from '../../tunnel/watch-pace.ts';
import type { PublicAddress, Successor } from './address.ts';
import type { Mover } from './move-webhooks.ts';
import type { Sleep } from './sleep.ts';
import type { Notify } from '../notify.ts';

export interface WatchOptions {
  readonly address: PublicAddress;
  readonly mover: Mover;
  readonly sleep: Sleep;
  readonly pace: WatchPace;
  /** Between two openings of a fresh tunnel. */
  readonly reopenBackOff: BackOff;
  /** In [0, 1): the jitter of the back-off. */
  readonly random: () => number;
  readonly now: () => Instant;
  /** Aborted at the end of the session: whatever is going on is given up. */
  readonly signal: AbortSignal;
  readonly emit: (record: TunnelRecord) => void;
  readonly notify: Notify;
  readonly log: (text: string) => void;
  /** The way has been measured anew. */
  readonly onChecked: () => void;
  /** When a dead address is tried next; null: now. */
  readonly onNextTry: (at: Instant | null) => void;
  /** The address is proved again after a time in which calls may not have arrived. */
  readonly onGap: (gap: Gap) => void;
}

interface Watch extends WatchOptions {
  readonly alarm: Alarm;
  /** What the tunnel itself said last of its trouble; null since it was proved. */
  heard: string | null;
}

/** Enough checks for the budget. */
const PROBES_WANTED = 5;

/** The same server may hold our name for a moment, for a connection that died; so another name is not believed at once. */
const NAMES_REFUSED = 1;

/** Watches until the signal; then resolves when nothing is under way any more. Never rejects. */
export async function watchAddress(options: WatchOptions): Promise<void> {
  const { address, sleep } = options;
  if (address.provider.care === 'none') return;
  const watch: Watch = { ...options, alarm: createAlarm(), heard: null };
  address.onTrouble((text) => {
    watch.heard = text;
    watch.alarm.ring();
  });
  sleep.onSlept(() => watch.alarm.ring());
  while (!watch.signal.aborted) await lookOnce(watch);
}

async function lookOnce(watch: Watch): Promise<void> {
  const { address, pace, signal, alarm, mover, sleep } = watch;
  const deadline = address.probes().length < PROBES_WANTED ? pace.firstInterval : pace.interval;
  await alarm.wait({ deadline, signal });
  if (signal.aborted) return;
  const provedAt = address.provedAt();
  const sleptAt = sleep.take();
  const found = await examine(watch, sleptAt !== null);
  if (found.kind === 'failed') {
    if (!signal.aborted) await beDown(watch, { why: found.text, provedAt, sleptAt });
    return;
  }
  if (sleptAt !== null) tellGap(watch, { provedAt, sleptAt, wasDown: false });
  await mover.catchUp();
}

/** A second look before the address counts as dead; none after a sleep, when dead connections are the rule. */
async function examine(watch: Watch, hasSlept: boolean): Promise<ProbeResult> {
  const { pace, signal, alarm } = watch;
  const first = await check(watch);
  if (first.kind === 'proved' || hasSlept) return first;
  await alarm.wait({ deadline: pace.again, signal });
  return check(watch);
}

interface Trouble {
  /** When the address was proved last. */
  readonly provedAt: Instant;
  /** Null: the machine did not sleep. */
  readonly sleptAt: Instant | null;
}

/** From the last proof to this one. A proof that was under way when the machine fell asleep may have come after it. */
function tellGap({ now, onGap }: Watch, { provedAt, sleptAt, wasDown }: Trouble & { readonly wasDown: boolean }): void {
  const causes: readonly GapCause[] = [
    ...(sleptAt === null ? [] : (['slept'] as const)),
    ...(wasDown ? (['tunnel-down'] as const) : []),
  ];
  onGap({ from: Math.min(provedAt, sleptAt ?? provedAt), until: now(), causes });
}

async function check(watch: Watch): Promise<ProbeResult> {
  const { address, pace, signal, onChecked, log } = watch;
  const found = await address.check({ deadline: pace.deadline, signal });
  if (found.kind === 'proved') {
    watch.heard = null;
    onChecked();
  }
  if (found.kind === 'failed') log(`tunnel: ${found.text}`);
  return found;
}

/** Until the address is alive again or the session ends. */
async function beDown(watch: Watch, { why, provedAt, sleptAt }: Trouble & { readonly why: string }): Promise<void> {
  const { now, signal, notify } = watch;
  const episode: Episode = { since: now(), openings: 0, namesRefused: 0, held: null, told: new Set() };
  tell(watch, 'down');
  const text = `The public address is dead: ${watch.heard ?? why} A call of the shop that gets no answer counts as delivered.`;
  notify('warning', { code: 'tunnel-down', text });
  for (let tries = 0; !signal.aborted; tries += 1) {
    if (tries > 0) await rest(watch, episode, tries);
    const state = signal.aborted ? null : await tryOnce(watch, episode);
    if (state === null) continue;
    const sleptMeanwhile = watch.sleep.take();
    tell(watch, state);
    const back = `The public address leads here again after ${seconds(now() - episode.since)}. Calls that the shop made meanwhile may be missing.`;
    notify('info', { code: 'tunnel-back', text: back });
    return tellGap(watch, { provedAt, sleptAt: sleptAt ?? sleptMeanwhile, wasDown: true });
  }
  await episode.held?.refuse();
}

async function rest(watch: Watch, { openings }: Episode, tries: number): Promise<void> {
  const { pace, reopenBackOff, random, now, signal, alarm, onNextTry } = watch;
  const deadline =
    openings === 0 ? backOffFor(tries, pace.backOff, random) : backOffFor(openings, reopenBackOff, random);
  onNextTry(now() + deadline);
  await alarm.wait({ deadline, signal });
  onNextTry(null);
}

interface Episode {
  readonly since: Instant;
  /** How often a fresh tunnel was asked for. */
  openings: number;
  /** How often another name was given and not taken. */
  namesRefused: number;
  /** A fresh tunnel to which the webhooks could not be moved yet: another one would not be better. */
  held: Successor | null;
  /** Codes of failures that were told. */
  readonly told: Set<string>;
}

/** An address that is not ours to open can only be waited for; one that may mend itself is waited for first. */
function tryOnce(watch: Watch, episode: Episode): Promise<Healed> {
  const { address, now } = watch;
  const { care, healsWithin } = address.provider;
  const mayHeal = !address.isOver() && now() - episode.since < healsWithin;
  return care === 'reopen' && !mayHeal ? reopenOnce(watch, episode) : checkOnce(watch);
}

type Healed = 'open' | 'moved' | null;

async function checkOnce(watch: Watch): Promise<Healed> {
  return (await check(watch)).kind === 'proved' ? 'open' : null;
}

async function reopenOnce(watch: Watch, episode: Episode): Promise<Healed> {
  try {
    return await takeOrNot(watch, episode, await successorFor(watch, episode));
  } catch (error) {
    // Expected trouble, or a bug of ours: neither may end the watch, and the next try may succeed.
    tellNotOpened(watch, episode, error);
    return null;
  }
}

async function successorFor({ address, pace, signal }: Watch, episode: Episode): Promise<Successor> {
  const limits = { deadline: pace.deadline, signal };
  const { held } = episode;
  episode.held = null;
  if (held !== null) {
    if ((await held.check(limits)).kind === 'proved') return held;
    await held.refuse();
  }
  episode.openings += 1;
  return address.reopen(limits);
}

async function takeOrNot(watch: Watch, episode: Episode, successor: Successor): Promise<Healed> {
  const { address, mover, onChecked } = watch;
  const hasMoved = successor.publicUrl !== address.publicUrl;
  let isTaken = false;
  try {
    isTaken = !hasMoved || (await isWorthMoving(watch, episode, () => mover.move(successor.publicUrl)));
  } finally {
    if (!isTaken && !address.provider.canAskAgain) episode.held = successor;
    else if (!isTaken) await successor.refuse();
  }
  if (!isTaken) return null;
  successor.accept();
  watch.heard = null;
  onChecked();
  return hasMoved ? 'moved' : 'open';
}

/** Where no name can be asked for, the first address is as good as any. */
async function isWorthMoving({ address }: Watch, episode: Episode, move: () => Promise<boolean>): Promise<boolean> {
  if (!address.provider.canAskAgain || episode.namesRefused >= NAMES_REFUSED) return move();
  episode.namesRefused += 1;
  return false;
}

/** What the network does is said by the address being dead. */
const SAID_ALREADY: ReadonlySet<string> = new Set(['tunnel-unreachable', 'tunnel-unproved', 'tunnel-aborted']);

/** Once for each kind of failure: a person may have to do something about it. */
function tellNotOpened({ notify, log }: Watch, { told }: Episode, error: unknown): void {
  log(`tunnel: ${error instanceof Error ? error.message : String(error)}`);
  if (!(error instanceof Failure) || SAID_ALREADY.has(error.code) || told.has(error.code)) return;
  told.add(error.code);
  const [first = ''] = error.message.split('\n');
  notify('warning', { code: error.code, text: [first, error.hint].filter(Boolean).join(' ') });
}

function tell({ emit, now, address }: Watch, state: 'open' | 'moved' | 'down'): void {
  const ms = state === 'down' ? null : address.tunnelMs();
  emit({ kind: 'tunnel', at: isoUtc(now()), state, publicUrl: address.publicUrl, ms });
}

function seconds(millis: Millis): string {
  return formatDuration(Math.max(1, Math.round(millis / SECOND)) * SECOND);
}
