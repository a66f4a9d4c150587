/** Times of the filter language: `10m` ago, `2026-11-23`, `2026-11-23T10:15:42Z`. Without a zone they are local. */
import { parseDuration } from '../core/instant.ts';
import type { Moment } from './expression.ts';

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/i;

/** Null when the text is neither a duration nor a time. */
export function readMoment(text: string): Moment | null {
  const millis = parseDuration(text);
  if (millis !== null) return { kind: 'ago', millis };
  const match = ISO.exec(text);
  if (match?.[1] === undefined) return null;
  const [, date, time = '00:00', zone = ''] = match;
  const instant = Date.parse(`${date}T${time}${zone.toUpperCase()}`);
  return Number.isNaN(instant) ? null : { kind: 'at', instant };
}
