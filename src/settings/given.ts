/**
 * What was given, by option, wherever it came from: still as text, but known where, for a plain error.
 * Flags win over the environment, that over `.env`, that over the configuration.
 */
import { resolve } from 'node:path';
import { mistake, type Failure } from '../core/failure.ts';
import { parseDuration, type Millis, DAY } from '../core/instant.ts';
import { inQuotes, printable } from '../core/printable.ts';
import { isInside } from './inside.ts';

/** 0 flags, 1 environment, 2 `.env`, 3 configuration. */
export type Rank = 0 | 1 | 2 | 3;

export interface Given {
  readonly texts: readonly string[];
  /** For people: `--port`, `UPGATES_DEV_PORT in .env`, `"port" in upgates-dev.config.json`. */
  readonly where: string;
  readonly rank: Rank;
  /** What relative paths are relative to. */
  readonly base: string;
}

/** By the long name. */
export type AllGiven = ReadonlyMap<string, Given>;

/** What a timer can hold; longer ones would fire at once. */
const LONGEST: Millis = 24 * DAY;

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Reads values by the long name. Null or empty when not given; throws `Failure` (exit 2) for a wrong one. */
export interface Reader {
  given(name: string): Given | null;
  isOn(name: string): boolean;
  text(name: string): string | null;
  list(name: string): readonly string[];
  choice<T extends string>(name: string, choices: readonly T[]): T | null;
  integer(name: string, range: Range): number | null;
  /** A length of time above zero. */
  duration(name: string): Millis | null;
  /** An absolute path. */
  path(name: string): string | null;
  /** One to write to: a file of settings may name none outside of its own folder and the one we were started in. */
  pathToWrite(name: string): string | null;
}

export function createReader(all: AllGiven, cwd: string): Reader {
  const given = (name: string): Given | null => all.get(name) ?? null;
  const read = <T>(name: string, parse: (text: string) => T | null, should: string): T | null => {
    const value = given(name);
    const text = value?.texts.at(-1);
    if (value === null || text === undefined) return null;
    const parsed = parse(text);
    if (parsed === null) throw wrongValue(value, text, should);
    return parsed;
  };
  const path = (name: string): string | null =>
    read(name, (text) => (text === '' ? null : resolve(given(name)?.base ?? '', text)), 'a path');
  return {
    given,
    isOn: (name) => read(name, parseSwitch, 'true or false') ?? false,
    text: (name) => read(name, (text) => text || null, 'a text that is not empty'),
    list: (name) => given(name)?.texts ?? [],
    choice: (name, choices) => read(name, (text) => choices.find((choice) => choice === text) ?? null, oneOf(choices)),
    integer: (name, range) =>
      read(name, (text) => parseInteger(text, range), `a whole number from ${range.min} to ${range.max}`),
    duration: (name) => read(name, parseLength, 'a time such as 250ms, 10s, 5m, 2h or 7d, at most 24d'),
    path,
    pathToWrite: (name) => {
      const found = path(name);
      if (found !== null) refuseOutside(found, given(name), { name, cwd });
      return found;
    },
  };
}

interface Asked {
  readonly name: string;
  readonly cwd: string;
}

/** A checked-out repository must not be able to have files of its reader written over. */
function refuseOutside(path: string, given: Given | null, { name, cwd }: Asked): void {
  const isOfFile = given?.rank === 2 || given?.rank === 3;
  if (!isOfFile || isInside(path, given.base) || isInside(path, cwd)) return;
  throw mistake(
    'outside-project',
    `${given.where} leads out of this project, and a file may not say that something is written there.`,
    `If it is meant, say it on the command line: --${name} ${printable(path)}`,
  );
}

/** The one sentence for a value that cannot be read. Not for values that may hold a secret. */
export function wrongValue(given: Given, text: string, should: string): Failure {
  return mistake('option-value', `${given.where} is ${inQuotes(text)}, but it must be ${should}.`);
}

export function oneOf(choices: readonly string[]): string {
  const last = choices.at(-1) ?? '';
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(', ')} or ${last}`;
}

function parseSwitch(text: string): boolean | null {
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  return /^(0|false|no|off)$/i.test(text) ? false : null;
}

function parseInteger(text: string, range: Range): number | null {
  const value = /^\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= range.min && value <= range.max ? value : null;
}

function parseLength(text: string): Millis | null {
  const millis = parseDuration(text);
  return millis !== null && millis > 0 && millis <= LONGEST ? millis : null;
}
