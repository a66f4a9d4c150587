/**
 * What `init` asks and writes, without a terminal and without a disk. In: answers as text, files as they are. Out: answers
 * that a session can use, or `Failure` with the sentence to say; and the files as they should be.
 */
import { mistake } from '../core/failure.ts';
import { gather, type BaseSettings, type Sources } from './base.ts';
import { readEvents } from './events.ts';
import { readTargets } from './forward.ts';
import { createReader, type Given } from './given.ts';
import { readShop } from './shop.ts';

export interface InitSettings extends BaseSettings {
  readonly canAsk: boolean;
  /** What holds already, offered as the answer. */
  readonly before: InitAnswers;
}

export interface InitAnswers {
  /** Null: the simulated shop. */
  readonly shop: Credentials | null;
  readonly events: readonly string[];
  /** Empty: calls are only kept. */
  readonly forward: readonly string[];
}

export interface Credentials {
  readonly apiUrl: string;
  readonly login: string;
  readonly key: string;
}

/** Throws `Failure` (exit 2) for a configuration that is wrong already. */
export function readInitSettings(sources: Sources): InitSettings {
  const { reader, variables, base } = gather(sources);
  const { UPGATES_API_URL: apiUrl = '', UPGATES_API_LOGIN: login = '', UPGATES_API_KEY: key = '' } = variables;
  const before = { events: reader.list('event'), forward: reader.list('forward') };
  const { isTty } = sources;
  return {
    ...base,
    canAsk: isTty.stdin && isTty.stdout && !base.json,
    before: { ...before, shop: apiUrl === '' ? null : { apiUrl, login, key } },
  };
}

/** All of these return the answer as it is written down, and throw `Failure` (exit 2) for what a session would refuse. */
export function readShopAnswer(text: string): string {
  const variables = { UPGATES_API_URL: text, UPGATES_API_LOGIN: 'login', UPGATES_API_KEY: 'key' };
  readShop(createReader(new Map(), ''), variables);
  return text;
}

export function readEventsAnswer(text: string): readonly string[] {
  return readEvents(answered(text, 'The list of events'), '').map(({ pattern }) => pattern);
}

export function readForwardAnswer(text: string): readonly string[] {
  const given = answered(text, 'The handler');
  readTargets(given);
  return given.texts;
}

/** A line break would become a line of its own in `.env`. */
export function readSecretAnswer(text: string): string {
  if (text !== '' && /^[\x21-\x7e]+$/.test(text)) return text;
  throw mistake('credentials-text', 'That has a space or a sign in it that no login or key of Upgates has.');
}

function answered(text: string, where: string): Given {
  const texts = text
    .split(/[,\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return { texts, where, rank: 0, base: '' };
}

/** The configuration with the answers in it, other keys as they were. `schema`: where the editor finds the schema. */
export function configText(
  before: string | null,
  { events, forward, shop }: InitAnswers,
  schema: string | null,
): string {
  const kept = Object.entries(parsed(before)).filter(([key]) => !['shop', 'event', 'forward'].includes(key));
  const answers = {
    ...(schema === null ? {} : { $schema: schema }),
    ...Object.fromEntries(kept),
    ...(shop === null ? { shop: 'simulated' } : {}),
    event: events,
    ...(forward.length === 0 ? {} : { forward }),
  };
  return `${JSON.stringify(answers, null, 2)}\n`;
}

/** It has been read once already, so it is a JSON object. */
function parsed(text: string | null): object {
  const value: unknown = text === null ? null : JSON.parse(text.replace(/^\uFEFF/, ''));
  return typeof value === 'object' && value !== null ? value : {};
}

const NAMES = { apiUrl: 'UPGATES_API_URL', login: 'UPGATES_API_LOGIN', key: 'UPGATES_API_KEY' } as const;

/** `.env` with the credentials in it; other lines stay as they are, comments too. */
export function envText(before: string | null, credentials: Credentials): string {
  const lines = (before ?? '')
    .split('\n')
    .filter((line) => !Object.values(NAMES).some((name) => isSetting(line, name)));
  while (lines.at(-1)?.trim() === '') lines.pop();
  const { apiUrl, login, key } = credentials;
  const own = [`${NAMES.apiUrl}=${quoted(apiUrl)}`, `${NAMES.login}=${quoted(login)}`, `${NAMES.key}=${quoted(key)}`];
  return `${[...lines, ...own].join('\n')}\n`;
}

function isSetting(line: string, name: string): boolean {
  return new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(line);
}

/** `#` begins a comment in `.env`, unless it is quoted; of the three quotes one does not stand in the text. */
function quoted(text: string): string {
  if (/^[\w./:@%+,=~-]*$/.test(text)) return text;
  const mark = ["'", '"', '`'].find((one) => !text.includes(one)) ?? "'";
  return `${mark}${text}${mark}`;
}

/** `.gitignore` with `.env` in it; null when a line covers it already. */
export function ignoreText(before: string | null): string | null {
  const lines = (before ?? '').split('\n').map((line) => line.trim());
  if (lines.some((line) => ['.env', '/.env', '.env*', '/.env*', '*.env', '.env.*'].includes(line) && line !== '.env.*'))
    return null;
  const head = before === null || before === '' || before.endsWith('\n') ? (before ?? '') : `${before}\n`;
  return `${head}.env\n`;
}
