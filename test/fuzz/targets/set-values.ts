/** `--set` on bodies: the value stands at its place, every other value is what it was, or it is refused. */
import fc from 'fast-check';
import { readSetting, setValue, type Setting } from '../../../src/fixture/set-value.ts';
import { judgeProtoypes, judgeWords } from '../judge.ts';
import { anyJson, anyText, spoiled } from '../letters.ts';
import { target } from '../target.ts';

const BODIES = [
  '{"project_name":"demo","orders":[{"order_number":"1","id":7},{"order_number":"2","x":[]}]}',
  '{ "a" : { "b" : [ 1 , 2.0 , "\\u010d\\"" ] } , "a" : null }',
  '[]',
  '{}',
  '"text"',
];
const SETTINGS = ['orders.0.order_number=9000021', 'orders.1.x.0={"y":1}', 'a.b.3=null', 'project_name="čaj"', 'new=1'];
const STEPS = '__proto__.x=1|constructor.prototype.x=1|toString=2|0=|.|=|length=1|orders.-1=|orders.00='.split('|');

export const SET_VALUES = target({
  name: 'set-values',
  words: 'any path and value set in any body: there and nowhere else, or refused',
  ci: 400,
  weight: 15,
  open: () => ({
    cases: fc.tuple(
      fc.oneof(
        spoiled({ from: BODIES }),
        anyJson.map((value) => JSON.stringify(value)),
        anyJson.map((value) => JSON.stringify(value, null, 2)),
      ),
      fc.oneof({ weight: 5, arbitrary: spoiled({ from: SETTINGS, words: STEPS, longest: 500 }) }, anyText),
    ),
    check([body, text]) {
      const setting = readSetting(text);
      if (setting === null) return;
      const outcome = setValue(body, setting);
      if (outcome.kind === 'no-place') judgeWords(outcome.problem.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 500));
      else judgeSet(JSON.parse(body), JSON.parse(outcome.text), setting);
      judgeProtoypes();
    },
  }),
});

function judgeSet(before: unknown, after: unknown, { path, value }: Setting): void {
  const found = at(after, path);
  if (JSON.stringify(found) !== JSON.stringify(value)) throw new Error(`there stands ${JSON.stringify(found)}`);
  const [was, is] = [blanked(before, path), blanked(after, path)];
  if (was !== is) throw new Error(`something else has changed: ${was} became ${is}`);
}

/** Only what is the value's own: no name of the language. */
function at(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = Object.getOwnPropertyDescriptor(here, step)?.value as unknown;
  }
  return here;
}

/** The text without what stands at the path, whether it was there or not. */
function blanked(value: unknown, path: readonly string[]): string {
  const copy = structuredClone({ top: value });
  const parent = at(copy, ['top', ...path.slice(0, -1)]);
  const last = path.at(-1) ?? '';
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (typeof parent === 'object' && parent !== null) Reflect.deleteProperty(parent, last);
  return JSON.stringify(copy);
}
