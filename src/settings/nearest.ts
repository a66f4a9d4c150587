/**
 * The name a typing mistake was most likely meant to be.
 */
import { distanceBetween } from '../core/pattern.ts';

/** Null when nothing is near: at most a third of the letters, and at least two, may differ. */
function nearest(text: string, names: Iterable<string>): string | null {
  const wanted = text.toLowerCase();
  const allowed = Math.max(2, Math.floor(wanted.length / 3));
  const [best] = [...names]
    .map((name) => ({ name, distance: distanceBetween(wanted, name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= allowed ? best.name : null;
}

/** ` Did you mean port?`, or nothing: the end of a sentence about an unknown name. */
export function didYouMean(text: string, names: Iterable<string>): string | null {
  const name = nearest(text, names);
  return name === null ? null : `Did you mean ${name}?`;
}
