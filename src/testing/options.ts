/**
 * What a test says of its shop, read. In: options as a user writes them, in TypeScript or without it. Out: the options of
 * the simulated shop, or one clear sentence.
 */
import { mistake } from '../core/failure.ts';
import type { Instant } from '../core/instant.ts';
import { RULES, RULES_NAMES, type Rules, type RulesName } from '../core/rules.ts';
import { isPlanName, type PlanName } from '../simulate/api/quota.ts';
import type { SimulatedShopOptions } from '../simulate/shop.ts';
import { millisOf, shopSpeed, type ClockOption } from './clock.ts';

/** All have a default. */
export interface ShopOptions {
  /**
   * How long the shop waits and when it gives up. Default: `current`: one second, a timeout counts as delivered, a wrong
   * answer is repeated every 5 minutes without end.
   */
  readonly rules?: RulesName;
  /** How the waits between attempts pass. Default: `manual`: nothing happens that the test did not ask for. */
  readonly clock?: ClockOption;
  /** The shop's time at the start. Default: now. A fixed time and a fixed seed give the same bodies in every run. */
  readonly startAt?: Date | string;
  /** Of all that is drawn: records, faults, ids. Default: `upgates-dev`, so that every run is the same. */
  readonly seed?: string;
  /** How many API calls there are; default: `unlimited`. Hours and days pass on a manual clock, else they are real ones. */
  readonly plan?: PlanName;
  /** `project_name` of the bodies; default: `demoshop`. */
  readonly shopName?: string;
  /** Of the API user; default: `demo`. */
  readonly login?: string;
  /** Of the API user; default: `demo-key`. */
  readonly key?: string;
  /** Events within so long a time are gathered in one call, such as `10s` (inferred: Upgates may do so); default: none. */
  readonly gather?: string | number;
  /** Patterns of events that the API user has no right to; default: none. */
  readonly denied?: readonly string[];
}

const KNOWN: Readonly<Record<keyof ShopOptions, true>> = {
  rules: true,
  clock: true,
  startAt: true,
  seed: true,
  plan: true,
  shopName: true,
  login: true,
  key: true,
  gather: true,
  denied: true,
};

/** Throws `Failure` (exit 2). */
export function readOptions(options: ShopOptions): Omit<SimulatedShopOptions, 'faults'> & { readonly seed: string } {
  refuseUnknown(options);
  const { startAt, gather, denied } = options;
  return {
    rules: rulesOf(options.rules ?? 'current'),
    speed: shopSpeed(options.clock ?? 'manual'),
    seed: options.seed ?? 'upgates-dev',
    plan: planOf(options.plan ?? 'unlimited'),
    shopName: options.shopName ?? 'demoshop',
    login: options.login ?? 'demo',
    key: options.key ?? 'demo-key',
    // A test that forgot to close its shop ends nevertheless.
    keepsAlive: false,
    ...(startAt === undefined ? {} : { startAt: instantOf(startAt) }),
    ...(gather === undefined ? {} : { gather: millisOf(gather) }),
    ...(denied === undefined ? {} : { denied }),
  };
}

/** Tests in plain JavaScript have no compiler that would tell. */
function refuseUnknown(options: ShopOptions): void {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(KNOWN, name));
  if (unknown === undefined) return;
  throw mistake('unknown-option', `There is no option ${unknown}.`, `There are: ${Object.keys(KNOWN).join(', ')}.`);
}

function instantOf(startAt: Date | string): Instant {
  const instant = new Date(startAt).getTime();
  if (!Number.isNaN(instant)) return instant;
  throw mistake('bad-time', `${JSON.stringify(startAt)} is no time.`, 'Such as 2026-11-23T10:00:00Z.');
}

function rulesOf(name: RulesName): Rules {
  if (Object.hasOwn(RULES, name)) return RULES[name];
  throw mistake('unknown-rules', `There are no rules ${JSON.stringify(name)}.`, `One of: ${RULES_NAMES.join(', ')}.`);
}

function planOf(name: PlanName): PlanName {
  if (isPlanName(name)) return name;
  const names = 'bronze, silver, gold, platinum, unlimited';
  throw mistake('unknown-plan', `There is no plan ${JSON.stringify(name)}.`, `One of: ${names}.`);
}
