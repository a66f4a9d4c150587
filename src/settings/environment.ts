/**
 * Options from the environment and from `.env`: `UPGATES_DEV_<OPTION>`. An empty variable counts as not set.
 * In: variables. Out: what they give, and a notice for each that looks like ours and is not.
 */
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { mistake, trouble, type Failure } from '../core/failure.ts';
import { printable } from '../core/printable.ts';
import type { AllGiven, Given, Rank } from './given.ts';
import type { SettingsNotice } from './notice.ts';
import { didYouMean } from './nearest.ts';
import { variableOf, type OptionDefinition } from './option.ts';
import { ALL_OPTIONS } from './options/all.ts';
import { readTextFile } from './read-file.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** Ours, but no option: what NODE_ENV was before the launcher set it. */
export const CALLER_NODE_ENV = 'UPGATES_DEV_CALLER_NODE_ENV';

export interface VariablesSource {
  readonly variables: Variables;
  /** Added to a variable's name in errors: empty, or ` in .env`. */
  readonly suffix: string;
  readonly rank: Rank;
  readonly base: string;
}

export function givenByVariables(source: VariablesSource): AllGiven {
  const given = [...ALL_OPTIONS.values()].flatMap((option): [string, Given][] => {
    const text = source.variables[variableOf(option)] ?? '';
    return text === '' ? [] : [[option.name, giveVariable(option, text, source)]];
  });
  return new Map(given);
}

function giveVariable(option: OptionDefinition, text: string, { suffix, rank, base }: VariablesSource): Given {
  const where = `${variableOf(option)}${suffix}`;
  if (option.from === 'command-line') throw onlyOnCommandLine(option, where);
  return { texts: splitText(option, text), where, rank, base };
}

/** Several values in one text: separated by commas where none can hold one, else by line breaks. */
function splitText(option: OptionDefinition, text: string): readonly string[] {
  if (option.many === undefined) return [text];
  const parts = text.split(option.many === 'commas' ? /[,\n]/ : '\n');
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

export function onlyOnCommandLine(option: OptionDefinition, where: string): Failure {
  return mistake(
    'only-on-command-line',
    `${where} is not obeyed: --${option.name} may only stand on the command line.`,
  );
}

/** A variable that looks like ours and names no option is most likely a slip. */
export function unknownVariables({ variables, suffix }: VariablesSource): readonly SettingsNotice[] {
  const known = new Set([CALLER_NODE_ENV, ...[...ALL_OPTIONS.values()].map(variableOf)]);
  const unknown = Object.keys(variables).filter((name) => name.startsWith('UPGATES_DEV_') && !known.has(name));
  return unknown.map((name) => {
    const hint = didYouMean(name, known);
    const text = `${name}${suffix} is no option of upgates-dev.${hint === null ? '' : ` ${hint}`}`;
    return { level: 'warning', code: 'unknown-variable', text };
  });
}

export interface DotEnv {
  readonly variables: Variables;
  readonly base: string;
}

/** The shop's key in a file that others on this machine may read: not our doing, so it is said and no more. */
export function readableKey({ variables, base }: DotEnv): readonly SettingsNotice[] {
  const path = join(base, '.env');
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  if (process.platform === 'win32' || (mode & 0o077) === 0 || !variables['UPGATES_API_KEY']) return [];
  const text = `${printable(path)} holds the shop's key, and other users of this machine may read it: chmod 600 .env`;
  return [{ level: 'warning', code: 'env-readable', text }];
}

/** `.env` beside the configuration, else in the working directory. The process's own environment is not touched. */
export function readDotEnv(configFile: string | null, cwd: string): DotEnv {
  const base = configFile === null ? cwd : dirname(configFile);
  const path = join(base, '.env');
  if (!existsSync(path)) return { variables: {}, base };
  const reading = readTextFile(path);
  if (reading.kind === 'text') return { variables: parseEnv(reading.text), base };
  throw trouble('settings-unreadable', `${path} cannot be read: ${reading.why}.`, { cause: reading.cause });
}
