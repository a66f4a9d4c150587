/**
 * A scenario from the text of its file. In: anything. Out: a scenario that can be played, or one sentence that points at
 * what is wrong (`steps[3].every: ...`). What would be too large is refused here, before anything happens.
 */
import { jsonFlaw } from '../../core/json-flaw.ts';
import { RULES_NAMES } from '../../core/rules.ts';
import { didYouMean } from '../../faults/nearest.ts';
import { sizeOf } from './course.ts';
import { oneOf, optional, textUpTo, type Field } from './field.ts';
import { AT } from './fields.ts';
import { LONGEST, LONGEST_TEXT, MOST_RECORDS_IN_ALL, MOST_STEPS, MOST_TIMES } from './limits.ts';
import { isObject } from './lists.ts';
import { placeIn, type Place } from './place.ts';
import type { Deed, Scenario, Step } from './scenario.ts';
import { isStepKind, STEP_KINDS } from './step-kinds.ts';

const TITLE = textUpTo({ name: 'title', words: 'what it is, in a few words', example: 'A sale', letters: 200 });
const DESCRIPTION = textUpTo({
  name: 'description',
  words: 'what happens, and what to look at',
  example: 'Hundreds of orders within ten minutes.',
  letters: 2000,
});
const SEED = optional(
  textUpTo({
    name: 'seed',
    words: 'of a shop opened for it, unless --seed says otherwise',
    example: 'sale',
    letters: 200,
  }),
  null,
);
const RULES = optional(
  oneOf({ name: 'rules', words: 'of a shop opened for it, unless --rules says otherwise', choices: RULES_NAMES }),
  null,
);

/** The fields of a scenario beside its steps, in the order in which they are written. */
export const SCENARIO_FIELDS: readonly Field<unknown>[] = [TITLE, DESCRIPTION, SEED, RULES];

/** `name` is what messages and records call it. Throws `Failure` (exit 2, `scenario`). */
export function readScenario(text: string, name: string): Scenario {
  const place = placeIn(name);
  const given = parsed(text, place);
  refuseOthers(given, { place, known: ['$schema', 'steps', ...SCENARIO_FIELDS.map((field) => field.name)] });
  const take = <Value>(field: Field<Value>): Value => field.read(given[field.name], place.at(field.name));
  const scenario = {
    name,
    title: take(TITLE),
    description: take(DESCRIPTION),
    seed: take(SEED),
    rules: take(RULES),
    steps: stepsOf(given['steps'], place.at('steps')),
  };
  refuseTooLarge(scenario, place.at('steps'));
  return scenario;
}

type Given = Readonly<Record<string, unknown>>;

function parsed(text: string, place: Place): Given {
  if (text.length > LONGEST_TEXT) throw place.refuse(`A scenario has at most ${LONGEST_TEXT} letters.`);
  const value = parseJson(text, place);
  if (isObject(value)) return value;
  throw place.refuse('A scenario is a JSON object with title, description and steps.');
}

function parseJson(text: string, place: Place): unknown {
  const json = text.replace(/^\uFEFF/, '');
  const flaw = jsonFlaw(json);
  if (flaw !== null) throw place.refuse(`This is no valid JSON: ${flaw}.`);
  return JSON.parse(json);
}

function stepsOf(value: unknown, place: Place): readonly Step[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_STEPS) {
    throw place.refuse(`This must be a list of 1 to ${MOST_STEPS} steps.`);
  }
  return value.map((step: unknown, index) => stepOf(step, place.at(index)));
}

function stepOf(value: unknown, place: Place): Step {
  if (!isObject(value)) throw place.refuse('A step is an object such as {"at": "10m", "do": "say", "text": "..."}.');
  const kind = kindOf(value['do'], place.at('do'));
  const { fields, read } = STEP_KINDS[kind];
  refuseOthers(value, { place, known: ['at', 'do', ...fields.map(({ name }) => name)] });
  const at = AT.read(value['at'], place.at('at'));
  const deed = read({
    take: (field) => field.read(value[field.name], place.at(field.name)),
    placeOf: (field) => place.at(field.name),
  });
  return { at, deed };
}

function kindOf(value: unknown, place: Place): Deed['kind'] {
  if (typeof value === 'string' && isStepKind(value)) return value;
  const all = Object.keys(STEP_KINDS);
  const near = typeof value === 'string' ? didYouMean(value.slice(0, 60), all) : null;
  throw place.refuse(near === null ? `This must be one of ${all.join(', ')}.` : `There is no such step. ${near}`);
}

interface Known {
  readonly place: Place;
  readonly known: readonly string[];
}

function refuseOthers(given: Given, { place, known }: Known): void {
  const other = Object.keys(given).find((name) => !known.includes(name));
  if (other === undefined) return;
  throw place
    .at(other)
    .refuse(`There is no such field. ${didYouMean(other, known) ?? `There are ${known.join(', ')}.`}`);
}

function refuseTooLarge({ steps }: Pick<Scenario, 'steps'>, place: Place): void {
  let [times, records] = [0, 0];
  for (const [index, { at, deed }] of steps.entries()) {
    const { times: more, records: each, lasts } = sizeOf(deed);
    times += more;
    records += more * each;
    if (at + lasts > LONGEST) throw place.at(index).refuse('This goes on for more than 366 days.');
    if (times > MOST_TIMES) throw place.at(index).refuse(`More than ${MOST_TIMES} things happen up to here.`);
    if (records > MOST_RECORDS_IN_ALL) {
      throw place.at(index).refuse(`More than ${MOST_RECORDS_IN_ALL} records are sent up to here.`);
    }
  }
}
