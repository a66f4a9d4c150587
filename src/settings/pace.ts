/**
 * How fast the simulated shop's time runs and how much it sends: `--speed 1|N|max`, `--traffic N/min`.
 */
import { mistake } from '../core/failure.ts';
import { wrongValue, type Reader } from './given.ts';

type Speed = number | 'max';

export interface Pace {
  readonly speed: Speed;
  /** Calls a minute of real time; 0 for none. */
  readonly perMinute: number;
}

const TRAFFIC_BY_DEFAULT = 12;
const MOST_A_MINUTE = 60_000;
const FASTEST = 1_000_000;

export function readPace(reader: Reader): Pace {
  return { speed: readSpeed(reader), perMinute: readTraffic(reader) };
}

/** A real shop has its own clock and its own customers. */
export function refusePace(reader: Reader): void {
  for (const name of ['speed', 'traffic']) {
    const given = reader.given(name);
    if (given === null) continue;
    throw mistake(
      'simulated-only',
      `${given.where} is for the simulated shop only, but this session is for a real one.`,
      'Leave it out, or add --shop simulated.',
    );
  }
}

function readSpeed(reader: Reader): Speed {
  return (
    readNumber(reader, 'speed', {
      parse: readSpeedText,
      should: 'a number such as 1 or 300, or max',
    }) ?? 1
  );
}

/** `1`, `300` or `max`; null for anything else. */
export function readSpeedText(text: string): Speed | null {
  return text === 'max' ? 'max' : readWithin(text, 0.001, FASTEST);
}

function readTraffic(reader: Reader): number {
  return (
    readNumber(reader, 'traffic', {
      parse: (text) => readWithin(text.replace(/\s*\/\s*min$/, ''), 0, MOST_A_MINUTE),
      should: `calls a minute such as 60/min, at most ${MOST_A_MINUTE}, or 0 for none`,
    }) ?? TRAFFIC_BY_DEFAULT
  );
}

interface Reading<T> {
  readonly parse: (text: string) => T | null;
  readonly should: string;
}

function readNumber<T>(reader: Reader, name: string, reading: Reading<T>): T | null {
  const given = reader.given(name);
  const text = given?.texts.at(-1)?.trim();
  if (given === null || text === undefined) return null;
  const value = reading.parse(text);
  if (value === null) throw wrongValue(given, text, reading.should);
  return value;
}

function readWithin(text: string, min: number, max: number): number | null {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : null;
}
