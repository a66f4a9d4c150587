/** The panels' reducers alone: a stroke in, the next panel and a wish out. */
import { describe, expect, it } from 'vitest';
import { readFault } from '../../../src/faults/read-fault.ts';
import {
  faultChoices,
  reduceFaults,
  type FaultsAtHand,
  type FaultsPanel,
} from '../../../src/show/tui/faults/faults.ts';
import { openFilter, reduceFilter } from '../../../src/show/tui/filter/filter.ts';
import { labelOf, openFixture, reduceFixture } from '../../../src/show/tui/fixture/fixture.ts';
import type { PanelAction } from '../../../src/show/tui/keys/binding.ts';
import type { Stroke } from '../../../src/show/tui/panel/panel.ts';
import { openPolicy, reducePolicy } from '../../../src/show/tui/policy/policy.ts';
import { nextSpeed } from '../../../src/show/tui/store/speed.ts';
import { fieldsIn } from '../../../src/show/tui/trigger/fields.ts';
import {
  fittingNames,
  openTrigger,
  reduceTrigger,
  type TriggerAtHand,
  type TriggerPanel,
} from '../../../src/show/tui/trigger/trigger.ts';
import { createFakeSession, NOON } from './fake-session.ts';

const act = (action: PanelAction): Stroke => ({ kind: 'do', action });
const type = (text: string): Stroke => ({ kind: 'type', text });

describe('speed', () => {
  it('goes in steps from wherever it is, and stops at both ends', () => {
    const up = [1, 150, 1000, 'max'] as const;
    expect(up.map((speed) => nextSpeed(speed, 'faster'))).toEqual([2, 300, 'max', null]);
    const down = ['max', 150, 2, 1] as const;
    expect(down.map((speed) => nextSpeed(speed, 'slower'))).toEqual([1000, 100, 1, null]);
  });
});

describe('the policy', () => {
  it('starts at the one at work, goes round, and stops at the ends', () => {
    const panel = openPolicy('ack');
    expect(reducePolicy(panel, act('pick')).wish).toEqual({ kind: 'set-policy', policy: 'ack' });
    expect(reducePolicy(panel, act('down')).panel).toEqual(panel);
    const next = reducePolicy(panel, act('next-policy')).panel ?? panel;
    expect(reducePolicy(next, act('pick')).wish).toEqual({ kind: 'set-policy', policy: 'mirror' });
    expect(reducePolicy(panel, act('close'))).toEqual({ panel: null });
    expect(reducePolicy(panel, type('x'))).toEqual({ panel });
  });
});

describe('a fixture', () => {
  it('has no label of blanks', () => {
    const panel = openFixture({ id: 'a', event: 'Orders.create', key: '1' });
    const typed = reduceFixture(panel, type('  ')).panel ?? panel;
    expect(labelOf(typed)).toBeNull();
    expect(reduceFixture(typed, act('new-fault'))).toEqual({ panel: typed });
  });
});

describe('the filter', () => {
  it('does not close on a text that cannot be read, and changes no filter meanwhile', () => {
    const broken = reduceFilter(openFilter('verdict:repeats'), type(' verdict:'));
    expect(broken).not.toHaveProperty('filter');
    const panel = broken.panel ?? openFilter(null);
    expect(panel.complaint?.sentence).toContain('needs a value');
    expect(reduceFilter(panel, act('pick'))).toEqual({ panel });
    expect(reduceFilter(panel, act('close'))).toEqual({ panel: null, filter: null });
    expect(reduceFilter(panel, act('erase-line'))).toMatchObject({ panel: { complaint: null }, filter: null });
  });
});

const SAMPLE =
  '{"project_name":"demoshop","orders":[{"order_number":"9000011","status_id":1,"a.b":1,"customer":{"email":"a@b.cz"}},{"x":1}]}';

const AT_HAND: TriggerAtHand = {
  isSentByShop: (event) => event === 'Labels.create',
  samples: {
    names: () => [
      { name: 'Orders.create.mine', isOwn: true },
      { name: 'Orders.create.emoji', isOwn: false },
    ],
    body: (name) => (name === 'Carts.create' ? null : name === 'Own.create' ? '{"broken' : SAMPLE),
    complaint: (body, setting) =>
      setting.includes('=') ? (body === null ? null : 'No such place.') : 'Not path=value.',
    mostRecords: 10,
    mostCalls: 5,
  },
};

