/**
 * Dates as clients write them in parameters and bodies: ISO 8601 (documented), a day or a date with a time. In: the
 * text. Out: the instant, or null. Without an offset the shop's own time is meant: Prague (inferred). Upgates' own Postman
 * collection of spring 2025 writes days without leading zeros (`2025-1-1`), so those are taken too (inferred).
 */
import { DAY, HOUR, SECOND, shopDateTime, type Instant } from '../../../core/instant.ts';

const FORM = /^(\d{4}-\d{1,2}-\d{1,2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

export interface ApiDate {
  readonly at: Instant;
  /** The last millisecond that the text stands for: of the day, where no time was given, or else of the second. */
  readonly end: Instant;
}

export function readApiDate(text: string): ApiDate | null {
  const match = FORM.exec(text.trim());
  if (match === null) return null;
  const day = withZeros(match[1] ?? '');
  if (!isDay(day)) return null;
  const [time, second, offset] = [match[2] ?? '00:00', match[3] ?? '00', match[4] ?? ''];
  const local = `${day}T${time}:${second}`;
  const at = offset === '' ? inPrague(local) : Date.parse(local + withColon(offset));
  if (Number.isNaN(at)) return null;
  if (match[2] !== undefined) return { at, end: at + SECOND - 1 };
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
  return { at, end: inPrague(`${next}T00:00:00`) - 1 };
}

function withZeros(day: string): string {
  return day
    .split('-')
    .map((part) => part.padStart(2, '0'))
    .join('-');
}

/** 30 February is a mistake; `Date` would make it the first or second of March. */
function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

function withColon(offset: string): string {
  return offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
}

/** Of the two offsets the one under which the shop's clock shows this time; in the hour that is left out, winter's. */
function inPrague(local: string): Instant {
  const winter = Date.parse(`${local}Z`) - HOUR;
  if (Number.isNaN(winter)) return Number.NaN;
  const summer = winter - HOUR;
  return shopDateTime(summer).startsWith(local) ? summer : winter;
}
