/** What the person who runs it wants. In: the command line. Out: how long, how much, which lanes; and the same in words. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Lane } from './action.ts';
import { CONTROL } from './actions/control.ts';
import { HANDLER } from './actions/handler.ts';
import { SHOP, TUNNEL } from './actions/outside.ts';
import { OWN } from './actions/own.ts';

export interface Options {
  readonly minutes: number;
  readonly seed: string;
  /** Events a minute; each is a call to each of two sessions. */
  readonly traffic: number;
  readonly lanes: readonly Lane[];
  /** The pauses between actions are shorter by this. */
  readonly haste: number;
}

export const LANES: readonly Lane[] = [HANDLER, TUNNEL, SHOP, OWN, CONTROL];
const NAMES = LANES.map(({ name }) => name);

/** Throws with one sentence for a mistake. */
export function readOptions(): Options {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({
    options: {
      minutes: text('3'),
      seed: text(randomBytes(4).toString('hex')),
      traffic: text('60'),
      haste: text('1'),
      only: text(NAMES.join(',')),
    },
  });
  const wanted = values.only.split(',');
  const unknown = wanted.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) throw new Error(`There is no lane "${unknown}". There are: ${NAMES.join(', ')}.`);
  const lanes = LANES.filter(({ name }) => wanted.includes(name));
  const [minutes, traffic] = [positive(values, 'minutes'), positive(values, 'traffic')];
  return { seed: values.seed, lanes, minutes, traffic, haste: positive(values, 'haste') };
}

function positive<Name extends string>(values: Readonly<Record<Name, string>>, name: Name): number {
  const number = Number(values[name]);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new Error(`--${name} takes a number above zero, not "${values[name]}".`);
}

/** To be given again. */
export function inWords({ minutes, seed, traffic, haste, lanes }: Options): string {
  const only = lanes.length === LANES.length ? '' : ` --only ${lanes.map(({ name }) => name).join(',')}`;
  return `--minutes ${minutes} --seed ${seed} --traffic ${traffic} --haste ${haste}${only}`;
}
