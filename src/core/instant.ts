/**
 * Instants and durations as plain numbers.
 * In: texts such as `5m` or `2026-11-23T10:15:42+01:00`. Out: milliseconds, and texts for people and programs.
 * Nothing here reads a clock: the time is always an argument.
 */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A length of time in milliseconds. */
export type Millis = number;

export const SECOND: Millis = 1000;
export const MINUTE: Millis = 60 * SECOND;
export const HOUR: Millis = 60 * MINUTE;
export const DAY: Millis = 24 * HOUR;

const UNITS: ReadonlyMap<string, Millis> = new Map([
  ['ms', 1],
  ['s', SECOND],
  ['m', MINUTE],
  ['h', HOUR],
  ['d', DAY],
]);

/** Reads `250ms 10s 5m 2h 7d`; null when the text is no duration or too long to count exactly. */
export function parseDuration(text: string): Millis | null {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim());
  const unit = UNITS.get(match?.[2] ?? '');
  if (match?.[1] === undefined || unit === undefined) return null;
  const millis = Math.round(Number(match[1]) * unit);
  return Number.isSafeInteger(millis) ? millis : null;
}

/** Writes what is left for people: `0:38`, `4:33`, `2:05:00`. Rounds up, and never shows less than zero. */
export function formatCountdown(millis: Millis): string {
  const seconds = Math.max(0, Math.ceil(millis / SECOND));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Writes a duration in the largest unit that keeps it whole: `10m`, `1.5s`, `250ms`; `parseDuration` reads it back. */
export function formatDuration(millis: Millis): string {
  if (millis < SECOND) return `${millis}ms`;
  const whole = [...UNITS].toReversed().find(([, size]) => size >= SECOND && millis % size === 0);
  return whole ? `${millis / whole[1]}${whole[0]}` : `${millis / SECOND}s`;
}

/** ISO 8601 in UTC with milliseconds: the only form of time in machine output. */
export function isoUtc(at: Instant): string {
  return new Date(at).toISOString();
}

/**
 * A date-time as Upgates writes it: `2026-11-23T10:15:42+01:00`, Prague time, no fraction.
 * Seen in REST answers; that webhook bodies use the same form is inferred.
 */
export function shopDateTime(at: Instant): string {
  const offset = isPragueSummer(at) ? 2 : 1;
  const local = new Date(at + offset * HOUR).toISOString().slice(0, 19);
  return `${local}+0${offset}:00`;
}

/** EU summer time: from the last Sunday of March to the last Sunday of October, each at 01:00 UTC. */
function isPragueSummer(at: Instant): boolean {
  const year = new Date(at).getUTCFullYear();
  return at >= lastSundayAtOne(year, 2) && at < lastSundayAtOne(year, 9);
}

function lastSundayAtOne(year: number, month: number): Instant {
  const lastDay = new Date(Date.UTC(year, month + 1, 0));
  return Date.UTC(year, month, lastDay.getUTCDate() - lastDay.getUTCDay(), 1);
}
