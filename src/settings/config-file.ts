/**
 * `upgates-dev.config.json`: keys are the long options in camelCase.
 * In: where to look. Out: what the file gives, validated; an unknown key or a value of the wrong type is exit 2.
 */
import { isJsonObject } from '../core/json-object.ts';
import { statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { mistake, trouble, type Failure } from '../core/failure.ts';
import { jsonFlaw } from '../core/json-flaw.ts';
import { inQuotes } from '../core/printable.ts';
import { onlyOnCommandLine } from './environment.ts';
import type { AllGiven, Given } from './given.ts';
import { didYouMean } from './nearest.ts';
import { keyOf, type OptionDefinition } from './option.ts';
import { ALL_OPTIONS } from './options/all.ts';
import { readTextFile } from './read-file.ts';

export const CONFIG_NAME = 'upgates-dev.config.json';

const BY_KEY: ReadonlyMap<string, OptionDefinition> = new Map(
  [...ALL_OPTIONS.values()].map((option) => [keyOf(option), option]),
);

/** The file named by `--config`, else the first one found upward; null when there is none. */
export function findConfig(cwd: string, named: Given | null): string | null {
  const text = named?.texts.at(-1);
  if (named === null || text === undefined) return findUpward(cwd, [CONFIG_NAME], isFile);
  const path = resolve(named.base, text);
  if (isFile(path)) return path;
  throw mistake('config-missing', `${named.where} is ${inQuotes(text)}, but there is no such file.`);
}

/** The nearest directory upward that holds one of `names`, as the path of what was found. */
export function findUpward(from: string, names: readonly string[], fits: (path: string) => boolean): string | null {
  for (let dir = resolve(from); ; dir = dirname(dir)) {
    const found = names.map((name) => join(dir, name)).find(fits);
    if (found !== undefined) return found;
    if (dir === dirname(dir)) return null;
  }
}

export function readConfig(path: string): AllGiven {
  const entries = Object.entries(parseConfig(path)).filter(([key]) => key !== '$schema');
  return new Map(entries.map(([key, value]) => giveKey(path, key, value)));
}

function parseConfig(path: string): Readonly<Record<string, unknown>> {
  const text = readText(path).replace(/^\uFEFF/, '');
  const flaw = jsonFlaw(text);
  if (flaw !== null) {
    throw mistake('config-json', `${basename(path)} is no valid JSON: ${flaw}.`, `The file is ${path}.`);
  }
  const value: unknown = JSON.parse(text);
  if (isJsonObject(value)) return value;
  throw mistake('config-json', `${basename(path)} must hold one JSON object.`, `The file is ${path}.`);
}

function readText(path: string): string {
  const reading = readTextFile(path);
  if (reading.kind === 'text') return reading.text;
  throw trouble('settings-unreadable', `${path} cannot be read: ${reading.why}.`, { cause: reading.cause });
}

function giveKey(path: string, key: string, value: unknown): [string, Given] {
  const option = BY_KEY.get(key);
  const where = `${inQuotes(key)} in ${basename(path)}`;
  if (option === undefined) {
    throw mistake('config-key', `${where} is no option of upgates-dev.`, didYouMean(key, BY_KEY.keys()));
  }
  if (option.from === 'command-line') throw onlyOnCommandLine(option, where);
  if (option.from === 'no-config') throw mistake('config-key', `${where} cannot stand in the configuration itself.`);
  return [option.name, { texts: readTexts(option, value, where), where, rank: 3, base: dirname(path) }];
}

function readTexts(option: OptionDefinition, value: unknown, where: string): readonly string[] {
  if (option.value === null) {
    if (typeof value === 'boolean') return [String(value)];
    throw wrongType(where, 'true or false');
  }
  if (option.many !== undefined && Array.isArray(value)) return value.map((item) => readScalar(item, where));
  return [readScalar(value, where)];
}

function readScalar(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw wrongType(where, 'a text or a number, or a list of them where the option can be repeated');
}

function wrongType(where: string, should: string): Failure {
  return mistake('config-type', `${where} must be ${should}.`);
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
