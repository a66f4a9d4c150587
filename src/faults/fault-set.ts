/**
 * The faults of a session, live. In: each call before it is answered. Out: what is to be done to its answer, or null.
 * The first fault that acts wins, and those after it are not asked. A fault counts the calls that reach it and match; its
 * draws are a stream of its own, by the seed, its place and its spec, so that the same seed and calls give the same run.
 */
import type { Instant } from '../core/instant.ts';
import { matchesPattern } from '../core/pattern.ts';
import { createRandom, type Random, type RandomState } from '../core/random.ts';
import { drawDelay } from './delay.ts';
import type { Chosen, Fault } from './fault.ts';
import { fits, type FaultCall } from './match.ts';
import { readFault } from './read-fault.ts';

export interface FaultSetOptions {
  readonly faults: readonly Fault[];
  readonly seed: string;
  /** The clock of `for`. */
  readonly now: () => Instant;
  /** Instead of `faults`: these go on from where they stood. */
  readonly saved?: readonly FaultState[] | undefined;
}

/** A fault and how it has fared, as plain JSON; `readFault` reads its spec. */
export interface FaultState {
  readonly spec: string;
  readonly setAt: Instant;
  readonly matched: number;
  readonly spoiled: number;
  readonly draws: RandomState;
}

/** An attempt that a fault has spoiled. */
export interface Spoiled {
  readonly at: Instant;
  readonly event: string;
  /** Raw, not yet safe to print. */
  readonly key: string;
  /** Null where nothing is kept of it. */
  readonly delivery: string | null;
}

/** A fault and how it has fared. */
export interface ActiveFault {
  readonly fault: Fault;
  readonly setAt: Instant;
  /** When its `for` ends; null: never. */
  readonly endsAt: Instant | null;
  /** Matching attempts that reached it, and those of them it has spoiled. */
  readonly matched: number;
  readonly spoiled: number;
  /** The last of those, since this program began; null: none. */
  readonly last: Spoiled | null;
  /** Its `times` or its `for` is used up: it will not act again. */
  readonly isOver: boolean;
}

export interface FaultSet {
  list(): readonly ActiveFault[];
  /** Replaces all; their counts begin anew. */
  set(faults: readonly Fault[]): void;
  /** Puts one at the end, or in the place of the one with the same label. */
  add(fault: Fault): void;
  /** Puts one in the place of the one with this label, its counts from nought; false where there is none. */
  replace(label: string, fault: Fault): boolean;
  /** Takes away the one with this label, or all. Returns how many went. */
  clear(label?: string): number;
  /** Counts the call; to be asked once for each attempt, when it has been kept. */
  choose(call: FaultCall): Chosen | null;
  save(): readonly FaultState[];
}

export function createFaults({ faults, seed, now, saved }: FaultSetOptions): FaultSet {
  const random = createRandom(seed).fork('faults');
  const enter = (fault: Fault, place: number): Entry => createEntry(fault, { place, random, now });
  let entries = saved === undefined ? faults.map(enter) : resumed(saved, { random, now });
  return {
    list: () => entries.map((entry) => entry.view()),
    set(next) {
      entries = next.map(enter);
    },
    add(fault) {
      const same = entries.findIndex((entry) => entry.fault.label === fault.label);
      const place = same === -1 ? entries.length : same;
      entries = entries.toSpliced(place, 1, enter(fault, place));
    },
    replace(label, fault) {
      const place = entries.findIndex((entry) => entry.fault.label === label);
      if (place === -1) return false;
      // Of one label there is one fault.
      const isOther = (entry: Entry, at: number): boolean => at === place || entry.fault.label !== fault.label;
      entries = entries.with(place, enter(fault, place)).filter(isOther);
      return true;
    },
    clear(label) {
      const left = label === undefined ? [] : entries.filter(({ fault }) => fault.label !== label);
      const gone = entries.length - left.length;
      entries = left;
      return gone;
    },
    choose: (call) => firstChosen(entries, call),
    save: () => entries.map((entry) => entry.save()),
  };
}

function firstChosen(entries: readonly Entry[], call: FaultCall): Chosen | null {
  for (const entry of entries) {
    const chosen = entry.choose(call);
    if (chosen !== null) return chosen;
  }
  return null;
}

interface Entry {
  readonly fault: Fault;
  view(): ActiveFault;
  choose(call: FaultCall): Chosen | null;
  save(): FaultState;
}

interface Surroundings {
  readonly place: number;
  readonly random: Random;
  readonly now: () => Instant;
  readonly saved?: FaultState;
}

/** One whose spec this version does not read is left out: it cannot have been saved. */
function resumed(states: readonly FaultState[], around: Pick<Surroundings, 'random' | 'now'>): readonly Entry[] {
  return states.flatMap((saved, place) => {
    const reading = readFault(saved.spec);
    return reading.kind === 'fault' ? [createEntry(reading.fault, { ...around, place, saved })] : [];
  });
}

function createEntry(fault: Fault, { place, random, now, saved }: Surroundings): Entry {
  const { settings, spec } = fault;
  const setAt = saved?.setAt ?? now();
  const endsAt = settings.for === undefined ? null : setAt + settings.for;
  const draws = saved === undefined ? random.fork(`${place}/${spec}`) : createRandom(spec, saved.draws);
  const matches = matcherOf(fault);
  let [matched, spoiled] = [saved?.matched ?? 0, saved?.spoiled ?? 0];
  let last: Spoiled | null = null;
  const isOver = (): boolean => spoiled >= (settings.times ?? Infinity) || (endsAt !== null && now() >= endsAt);
  return {
    fault,
    view: () => ({ fault, setAt, endsAt, matched, spoiled, last, isOver: isOver() }),
    save: () => ({ spec, setAt, matched, spoiled, draws: draws.at() }),
    choose(call) {
      if (isOver() || !matches(call)) return null;
      matched += 1;
      if (!isDue(fault, matched) || !draws.chance(settings.probability ?? 1)) return null;
      spoiled += 1;
      last = { at: now(), event: call.event, key: call.key, delivery: call.delivery ?? null };
      return chosenOf(fault, draws);
    },
  };
}

function matcherOf({ settings: { event, match } }: Fault): (call: FaultCall) => boolean {
  const isFitting = match === undefined ? () => true : fits(match);
  return (call) => (event === undefined || matchesPattern(call.event, event)) && isFitting(call);
}

/** Whether the so-manieth matching attempt is one to spoil: after the first `skip`, each `every`-th. */
function isDue({ settings: { skip = 0, every = 1 } }: Fault, matched: number): boolean {
  return matched > skip && (matched - skip) % every === 0;
}

function chosenOf({ label, settings }: Fault, draws: Random): Chosen {
  const { phase = 'after', delay, status = null, connection = null } = settings;
  return { label, phase, delay: delay === undefined ? null : drawDelay(delay, draws), status, connection };
}
