/**
 * Who the simulated shop is: name, plan, rules, seed, login and key. In: what was given, the state file and the scenario.
 * Out: the state file's own where there is one, which nothing given may contradict; else what was given, what the scenario
 * says, or the usual.
 */
import { randomBytes } from 'node:crypto';
import { mistake, type Failure } from '../../core/failure.ts';
import { inQuotes, printable } from '../../core/printable.ts';
import { RULES } from '../../core/rules.ts';
import type { SimulateSettings } from '../../settings/simulate.ts';
import type { Scenario } from '../../simulate/scenario/scenario.ts';
import type { SimulatedShopOptions } from '../../simulate/shop.ts';
import type { ShopState } from '../../simulate/state.ts';

export type Identity = Pick<SimulatedShopOptions, 'rules' | 'seed' | 'plan' | 'shopName' | 'login' | 'key' | 'saved'>;

type Given = Pick<SimulateSettings, 'rules' | 'seed' | 'plan' | 'shopName' | 'login' | 'key'>;

export function newIdentity(given: Given, scenario: Scenario | null): Identity {
  const { login, key, plan, shopName } = given;
  return {
    rules: RULES[given.rules ?? scenario?.rules ?? 'current'],
    seed: given.seed ?? scenario?.seed ?? randomBytes(4).toString('hex'),
    plan: plan ?? 'unlimited',
    shopName: shopName ?? 'demoshop',
    ...(login === null ? {} : { login }),
    ...(key === null ? {} : { key }),
  };
}

/** Throws `Failure` (exit 2) for what contradicts the file. */
export function savedIdentity(given: Given, saved: ShopState, path: string): Identity {
  const { rules, seed, plan, shopName, login, key } = saved;
  refuseContradiction(given, saved, path);
  return { rules: RULES[rules], seed, plan, shopName, login, key, saved };
}

const OPTIONS: readonly (readonly [option: string, key: keyof Given])[] = [
  ['--login', 'login'],
  ['--key', 'key'],
  ['--seed', 'seed'],
  ['--plan', 'plan'],
  ['--rules', 'rules'],
  ['--shop-name', 'shopName'],
];

function refuseContradiction(given: Given, saved: ShopState, path: string): void {
  const wrong = OPTIONS.find(([, key]) => given[key] !== null && given[key] !== saved[key]);
  if (wrong !== undefined) throw contradiction(wrong[0], wrong[1], { given, saved, path });
}

interface Contradicting {
  readonly given: Given;
  readonly saved: ShopState;
  readonly path: string;
}

function contradiction(option: string, key: keyof Given, { given, saved, path }: Contradicting): Failure {
  const file = printable(path);
  const what =
    key === 'key'
      ? `${option} is not that of the shop in ${file}.`
      : `${option} is ${inQuotes(String(given[key]))}, but the shop in ${file} has ${inQuotes(saved[key])}.`;
  return mistake('state-contradicted', what, `Leave ${option} out, or begin another shop with another --state.`);
}
