/**
 * What the state file holds: the shop as it saves itself, and beside it how far its scenario has come. In: a text, or both.
 * Out: the other. The scenario's own text is kept, so that it goes on as it began whatever becomes of its file.
 */
import { fieldsOf, parseJson } from '../../register/fields.ts';
import { mistake } from '../../core/failure.ts';
import type { Progress } from '../../simulate/scenario/play.ts';
import { readScenario } from '../../simulate/scenario/read-scenario.ts';
import { readShopState, type ShopState } from '../../simulate/state.ts';
import type { ChosenScenario } from './scenario.ts';

export interface SavedScenario extends ChosenScenario {
  /** Null: it has not begun. */
  readonly progress: Progress | null;
}

export interface Saved {
  readonly shop: ShopState;
  readonly scenario: SavedScenario | null;
}

/** Throws `Failure` (exit 2) that says what is wrong. */
export function readSaved(text: string): Saved {
  const shop = readShopState(text);
  const found = fieldsOf(parseJson(text))['scenario'];
  return { shop, scenario: found === undefined || found === null ? null : readSavedScenario(found) };
}

export function savedText({ shop, scenario }: Saved): string {
  return `${JSON.stringify({ ...shop, scenario: scenario === null ? null : scenarioFields(scenario) })}\n`;
}

function scenarioFields({ scenario, text, progress }: SavedScenario): object {
  const { startedAt, played } = progress ?? { startedAt: null, played: 0 };
  return { name: scenario.name, text, startedAt, played };
}

function readSavedScenario(value: unknown): SavedScenario {
  const { name, text, startedAt, played } = fieldsOf(value);
  const areTexts = typeof name === 'string' && typeof text === 'string';
  if (!areTexts || !(startedAt === null || isWhole(startedAt)) || !isWhole(played)) {
    throw mistake('shop-state', 'scenario should be an object with name, text, startedAt and played.');
  }
  return { scenario: readScenario(text, name), text, progress: startedAt === null ? null : { startedAt, played } };
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
