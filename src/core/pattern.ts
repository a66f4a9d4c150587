/**
 * Event names and patterns as a user writes them: `orders.create`, `Orders.*`, `*.delete`, `*`.
 * In: the text. Out: a pattern in the catalogue's spelling with the events it stands for, or the nearest names.
 */
import { EVENTS, findEvent } from './events.ts';

export type PatternReading =
  | {
      readonly kind: 'pattern';
      /** In the catalogue's spelling. */
      readonly pattern: string;
      /** The events it stands for, in the catalogue's order; an uncatalogued full name stands for itself. */
      readonly events: readonly string[];
      readonly isWildcard: boolean;
      /** False for a full name that the catalogue lacks. */
      readonly isCatalogued: boolean;
    }
  | { readonly kind: 'unknown'; readonly text: string; readonly nearest: readonly string[] };

/** As long as a webhook's name at the shop can tell it, or the webhook would not be known for ours when it is left over. */
const FULL_NAME = /^([A-Za-z][A-Za-z0-9]{0,63})\.(create|update|delete)$/i;

/** Reads one name or pattern. A name of the right form that we do not know is taken as given. */
export function readPattern(text: string): PatternReading {
  const trimmed = text.trim();
  return trimmed.includes('*') ? readWildcard(trimmed) : readName(trimmed);
}

export type OneEvent =
  | { readonly kind: 'event'; readonly event: string }
  /** `hint` may be empty. */
  | { readonly kind: 'none'; readonly sentence: string; readonly hint: string };

/** One event by its full name, where a wildcard would mean more than it says. `text` is raw, the sentence too. */
export function readOneEvent(text: string): OneEvent {
  const reading = readPattern(text);
  if (reading.kind === 'unknown') {
    const hint = `The nearest are ${reading.nearest.join(', ')}.`;
    return { kind: 'none', sentence: `There is no event ${text.trim()}.`, hint };
  }
  const [event = '', ...more] = reading.events;
  if (more.length > 0) return { kind: 'none', sentence: 'Name one event, such as Orders.create.', hint: '' };
  return { kind: 'event', event };
}

/** Tells whether an event's name fits a pattern, whatever the case. */
export function matchesPattern(event: string, pattern: string): boolean {
  return globOf(pattern).test(event);
}

function readWildcard(text: string): PatternReading {
  const events = EVENTS.map((event) => event.name).filter((name) => matchesPattern(name, text));
  if (events.length === 0) return { kind: 'unknown', text, nearest: nearestNames(text.replaceAll('*', '')) };
  return { kind: 'pattern', pattern: spellWildcard(text), events, isWildcard: true, isCatalogued: true };
}

function readName(text: string): PatternReading {
  const known = EVENTS.find((event) => event.name.toLowerCase() === text.toLowerCase());
  const name = known?.name ?? uncatalogued(text);
  if (name === null) return { kind: 'unknown', text, nearest: nearestNames(text) };
  return { kind: 'pattern', pattern: name, events: [name], isWildcard: false, isCatalogued: known !== undefined };
}

function uncatalogued(text: string): string | null {
  const match = FULL_NAME.exec(text);
  return match?.[1] === undefined || match[2] === undefined ? null : `${match[1]}.${match[2].toLowerCase()}`;
}

/** Gives the parts of `orders.*` the catalogue's case; a part that is itself a pattern stays as written. */
function spellWildcard(text: string): string {
  const [entity = '', action] = text.split('.');
  const spelled = EVENTS.find((event) => event.entity.toLowerCase() === entity.toLowerCase())?.entity ?? entity;
  return action === undefined ? spelled : `${spelled}.${action.toLowerCase()}`;
}

const GLOBS = new Map<string, RegExp>();
const MOST_GLOBS = 200;

/** Asked for with each call, and always the same few. */
function globOf(pattern: string): RegExp {
  const known = GLOBS.get(pattern);
  if (known !== undefined) return known;
  if (GLOBS.size >= MOST_GLOBS) GLOBS.clear();
  const glob = newGlob(pattern);
  GLOBS.set(pattern, glob);
  return glob;
}

function newGlob(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\*+/g, '.*');
  return new RegExp(`^${escaped}$`, 'i');
}

/** The three catalogue names that need the fewest letters changed. */
export function nearestNames(text: string): readonly string[] {
  const wanted = text.toLowerCase();
  return EVENTS.map((event) => ({ name: event.name, distance: distanceBetween(wanted, event.name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map((entry) => entry.name);
}

/** Levenshtein distance; names are short, so the plain table serves. Longer texts are cut. */
export function distanceBetween(a: string, b: string): number {
  const [left, right] = [a.slice(0, 64), b.slice(0, 64)];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

/** True when the catalogue has this name exactly. */
export function isCatalogued(name: string): boolean {
  return findEvent(name) !== undefined;
}
