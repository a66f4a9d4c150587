/**
 * The session that lives on holds no more in the end than after it had warmed up. In: what its probe wrote down. A short
 * soak has no time to warm up: its figures are told and judged generously.
 */
import { findingOf, type Check } from '../check.ts';
import type { Sample } from '../sample.ts';

const MB = 1024 * 1024;
const MINUTE = 60_000;
/** Links, repeats and marks are remembered for minutes. */
const WARM_UP = 12 * MINUTE;

interface Measure {
  readonly name: string;
  readonly of: (sample: Sample) => number;
  /** What may be added between the two ends of the soak. */
  readonly allowed: number;
  readonly unit: number;
  /** Which of the sorted samples tells, from 0 to 1. A leak shows in the lowest: calls that are just under way are none. */
  readonly at: number;
}

const MEASURES: readonly Measure[] = [
  { name: 'descriptors', of: ({ descriptors }) => descriptors, allowed: 2, unit: 1, at: 0.1 },
  { name: 'timers', of: ({ resources }) => resources['Timeout'] ?? 0, allowed: 3, unit: 1, at: 0.1 },
  { name: 'other resources', of: otherResources, allowed: 2, unit: 1, at: 0.1 },
  { name: 'heap (MB)', of: ({ heap }) => heap, allowed: 12 * MB, unit: MB, at: 0.5 },
  { name: 'external (MB)', of: ({ external }) => external, allowed: 8 * MB, unit: MB, at: 0.5 },
  { name: 'resident (MB)', of: ({ rss }) => rss, allowed: 40 * MB, unit: MB, at: 0.5 },
];

function otherResources({ resources }: Sample): number {
  return Object.entries(resources).reduce((sum, [name, count]) => (name === 'Timeout' ? sum : sum + count), 0);
}

export const GROWTH: Check = {
  name: 'the session that lives on does not grow',
  look({ samples: all }) {
    const samples = all.filter(isTunnelOpen);
    if (samples.length < 4) return { held: true, text: 'too short to tell' };
    const from = samples[0]?.at ?? 0;
    const minutes = ((samples.at(-1)?.at ?? 0) - from) / MINUTE;
    const isLong = minutes * MINUTE > 2 * WARM_UP;
    const warm = isLong ? samples.filter(({ at }) => at - from > WARM_UP) : samples.slice(2);
    const part = Math.max(1, Math.floor(warm.length / 5));
    const [first, last] = [warm.slice(0, part), warm.slice(-part)];
    const figures = MEASURES.map((measure) => ({ measure, a: telling(first, measure), b: telling(last, measure) }));
    const wrong = figures.filter(({ measure, a, b }) => b - a > measure.allowed * (isLong ? 1 : 3));
    const words = figures.map(({ measure: { name, unit }, a, b }) => `${name} ${show(a, unit)} -> ${show(b, unit)}`);
    const looked = `${samples.length} samples in ${minutes.toFixed(1)} min; ${words.join(', ')}`;
    return findingOf(
      looked,
      wrong.map(({ measure }) => measure.name),
    );
  },
};

/** Ten connections to the tunnel server, and both ends of ten to our listener: with and without them is no growth. */
function isTunnelOpen({ resources }: Sample): boolean {
  return (resources['TCPSocketWrap'] ?? 0) >= 30;
}

function telling(samples: readonly Sample[], { of, at }: Measure): number {
  const sorted = samples.map(of).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * at)] ?? 0;
}

function show(value: number, unit: number): string {
  return unit === 1 ? String(value) : (value / unit).toFixed(1);
}
