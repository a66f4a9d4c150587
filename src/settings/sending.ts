/**
 * What `trigger` and `replay` have in common: where calls go and what is added to them.
 */
import { mistake } from '../core/failure.ts';
import type { HeaderList } from '../core/outcome.ts';
import { RULES_NAMES, type RulesName } from '../core/rules.ts';
import { readHeaders, readTargets, type ForwardTarget } from './forward.ts';
import type { Given, Reader } from './given.ts';

export interface SendingSettings {
  /** `--to`; null: the configured handler. May hold userinfo, which becomes Basic credentials. */
  readonly to: URL | null;
  /** `forward` of the configuration. */
  readonly targets: readonly ForwardTarget[];
  readonly headers: HeaderList;
  readonly insecure: boolean;
  /** Adds no headers of our own. */
  readonly pristine: boolean;
  readonly rules: RulesName;
  /** `--set`, as given. */
  readonly sets: readonly string[];
}

/** Throws `Failure` (exit 2) for anything wrong. */
export function readSending(reader: Reader): SendingSettings {
  return {
    to: readTo(reader.given('to')),
    targets: readTargets(reader.given('forward')),
    headers: readHeaders(reader.given('header')),
    insecure: reader.isOn('insecure'),
    pristine: reader.isOn('pristine'),
    rules: reader.choice('rules', RULES_NAMES) ?? 'current',
    sets: reader.list('set'),
  };
}

/** The one address of `--to`. Throws `Failure` (exit 2) when it is none, or has a pattern before it. */
export function readTo(given: Given | null): URL | null {
  const target = readTargets(given).at(-1);
  if (given === null || target === undefined) return null;
  if (target.pattern === '*') return target.url;
  throw mistake('to-pattern', `${given.where} takes one address, without an event pattern before it.`);
}
