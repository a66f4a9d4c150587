/**
 * The streams of randomness of one run, so that a run can be put aside and go on as if nothing had happened.
 * In: a seed, and where the streams stood. Out: a generator, and where it and all that were forked from it stand now.
 */
import { createRandom, type Random, type RandomState } from './random.ts';

/** Where each stream stands, by its labels: `trade`, `traffic/gaps`. */
export type StreamStates = Readonly<Record<string, RandomState>>;

export interface Streams {
  readonly random: Random;
  /** From now on what is forked is no longer remembered: a stream is for one who keeps it, not for each draw. */
  seal(): void;
  save(): StreamStates;
}

/** A stream that is forked twice under one name is remembered as it was forked last. */
export function createStreams(seed: string, saved: StreamStates = {}): Streams {
  const streams = new Map<string, Random>();
  const known = new Map(Object.entries(saved));
  let isSealed = false;
  const keep = (seedOfOne: string, name: string): Random => {
    const random = createRandom(seedOfOne, known.get(name));
    const kept: Random = {
      ...random,
      fork: (label) => (isSealed ? random.fork(label) : keep(`${seedOfOne}/${label}`, joined(name, label))),
    };
    streams.set(name, random);
    return kept;
  };
  return {
    random: keep(seed, ''),
    seal() {
      isSealed = true;
    },
    save: () => Object.fromEntries([...streams].map(([name, random]) => [name, random.at()])),
  };
}

function joined(name: string, label: string): string {
  return name === '' ? label : `${name}/${label}`;
}
