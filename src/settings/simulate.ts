/**
 * The settings of `simulate`: the simulated shop alone. What was not given is null: it comes from the state file, from the
 * scenario, or is made up, in this order.
 */
import { RULES_NAMES, type RulesName } from '../core/rules.ts';
import { gather, type BaseSettings, type Sources } from './base.ts';
import type { Reader } from './given.ts';
import { readPace, type Pace } from './pace.ts';
import { controlFolders } from './places.ts';

type PlanName = 'bronze' | 'silver' | 'gold' | 'platinum' | 'unlimited';

export type ScenarioChoice =
  /** One that comes with the package. */
  { readonly kind: 'builtin'; readonly name: string } | { readonly kind: 'file'; readonly path: string };

export interface SimulateSettings extends BaseSettings {
  readonly command: 'simulate';
  /** 0: any free one. */
  readonly port: number;
  readonly plan: PlanName | null;
  readonly login: string | null;
  readonly key: string | null;
  readonly shopName: string | null;
  readonly rules: RulesName | null;
  readonly seed: string | null;
  readonly speed: Pace['speed'] | null;
  /** Calls a minute of real time. */
  readonly perMinute: number;
  readonly scenario: ScenarioChoice | null;
  /** Null: kept nowhere. */
  readonly stateFile: string | null;
  /** Folders for the socket of the control door, in the order in which they are tried. */
  readonly controlFolders: readonly string[];
}

const PLANS: readonly PlanName[] = ['bronze', 'silver', 'gold', 'platinum', 'unlimited'];

/** Throws `Failure` (exit 2) for anything wrong. */
export function readSimulateSettings(sources: Sources): SimulateSettings {
  const { reader, base } = gather(sources);
  const pace = readPace(reader);
  const scenario = readScenarioChoice(reader);
  return {
    ...base,
    command: 'simulate',
    port: reader.integer('port', { min: 0, max: 65_535 }) ?? 8190,
    plan: reader.choice('plan', PLANS),
    login: reader.text('login'),
    key: reader.text('key'),
    shopName: reader.text('shop-name'),
    rules: reader.choice('rules', RULES_NAMES),
    seed: reader.text('seed'),
    speed: reader.given('speed') === null ? null : pace.speed,
    // A scenario says itself what happens.
    perMinute: scenario !== null && reader.given('traffic') === null ? 0 : pace.perMinute,
    scenario,
    stateFile: reader.pathToWrite('state'),
    controlFolders: controlFolders(sources.env, base.places),
  };
}

/** What looks like a path is one: `mine.json`, `./mine`, `C:\\mine`. */
function readScenarioChoice(reader: Reader): ScenarioChoice | null {
  const name = reader.text('scenario');
  if (name === null) return null;
  const path = /[/\\]|\.json$/i.test(name) ? reader.path('scenario') : null;
  return path === null ? { kind: 'builtin', name } : { kind: 'file', path };
}