describe('the trigger', () => {
  it('has every event once, near ones first, and chooses among what fits', () => {
    const panel = openTrigger({
      cameIn: ['Own.create', 'Own.create'],
      registered: ['Orders.update', 'Own.create'],
      fixtures: [],
    });
    const names = fittingNames(panel).map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['Own.create', 'Orders.update']);
    expect(new Set(names).size).toBe(names.length);
    const down = reduceTrigger(panel, act('down'), AT_HAND).panel ?? panel;
    expect(reduceTrigger(down, act('pick'), AT_HAND).wish).toMatchObject({ name: 'Orders.update' });
    const typed = reduceTrigger(down, type('own'), AT_HAND).panel ?? panel;
    expect(typed.cursor).toBe(0);
    expect(reduceTrigger(typed, act('down'), AT_HAND).panel?.cursor).toBe(0);
  });

  it('offers fixtures with a label too, those of the user before the events that are far', () => {
    const names = fittingNames(openTrigger({ cameIn: [], registered: [], fixtures: AT_HAND.samples.names() }));
    expect(names[0]).toEqual({ name: 'Orders.create.mine', nearness: 'own' });
    expect(names.at(-1)).toEqual({ name: 'Orders.create.emoji', nearness: 'sample' });
  });
});

describe('a sample that is edited first', () => {
  const through = (panel: TriggerPanel, ...strokes: readonly Stroke[]): ReturnType<typeof reduceTrigger> => {
    let next: ReturnType<typeof reduceTrigger> = { panel };
    for (const stroke of strokes) next = reduceTrigger(next.panel ?? panel, stroke, AT_HAND);
    return next;
  };
  const edited = (name: string, ...strokes: readonly Stroke[]): ReturnType<typeof reduceTrigger> =>
    through(openTrigger({ cameIn: [name], registered: [], fixtures: [] }), act('edit-fields'), ...strokes);
  const rowsOf = (name: string): readonly string[] =>
    (edited(name).panel?.form?.rows ?? []).map(({ of }) => (of.kind === 'field' ? of.field.name : of.kind));
  const down = (count: number): readonly Stroke[] => Array.from({ length: count }, () => act('down'));

  it("has the first record's fields, what stands beside the records, and how many", () => {
    expect(rowsOf('Orders.create')).toEqual([
      'order_number',
      'status_id',
      'customer.email',
      'project_name',
      'records',
      'calls',
      'set',
    ]);
    // With a label it is one body; what is no JSON has no fields; what the shop sends itself has none to edit.
    expect(rowsOf('Orders.create.mine')).not.toContain('records');
    expect(rowsOf('Own.create')).toEqual(['records', 'calls', 'set']);
    expect(rowsOf('Carts.create')).toEqual(['records', 'calls', 'set']);
    expect(rowsOf('Labels.create')).toEqual(['records', 'calls']);
  });

  it('is sent as it is when nothing was typed', () => {
    const sent = edited('Orders.create', act('pick'));
    expect(sent).toEqual({ panel: null, wish: openedWish({}) });
  });

  const openedWish = (change: object): object => ({
    kind: 'trigger',
    name: 'Orders.create',
    sets: [],
    records: null,
    count: 1,
    retries: 0,
    to: null,
    ...change,
  });

  it('sets what was changed: text stays text, a number may become anything, and any other value', () => {
    const sent = edited(
      'Orders.create',
      act('erase-line'),
      type('9000021'),
      act('down'),
      act('erase-line'),
      type('null'),
      act('down'),
      type('x'),
      ...down(3),
      act('erase'),
      type('3'),
      act('down'),
      type('orders.1.x=2'),
      act('down'),
      type(' '),
    );
    // Behind the value of one's own stands room for one more.
    expect(sent.panel?.form?.rows.map(({ of }) => of.kind).slice(-2)).toEqual(['set', 'set']);
    const refused = through(sent.panel ?? openTrigger({ cameIn: [], registered: [], fixtures: [] }), act('pick'));
    expect(refused).toMatchObject({ panel: { form: { cursor: 6, complaint: 'No such place.' } } });
    expect(refused).not.toHaveProperty('wish');
    const panel = refused.panel ?? openTrigger({ cameIn: [], registered: [], fixtures: [] });
    const records = through(panel, act('up'), act('up'), type('2'), act('pick'));
    expect(records.wish).toEqual(
      openedWish({
        sets: [
          'orders.0.order_number="9000021"',
          'orders.0.status_id=null',
          'orders.0.customer.email="a@b.czx"',
          'orders.1.x=2',
        ],
        records: 2,
        count: 3,
      }),
    );
  });

  it.each([
    { what: 'records', at: 4, text: 'x', complaint: 'A whole number from 0 to 10.' },
    { what: 'too many records', at: 4, text: '11', complaint: 'A whole number from 0 to 10.' },
    { what: 'calls', at: 5, text: '0000', complaint: 'A whole number from 1 to 5.' },
    { what: 'a value of one’s own', at: 6, text: 'nonsense', complaint: 'Not path=value.' },
  ])('says in its place what is wrong with $what', ({ at, text, complaint }) => {
    const refused = edited('Orders.create', ...down(at), act('erase-line'), type(text), act('up'), act('pick'));
    expect(refused.panel?.form).toMatchObject({ cursor: at, complaint });
    expect(refused).not.toHaveProperty('wish');
    const typed = through(refused.panel ?? openTrigger({ cameIn: [], registered: [], fixtures: [] }), type('1'));
    expect(typed.panel?.form?.complaint).toBeNull();
  });

  it('does not set fields of a record that is not sent', () => {
    const refused = edited('Orders.create', type('1'), ...down(4), type('0'), act('pick'));
    expect(refused.panel?.form).toMatchObject({ cursor: 4, complaint: expect.stringContaining('Without a record') });
  });

  it('goes back to the names, and is not opened without one', () => {
    expect(edited('Orders.create', act('close')).panel).toMatchObject({ form: null });
    const none = openTrigger({ cameIn: [], registered: [], fixtures: [] });
    const nothing = { ...none, names: [] };
    expect(reduceTrigger(nothing, act('edit-fields'), AT_HAND).panel).toMatchObject({ form: null });
  });

  it('has its fields from whatever the body is', () => {
    expect(fieldsIn('[1]').map(({ path }) => path.join('.'))).toEqual(['0']);
    expect(fieldsIn('7')).toEqual([]);
    expect(
      fieldsIn('{"a":[],"b":[{"c":{"d":{"e":{"f":1}}}}]}').map(({ path, text }) => [path.join('.'), text]),
    ).toEqual([['b.0.c.d.e', '{"f":1}']]);
    const many = JSON.stringify({ a: [Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, i]))] });
    expect(fieldsIn(many)).toHaveLength(100);
  });
});

