/**
 * The scenario that `--scenario` means: a built-in one by its name, or a file of the user's own.
 */
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { mistake } from '../../core/failure.ts';
import { inQuotes, printable } from '../../core/printable.ts';
import { codeOf } from '../../register/durable-file.ts';
import { didYouMean } from '../../settings/nearest.ts';
import type { ScenarioChoice } from '../../settings/simulate.ts';
import { builtinNames, builtinText } from '../../simulate/builtin-scenarios.ts';
import { LONGEST_TEXT } from '../../simulate/scenario/limits.ts';
import { readScenario } from '../../simulate/scenario/read-scenario.ts';
import type { Scenario } from '../../simulate/scenario/scenario.ts';

/** With the text it was read from, so that a saved shop can go on with it whatever becomes of the file. */
export interface ChosenScenario {
  readonly scenario: Scenario;
  readonly text: string;
}

/** Throws `Failure` (exit 2): no such scenario, or one that cannot be read, with the place. */
export function chooseScenario(choice: ScenarioChoice): ChosenScenario {
  const name = choice.kind === 'builtin' ? choice.name : basename(choice.path);
  const text = choice.kind === 'builtin' ? textNamed(choice.name) : textIn(choice.path);
  return { scenario: readScenario(text, name), text };
}

function textNamed(name: string): string {
  const text = builtinText(name);
  if (text !== null) return text;
  const names = builtinNames();
  const hint = didYouMean(name, names) ?? `There are ${names.join(', ')}; a file of your own is named as mine.json.`;
  throw mistake('scenario-unknown', `There is no scenario ${inQuotes(name)}.`, hint);
}

/** In bytes: letters take up to four. */
const MOST_BYTES = 4 * LONGEST_TEXT;

function textIn(path: string): string {
  try {
    const found = statSync(path);
    // A link may lead to a device, which says that it is empty and never ends.
    if (found.isFile() && found.size <= MOST_BYTES) return readFileSync(path, 'utf8');
  } catch (error) {
    throw mistake('scenario', `The scenario ${printable(path)} cannot be read: ${codeOf(error)}.`);
  }
  throw mistake('scenario', `The scenario ${printable(path)} is no file, or larger than ${MOST_BYTES} bytes.`);
}
