import { expect, it } from 'vitest';
import { Failure } from '../../../src/core/failure.ts';
import { MINUTE } from '../../../src/core/instant.ts';
import { builtinNames, builtinText } from '../../../src/simulate/builtin-scenarios.ts';
import { readScenario } from '../../../src/simulate/scenario/read-scenario.ts';

const ABOUT = { title: 'A sale', description: 'Orders.' };
const SAY = { at: '0s', do: 'say', text: 'x' };
const EACH = { at: '0s', do: 'happen', event: 'Orders.create' };

function refusal(text: string): Failure {
  try {
    readScenario(text, 'mine');
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('It was taken.');
}

it('reads every step, with what may be left out', () => {
  const steps = [
    { at: '0s', do: 'say', text: 'It begins.' },
    { at: '1m', do: 'happen', event: 'orders.create', count: 3, every: '2s' },
    { at: '1m', do: 'happen', event: 'Products.update' },
    { at: '2m', do: 'emit', event: 'Orders.create', lists: { orders: [{ order_number: '1' }] } },
    { at: '3m', do: 'fault', spec: 'outage,for=1h' },
    { at: '4m', do: 'clear-faults' },
    { at: '5m', do: 'deny', events: ['orders.*'] },
    { at: '6m', do: 'allow', events: ['Orders.create'] },
    { at: '7m', do: 'move' },
    { at: '8m', do: 'speed', speed: 'max' },
    { at: '9m', do: 'end' },
  ];
  const scenario = readScenario(JSON.stringify({ ...ABOUT, rules: 'legacy', seed: 's', steps }), 'mine');
  expect(scenario).toMatchObject({ name: 'mine', ...ABOUT, rules: 'legacy', seed: 's' });
  expect(scenario.steps.map(({ deed }) => deed)).toMatchObject([
    { kind: 'say', text: 'It begins.' },
    { kind: 'happen', event: { name: 'Orders.create' }, records: 1, count: 3, every: 2000 },
    { kind: 'happen', records: 1, count: 1, every: 0 },
    { kind: 'emit', lists: { orders: [{ order_number: '1' }] } },
    { kind: 'fault', fault: { settings: { status: 503, for: 60 * MINUTE } } },
    { kind: 'clear-faults', label: null },
    { kind: 'deny', events: ['Orders.*'] },
    { kind: 'allow', events: ['Orders.create'] },
    { kind: 'move', form: 'both' },
    { kind: 'speed', speed: 'max' },
    { kind: 'end' },
  ]);
  expect(scenario.steps[1]?.at).toBe(MINUTE);
});

it.each([
  [{ ...EACH, every: '2' }, /^mine: steps\[1\]\.every: This must be a duration/],
  [{ ...EACH, every: '-2s' }, /steps\[1\]\.every/],
  [{ ...EACH, at: '400d' }, /steps\[1\]\.at: This must be a duration/],
  [{ ...EACH, at: undefined }, /steps\[1\]\.at: It is missing/],
  [{ ...EACH, count: 0 }, /steps\[1\]\.count: This must be a whole number from 1/],
  [{ ...EACH, count: 1.5 }, /steps\[1\]\.count/],
  [{ ...EACH, count: '3' }, /steps\[1\]\.count/],
  [{ ...EACH, records: 100_001 }, /steps\[1\]\.records/],
  [{ ...EACH, event: 'Orders.created' }, /steps\[1\]\.event: Upgates has no such event/],
  [{ ...EACH, event: 'Orders.*' }, /steps\[1\]\.event/],
  [{ ...EACH, event: 'Carts.create' }, /steps\[1\]\.event/],
  [{ ...EACH, evrey: '2s' }, /steps\[1\]\.evrey: There is no such field\. Did you mean every\?/],
  [{ ...EACH, do: 'hapen' }, /steps\[1\]\.do: There is no such step\. Did you mean happen\?/],
  [{ ...EACH, do: 7 }, /steps\[1\]\.do: This must be one of say, happen/],
  [{ at: '0s', do: 'constructor' }, /steps\[1\]\.do/],
  [
    { at: '0s', do: 'emit', event: 'Orders.create', lists: { order: [] } },
    /steps\[1\]\.lists\.order: Orders\.create has no/,
  ],
  [
    { at: '0s', do: 'emit', event: 'Orders.create', lists: { orders: {} } },
    /steps\[1\]\.lists\.orders: This must be a list/,
  ],
  [
    { at: '0s', do: 'emit', event: 'Orders.create', lists: { orders: [{}, 1] } },
    /steps\[1\]\.lists\.orders\[1\]: A record/,
  ],
  [
    { at: '0s', do: 'fault', spec: 'statsu=503' },
    /steps\[1\]\.spec: "statsu" is no key of a fault\. Did you mean status\?/,
  ],
  [{ at: '0s', do: 'deny', events: ['Orders.*', 'Ordes.x'] }, /steps\[1\]\.events\[1\]: This fits no event/],
  [{ at: '0s', do: 'deny', events: [] }, /steps\[1\]\.events: This must be a list/],
  [{ at: '0s', do: 'move', form: 'header' }, /steps\[1\]\.form: This must be one of body, location, both/],
  [{ at: '0s', do: 'speed', speed: 0 }, /steps\[1\]\.speed/],
  [{ at: '0s', do: 'say', text: '' }, /steps\[1\]\.text/],
  ['say', /steps\[1\]: A step is an object/],
])('%j is refused where it stands', (step, sentence) => {
  const failure = refusal(JSON.stringify({ ...ABOUT, steps: [SAY, step] }));
  expect(failure).toMatchObject({ exit: 2, code: 'scenario' });
  expect(failure.message).toMatch(sentence);
});

it.each([
  ['{', /^mine: This is no valid JSON/],
  ['[]', /^mine: A scenario is a JSON object/],
  ['null', /A scenario is a JSON object/],
  [JSON.stringify({ ...ABOUT }), /^mine: steps: This must be a list of 1 to 1000 steps/],
  [JSON.stringify({ ...ABOUT, steps: [] }), /steps/],
  [JSON.stringify({ ...ABOUT, steps: Array.from({ length: 1001 }, () => SAY) }), /steps/],
  [JSON.stringify({ description: 'd', steps: [SAY] }), /^mine: title: It is missing/],
  [
    JSON.stringify({ ...ABOUT, rules: 'modern', steps: [SAY] }),
    /^mine: rules: This must be one of current, legacy, split/,
  ],
  [JSON.stringify({ ...ABOUT, step: [], steps: [SAY] }), /^mine: step: There is no such field\. Did you mean steps\?/],
  [' '.repeat(5_000_001), /at most 5000000 letters/],
  [
    JSON.stringify({
      ...ABOUT,
      steps: [
        { ...EACH, count: 60_000 },
        { ...EACH, count: 60_000 },
      ],
    }),
    /steps\[1\]: More than 100000 things/,
  ],
  [
    JSON.stringify({ ...ABOUT, steps: [{ ...EACH, count: 11, records: 100_000 }] }),
    /steps\[0\]: More than 1000000 records/,
  ],
  [JSON.stringify({ ...ABOUT, steps: [{ ...EACH, at: '366d', count: 2, every: '1s' }] }), /steps\[0\]: This goes on/],
])('%.60j is refused', (text, sentence) => {
  expect(refusal(text).message).toMatch(sentence);
});

it('shows nothing of a hostile file that could move the cursor', () => {
  const failure = refusal(JSON.stringify({ ...ABOUT, '\u001b[2J': 1, steps: [SAY] }));
  expect(failure.message).not.toContain('\u001b');
});

it('comes with scenarios', () => {
  expect(builtinNames()).toEqual(['import-12000', 'outage-12h', 'permission-change', 'sale-rush', 'shop-moves']);
  for (const name of builtinNames())
    expect(readScenario(builtinText(name) ?? '', name).steps.length).toBeGreaterThan(3);
  expect(builtinText('../import-12000')).toBeNull();
  expect(builtinText('sale')).toBeNull();
});
