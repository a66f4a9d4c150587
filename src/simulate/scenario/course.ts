/**
 * The course of a scenario: all that happens, each at its time, in order. Pure.
 */
import type { Millis } from '../../core/instant.ts';
import type { Deed, Scenario } from './scenario.ts';

/** One thing that happens, at its time from the beginning. */
export interface Moment {
  readonly at: Millis;
  /** Which step of the file it belongs to. */
  readonly step: number;
  /** Which time of the step, from one. */
  readonly time: number;
  readonly deed: Deed;
}

/** In the order of time; what has the same time in the order of the file. */
export function courseOf({ steps }: Pick<Scenario, 'steps'>): readonly Moment[] {
  return steps
    .flatMap(({ at, deed }, step) => {
      const { times, every } = paceOf(deed);
      return Array.from({ length: times }, (_, index): Moment => ({
        at: at + index * every,
        step,
        time: index + 1,
        deed,
      }));
    })
    .toSorted((a, b) => a.at - b.at);
}

export interface Size {
  readonly times: number;
  /** Each time. */
  readonly records: number;
  /** From the first time to the last. */
  readonly lasts: Millis;
}

export function sizeOf(deed: Deed): Size {
  const { times, every } = paceOf(deed);
  return { times, records: recordsOf(deed), lasts: (times - 1) * every };
}

function paceOf(deed: Deed): { readonly times: number; readonly every: Millis } {
  return deed.kind === 'happen' ? { times: deed.count, every: deed.every } : { times: 1, every: 0 };
}

function recordsOf(deed: Deed): number {
  if (deed.kind === 'happen') return deed.records;
  if (deed.kind !== 'emit') return 0;
  return Object.values(deed.lists).reduce((sum, list) => sum + list.length, 0);
}
