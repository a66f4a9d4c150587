/**
 * Times and lengths of time as a person reads them on the screen: the wall clock of this machine, milliseconds rounded.
 */
import { HOUR, MINUTE, SECOND, type Instant, type Millis } from '../../core/instant.ts';

/** `14:31:58`, local. */
export function timeOfDay(at: Instant): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** `14:31`, local. */
export function hourAndMinute(at: Instant): string {
  return timeOfDay(at).slice(0, 5);
}

/** `38`, `1184`; from ten seconds on `12 s`, from ten minutes on `11 m`. At most six cells. */
export function shortMillis(ms: Millis): string {
  const rounded = Math.round(ms);
  if (rounded < 10 * SECOND) return String(rounded);
  return rounded < 10 * MINUTE ? `${Math.round(rounded / SECOND)} s` : `${Math.round(rounded / MINUTE)} m`;
}

/** `38 ms`, `1184 ms`, `12 s`. */
export function fullMillis(ms: Millis): string {
  const short = shortMillis(ms);
  return /\d$/.test(short) ? `${short} ms` : short;
}

/** How long a text stands on a screen before it may go: long enough to be read. */
export function readingTime(text: string): Millis {
  return 4 * SECOND + 60 * text.length;
}

/** How long something has lasted: `12 s`, `4 min`, `3 h`. */
export function elapsed(ms: Millis): string {
  const past = Math.max(0, ms);
  if (past < 2 * MINUTE) return `${Math.floor(past / SECOND)} s`;
  return past < 2 * HOUR ? `${Math.floor(past / MINUTE)} min` : `${Math.floor(past / HOUR)} h`;
}
