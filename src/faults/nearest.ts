/** The name a typing mistake was most likely meant to be, as the end of a sentence. */
import { distanceBetween } from '../core/pattern.ts';

/** `Did you mean status?`; null when nothing is near: at most a third of the letters, and two, may differ. */
export function didYouMean(text: string, names: readonly string[]): string | null {
  const wanted = text.toLowerCase();
  const allowed = Math.max(2, Math.floor(wanted.length / 3));
  const [best] = names
    .map((name) => ({ name, distance: distanceBetween(wanted, name) }))
    .toSorted((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= allowed ? `Did you mean ${best.name}?` : null;
}
