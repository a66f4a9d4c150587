/**
 * The settings of `test`: which handler, which checks and events, how to start it, where reports go.
 */
import { EVENTS, findEvent, type EventDefinition } from '../core/events.ts';
import { mistake } from '../core/failure.ts';
import { SECOND, type Millis } from '../core/instant.ts';
import type { HeaderList } from '../core/outcome.ts';
import { printable } from '../core/printable.ts';
import { RULES_NAMES, type RulesName } from '../core/rules.ts';
import { isPrivateHost } from '../dial/address.ts';
import { resolve } from 'node:path';
import { gather, type BaseSettings, type Sources } from './base.ts';
import { readEvents } from './events.ts';
import { readHeaders, readTargets, type ForwardTarget } from './forward.ts';
import { wrongValue, type Given, type Reader } from './given.ts';

export interface TestSettings extends BaseSettings {
  /** The operand; null: the configured handler. */
  readonly url: URL | null;
  /** `forward` of the configuration. */
  readonly targets: readonly ForwardTarget[];
  /** Names of checks, not known to be right. Empty: all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly list: boolean;
  /** Null where none are chosen. */
  readonly events: readonly EventDefinition[] | null;
  readonly headers: HeaderList;
  readonly insecure: boolean;
  readonly rules: RulesName;
  /** Null: the handler runs already. */
  readonly start: StartSettings | null;
  readonly reports: readonly ReportWish[];
  readonly allowRemote: boolean;
  readonly seed: string | null;
}

export interface StartSettings {
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  readonly readyUrl: URL | null;
  readonly stopTimeout: Millis;
}

export type ReportForm = 'junit' | 'json';

export interface ReportWish {
  readonly form: ReportForm;
  readonly path: string;
}

const STOP_TIMEOUT: Millis = 5 * SECOND;

/** Throws `Failure` (exit 2) for anything wrong. */
export function readTestSettings(sources: Sources, operand: string | null): TestSettings {
  const { reader, base } = gather(sources);
  const allowRemote = reader.isOn('allow-remote');
  return {
    ...base,
    url: operand === null ? null : readOperand(operand),
    targets: readTargets(reader.given('forward')),
    only: reader.list('only'),
    skip: reader.list('skip'),
    list: reader.isOn('list'),
    events: readChosen(reader.given('event')),
    headers: readHeaders(reader.given('header')),
    insecure: reader.isOn('insecure'),
    rules: reader.choice('rules', RULES_NAMES) ?? 'current',
    start: readStart(reader, allowRemote),
    reports: readReports(reader.given('report')),
    allowRemote,
    seed: reader.text('seed'),
  };
}

/** Calls that are meant to hurt go to machines of our own only. Throws `Failure` (exit 2). */
export function refuseRemote({ hostname }: URL, allowRemote: boolean): void {
  if (allowRemote || isPrivateHost(hostname)) return;
  throw mistake(
    'remote-handler',
    `${printable(hostname)} is neither this machine nor on a private network.`,
    'The checks are meant to hurt. If the handler there is yours and may be hurt: --allow-remote.',
  );
}

function readOperand(text: string): URL {
  const [target] = readTargets({ texts: [text], where: 'The address', rank: 0, base: '' });
  if (target?.pattern === '*') return target.url;
  throw mistake('test-url', 'test takes one address, without an event pattern before it.');
}

function readChosen(given: Given | null): readonly EventDefinition[] | null {
  if (given === null) return null;
  const names = new Set(readEvents(given, '*').flatMap(({ events }) => events));
  const unknown = [...names].find((name) => findEvent(name) === undefined);
  if (unknown !== undefined)
    throw mistake(
      'unknown-event',
      `${given.where}: what ${printable(unknown)} looks like is not known, so it cannot be sent.`,
    );
  return EVENTS.filter(({ name }) => names.has(name));
}

function readStart(reader: Reader, allowRemote: boolean): StartSettings | null {
  const command = reader.text('start');
  const env = readVariables(reader.given('env'));
  const readyUrl = readReadyUrl(reader.given('ready-url'));
  if (command === null) {
    if (reader.given('env') === null) return null;
    throw mistake('env-without-start', '--env is for the handler that --start starts, and there is no --start.');
  }
  if (readyUrl !== null) refuseRemote(readyUrl, allowRemote);
  return { command, env, readyUrl, stopTimeout: reader.duration('stop-timeout') ?? STOP_TIMEOUT };
}

function readReadyUrl(given: Given | null): URL | null {
  return readTargets(given).at(-1)?.url ?? null;
}

/** A value may be a secret, so it is never repeated in an error. */
function readVariables(given: Given | null): Readonly<Record<string, string>> {
  const pairs = (given?.texts ?? []).map((text) => /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text));
  if (pairs.includes(null))
    throw mistake('env', '--env holds something that is no variable.', 'It looks like --env PORT=3000.');
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}

function readReports(given: Given | null): readonly ReportWish[] {
  return (
    given?.texts.map((text) => {
      const [, form, path] = /^(junit|json)=(.+)$/s.exec(text) ?? [];
      if (path === undefined) throw wrongValue(given, text, 'junit=FILE or json=FILE');
      return { form: form === 'junit' ? 'junit' : 'json', path: resolve(given.base, path) };
    }) ?? []
  );
}
