/**
 * The settings of `simulate`: the simulated shop alone.
 */
import { RULES_NAMES, type RulesName } from '../core/rules.ts';
import { gather, type BaseSettings, type Sources } from './base.ts';
import { readPace, type Pace } from './pace.ts';

type PlanName = 'bronze' | 'silver' | 'gold' | 'platinum' | 'unlimited';

export interface SimulateSettings extends BaseSettings {
  readonly command: 'simulate';
  /** 0: any free one. */
  readonly port: number;
  readonly plan: PlanName;
  /** Null: made up, and printed once. */
  readonly login: string | null;
  readonly key: string | null;
  readonly shopName: string;
  readonly rules: RulesName;
  readonly pace: Pace;
  readonly scenario: string | null;
  readonly seed: string | null;
  /** Null: kept nowhere. */
  readonly stateFile: string | null;
}

const PLANS: readonly PlanName[] = ['bronze', 'silver', 'gold', 'platinum', 'unlimited'];

/** Throws `Failure` (exit 2) for anything wrong. */
export function readSimulateSettings(sources: Sources): SimulateSettings {
  const { reader, base } = gather(sources);
  return {
    ...base,
    command: 'simulate',
    port: reader.integer('port', { min: 0, max: 65_535 }) ?? 8190,
    plan: reader.choice('plan', PLANS) ?? 'unlimited',
    login: reader.text('login'),
    key: reader.text('key'),
    shopName: reader.text('shop-name') ?? 'demoshop',
    rules: reader.choice('rules', RULES_NAMES) ?? 'current',
    pace: readPace(reader),
    scenario: reader.text('scenario'),
    seed: reader.text('seed'),
    stateFile: reader.path('state'),
  };
}
