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
import { fittingNames, openTrigger, reduceTrigger } from '../../../src/show/tui/trigger/trigger.ts';
import { NOON } from './fake-session.ts';

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

describe('the trigger', () => {
  it('has every event once, near ones first, and chooses among what fits', () => {
    const panel = openTrigger({ cameIn: ['Own.create', 'Own.create'], registered: ['Orders.update', 'Own.create'] });
    const names = fittingNames(panel).map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(['Own.create', 'Orders.update']);
    expect(new Set(names).size).toBe(names.length);
    const down = reduceTrigger(panel, act('down')).panel ?? panel;
    expect(reduceTrigger(down, act('pick')).wish).toMatchObject({ name: 'Orders.update' });
    const typed = reduceTrigger(down, type('own')).panel ?? panel;
    expect(typed.cursor).toBe(0);
    expect(reduceTrigger(typed, act('down')).panel?.cursor).toBe(0);
  });
});

describe('the faults', () => {
  const PRESETS = [{ name: 'slow', spec: 'delay=1100-1500', words: 'late' }];
  const active = (spec: string): FaultsAtHand['active'][number] => {
    const reading = readFault(spec);
    if (reading.kind === 'broken') throw new Error(reading.message);
    return { fault: reading.fault, setAt: NOON, endsAt: null, matched: 0, spoiled: 0, isOver: false };
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
