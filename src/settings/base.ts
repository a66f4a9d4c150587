/**
 * What every command's settings begin with: all sources gathered, the common options read.
 * In: flags, environment, working directory. Out: a reader over everything given, and the base of the settings.
 */
import { CALLER_NODE_ENV, givenByVariables, readDotEnv, unknownVariables } from './environment.ts';
import type { DotEnv, Variables } from './environment.ts';
import { findConfig, readConfig } from './config-file.ts';
import { createReader, type AllGiven, type Reader } from './given.ts';
import type { SettingsNotice } from './notice.ts';
import { findPlaces, type Places } from './places.ts';

/** What stood on the command line, by the long name; a switch is `true`. */
export type Flags = ReadonlyMap<string, readonly string[]>;

export interface Sources {
  readonly flags: Flags;
  readonly env: Variables;
  readonly cwd: string;
  /** Whether standard input and output are a terminal. */
  readonly isTty: { readonly stdin: boolean; readonly stdout: boolean };
}

export interface BaseSettings {
  readonly json: boolean;
  /** Whether colours may be used on standard output. */
  readonly color: boolean;
  /** Whether the terminal's character set has the signs of the screen. */
  readonly unicode: boolean;
  readonly verbose: boolean;
  /** The configuration in use; null when there is none. */
  readonly configFile: string | null;
  readonly places: Places;
  readonly notices: readonly SettingsNotice[];
  /** The caller's NODE_ENV, for programs that we start: ours is always `production`. */
  readonly callerNodeEnv: string | null;
}

export interface Gathered {
  readonly reader: Reader;
  /** The environment over `.env`, for the credentials. */
  readonly variables: Variables;
  readonly dotEnv: DotEnv;
  readonly base: BaseSettings;
}

/** Throws `Failure` (exit 2 or 3) for a configuration that cannot be read or holds what it must not. */
export function gather(sources: Sources): Gathered {
  const { env, cwd } = sources;
  const flags = givenByFlags(sources);
  const environment = { variables: env, suffix: '', rank: 1, base: cwd } as const;
  const outside = new Map([...givenByVariables(environment), ...flags]);
  const configFile = findConfig(cwd, outside.get('config') ?? null);
  const dotEnv = { ...readDotEnv(configFile, cwd), suffix: ' in .env', rank: 2 } as const;
  const config: AllGiven = configFile === null ? new Map() : readConfig(configFile);
  const reader = createReader(new Map([...config, ...givenByVariables(dotEnv), ...outside]), cwd);
  const places = findPlaces({ cwd, env, dataDir: reader.pathToWrite('data-dir'), configFile });
  const notices = [...unknownVariables(environment), ...unknownVariables(dotEnv)];
  const variables = { ...dotEnv.variables, ...withoutEmpty(env) };
  return { reader, variables, dotEnv, base: readBase(sources, reader, { configFile, places, notices }) };
}

type Found = Pick<BaseSettings, 'configFile' | 'places' | 'notices'>;

function readBase({ env, isTty }: Sources, reader: Reader, found: Found): BaseSettings {
  return {
    ...found,
    json: reader.isOn('json'),
    color: isTty.stdout && !isDumb(env) && !env['NO_COLOR'] && !reader.isOn('no-color'),
    unicode: hasSigns(env),
    verbose: reader.isOn('verbose'),
    callerNodeEnv: env[CALLER_NODE_ENV] || null,
  };
}

function givenByFlags({ flags, cwd }: Sources): AllGiven {
  return new Map([...flags].map(([name, texts]) => [name, { texts, where: `--${name}`, rank: 0, base: cwd }]));
}

function withoutEmpty(env: Variables): Variables {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}

/**
 * Whether a terminal is not to be trusted with more than lines of text: it says that it is dumb, or nothing of itself as
 * under some editors and cron. On Windows terminals are not asked for a name.
 */
export function isDumb({ TERM: name = '' }: Variables): boolean {
  return name === 'dumb' || (name === '' && process.platform !== 'win32');
}

/** No locale at all is taken for UTF-8: that is what containers and CI have. */
function hasSigns(env: Variables): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || 'UTF-8';
  return env['TERM'] !== 'linux' && env['TERM'] !== 'dumb' && /utf-?8/i.test(locale);
}