describe('the faults', () => {
  const PRESETS = [{ name: 'slow', spec: 'delay=1100-1500', words: 'late' }];
  const active = (spec: string): FaultsAtHand['active'][number] => {
    const reading = readFault(spec);
    if (reading.kind === 'broken') throw new Error(reading.message);
    return { fault: reading.fault, setAt: NOON, endsAt: null, matched: 0, spoiled: 0, last: null, isOver: false };
  };
  const hand = (specs: readonly string[], shelf: readonly string[] = []): FaultsAtHand => ({
    active: specs.map(active),
    presets: PRESETS,
    shelf,
    readFault,
  });
  const panel: FaultsPanel = { kind: 'faults', cursor: 1, writing: null };

  it('of the user stay where they are while they are switched off and on', () => {
    const [first, second] = ['status=500', 'status=502,name=mine'];
    const before = hand([first, second]);
    const off = reduceFaults(panel, act('pick'), before);
    expect(off).toMatchObject({ wish: { kind: 'clear-fault', label: first }, shelf: [first, second] });
    const rows = (at: FaultsAtHand): readonly string[] => faultChoices(at).map(({ spec }) => spec);
    expect(rows(hand([second], off.shelf))).toEqual(rows(before));
    expect(rows(hand([second, first], off.shelf))).toEqual(rows(before));
    const named = reduceFaults({ ...panel, cursor: 2 }, act('pick'), before);
    expect(named.wish).toEqual({ kind: 'clear-fault', label: 'mine' });
    expect(reduceFaults({ ...panel, cursor: 2 }, act('pick'), hand([], off.shelf)).wish).toEqual({
      kind: 'add-fault',
      spec: second,
    });
  });

  const after = (panelBefore: FaultsPanel, at: FaultsAtHand, ...strokes: readonly Stroke[]) => {
    let next: ReturnType<typeof reduceFaults> = { panel: panelBefore };
    for (const stroke of strokes) next = reduceFaults(next.panel ?? panelBefore, stroke, at);
    return next;
  };
  const on = (cursor: number): FaultsPanel => ({ ...panel, cursor });

  it('of the user are edited in their place, at work or not', () => {
    const at = hand(['status=500,name=mine', 'status=502']);
    const edited = after(on(1), at, act('edit-fault'), type(',times=2'), act('pick'));
    expect(edited).toEqual({
      panel: on(1),
      wish: { kind: 'replace-fault', label: 'mine', spec: 'status=500,name=mine,times=2' },
      shelf: ['status=500,name=mine,times=2', 'status=502'],
    });
    const off = after(on(1), hand([], ['status=500', 'status=502']), act('edit-fault'), type(',times=2'), act('pick'));
    expect(off).toMatchObject({
      wish: { kind: 'add-fault', spec: 'status=500,times=2' },
      shelf: ['status=500,times=2', 'status=502'],
    });
  });

  it('that are presets become one of the user when they are edited, else they stay what they are', () => {
    const typed = after(on(0), hand([]), act('edit-fault'), type(',times=2'), act('pick'));
    expect(typed.wish).toEqual({ kind: 'add-fault', spec: 'delay=1100-1500,times=2' });
    expect(after(on(0), hand([]), act('edit-fault'), act('pick')).wish).toEqual({ kind: 'add-fault', spec: 'slow' });
    const atWork = after(on(0), hand(['slow']), act('edit-fault'), type(',times=2'), act('pick'));
    expect(atWork.wish).toEqual({ kind: 'replace-fault', label: 'slow', spec: 'delay=1100-1500,times=2' });
  });

  it('that are edited wrongly are complained of in their place, and left as they are on the way back', () => {
    const wrong = after(on(1), hand(['status=500']), act('edit-fault'), type('x'), act('pick'));
    expect(wrong.panel?.writing?.complaint?.at).toBe(7);
    expect(wrong).not.toHaveProperty('wish');
    expect(after(on(1), hand(['status=500']), act('edit-fault'), type('x'), act('close'))).toEqual({ panel: on(1) });
  });

  it('of the user can be taken off the panel; presets cannot, and it says so', () => {
    expect(reduceFaults(on(1), act('forget-fault'), hand(['status=500', 'status=502']))).toMatchObject({
      wish: { kind: 'clear-fault', label: 'status=500' },
      shelf: ['status=502'],
    });
    const off = reduceFaults(on(1), act('forget-fault'), hand([], ['status=500']));
    expect(off).toEqual({ panel: on(1), shelf: [] });
    // The one that was chosen is gone: what stands above it is.
    expect(reduceFaults(on(1), act('pick'), hand([])).wish).toEqual({ kind: 'add-fault', spec: 'slow' });
    expect(reduceFaults(on(0), act('forget-fault'), hand([])).says).toContain('A preset stays here');
  });

  it('lead to what they have spoiled', () => {
    const spec = String.raw`status=503,match=body:"x \"y\" z"`;
    const spoiling = { ...active(spec), matched: 1, spoiled: 1 };
    const { filter, panel: closed } = reduceFaults(on(1), act('show-spoiled'), { ...hand([]), active: [spoiling] });
    expect(closed).toBeNull();
    const session = createFakeSession();
    session.put({ id: 'spoiled', fault: spec });
    session.put({ id: 'other', fault: 'status=503' });
    const rows = session.query({ before: null, limit: 9, filter: filter ?? '' });
    expect(rows.map(({ id }) => id)).toEqual(['spoiled']);
    expect(reduceFaults(on(1), act('show-spoiled'), hand([spec])).says).toBe('It has spoiled nothing yet.');
  });

  it('are set anew when they are used up', () => {
    const used = { ...hand([]), active: [{ ...active('slow'), isOver: true }] };
    expect(reduceFaults({ ...panel, cursor: 0 }, act('pick'), used).wish).toEqual({ kind: 'add-fault', spec: 'slow' });
  });

  it('are chosen again when writing one is given up', () => {
    const writing = reduceFaults(panel, act('new-fault'), hand([])).panel ?? panel;
    const typed = reduceFaults(writing, type('x'), hand([])).panel ?? panel;
    expect(reduceFaults(typed, act('close'), hand([]))).toEqual({ panel });
  });
});
