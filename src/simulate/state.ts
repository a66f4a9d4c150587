/**
 * A simulated shop put aside: plain JSON with everything it needs to go on, its own credentials included (they open
 * nothing but this stand-in). In: a text from outside. Out: the state, each field checked, or a `Failure` (exit 2).
 */
import { mistake } from '../core/failure.ts';
import { jsonFlaw } from '../core/json-flaw.ts';
import type { Instant, Millis } from '../core/instant.ts';
import { RULES_NAMES, type RulesName } from '../core/rules.ts';
import type { StreamStates } from '../core/streams.ts';
import type { FaultState } from '../faults/fault-set.ts';
import type { ShopSpeed } from './clock/clock.ts';
import type { EngineState } from './deliver/engine.ts';
import { PLAN_NAMES, type PlanName } from './api/quota.ts';
import { fieldsAt, wrong, type Place } from './state/reading.ts';
import { readAccess, type SavedAccess } from './state/saved-access.ts';
import { readEngine } from './state/saved-engine.ts';
import { readFaultState } from './state/saved-fault.ts';
import { readGathering, type SavedGathering } from './state/saved-gathering.ts';
import { readStreamState } from './state/saved-stream.ts';
import { readStock } from './state/saved-stock.ts';
import type { StockState } from './stock/stock.ts';

/** Counted up when a program that knows only the ones before could not go on from it. */
const VERSION = 1;

export interface ShopState {
  readonly version: typeof VERSION;
  readonly seed: string;
  readonly shopName: string;
  readonly login: string;
  readonly key: string;
  readonly plan: PlanName;
  readonly rules: RulesName;
  readonly gather: Millis;
  readonly jsonStyle: { readonly escaped: boolean };
  readonly clock: { readonly at: Instant; readonly speed: ShopSpeed };
  readonly engine: EngineState;
  readonly gathered: SavedGathering | null;
  readonly access: SavedAccess;
  readonly faults: readonly FaultState[];
  readonly random: StreamStates;
  readonly stock: StockState;
}

export function newShopState(state: Omit<ShopState, 'version'>): ShopState {
  return { version: VERSION, ...state };
}

/** Throws `Failure` (exit 2) that names the place. Unknown fields are ignored; a newer version is refused. */
export function readShopState(text: string): ShopState {
  const fields = fieldsAt({ value: parse(text), path: '' });
  refuseNewer(fields.whole('version', 1));
  return newShopState({
    seed: fields.text('seed'),
    shopName: fields.text('shopName'),
    login: fields.text('login'),
    key: fields.text('key'),
    plan: fields.oneOf('plan', PLAN_NAMES),
    rules: fields.oneOf('rules', RULES_NAMES),
    gather: fields.whole('gather'),
    jsonStyle: { escaped: fields.fields('jsonStyle').flag('escaped') },
    clock: readClock(fields.at('clock')),
    engine: readEngine(fields.at('engine')),
    gathered: fields.orNull('gathered', readGathering),
    access: readAccess(fields.at('access')),
    faults: fields.list('faults', readFaultState),
    random: fields.entries('random', readStreamState),
    stock: readStock(fields.at('stock')),
  });
}

function parse(text: string): unknown {
  const flaw = jsonFlaw(text);
  if (flaw === null) return JSON.parse(text);
  throw mistake('shop-state', `The saved shop is not valid JSON: ${flaw}.`, 'Start without it, or repair the file.');
}

function refuseNewer(version: number): void {
  if (version <= VERSION) return;
  throw mistake(
    'shop-state-version',
    `The shop was saved by a newer upgates-dev: its state is version ${version}, and this one reads up to version ${VERSION}.`,
    'Use the newer one, or start without the saved shop.',
  );
}

function readClock(at: Place): ShopState['clock'] {
  const fields = fieldsAt(at);
  return { at: fields.instant('at'), speed: readSpeed(fields.at('speed')) };
}

function readSpeed({ value, path }: Place): ShopSpeed {
  const isRate = typeof value === 'number' && value > 0 && value < Infinity;
  if (isRate || value === 'max' || value === 'manual') return value;
  throw wrong(path, 'a number above 0, max or manual');
}
