/**
 * Which events a session is for: `--event PATTERN`.
 */
import { mistake } from '../core/failure.ts';
import { readPattern, type PatternReading } from '../core/pattern.ts';
import { inQuotes } from '../core/printable.ts';
import type { Given } from './given.ts';

export type EventPattern = Extract<PatternReading, { kind: 'pattern' }>;

/** In the order given, doubles left out. Throws `Failure` (exit 2) with the nearest names. */
export function readEvents(given: Given | null, fallback: string): readonly EventPattern[] {
  const readings = (given?.texts ?? [fallback]).map((text) => readEvent(text, given?.where ?? '--event'));
  if (readings.length === 0) throw mistake('unknown-event', `${given?.where ?? '--event'} names no event.`);
  return [...new Map(readings.map((reading) => [reading.pattern, reading])).values()];
}

function readEvent(text: string, where: string): EventPattern {
  const reading = readPattern(text);
  if (reading.kind === 'pattern') return reading;
  throw mistake(
    'unknown-event',
    `${where} is ${inQuotes(text)}, but Upgates has no such event.`,
    `Near names: ${reading.nearest.join(', ')}.`,
  );
}
