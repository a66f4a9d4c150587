import { describe, expect, it } from 'vitest';
import { isGapAnswerLine, type GapAnswerLine } from '../../src/session/gaps/lines.ts';
import { gapAnswerLines } from '../../src/show/gap-report.ts';
import { lineText } from '../../src/show/present/line.ts';
import { timeOfDay } from '../../src/show/present/time.ts';

const AT = '2026-11-23T10:40:00.000Z';
const FROM = '2026-11-23T10:20:00.000Z';
const clock = (at: string): string => timeOfDay(Date.parse(at));

const GAP: GapAnswerLine = {
  kind: 'gap',
  at: AT,
  from: FROM,
  until: AT,
  causes: ['slept'],
  verdict: 'may-be-missed',
  sure: true,
  webhooks: [],
  text: 'Calls may be missing \u001b[2J.',
};
const PRICE: GapAnswerLine = {
  kind: 'price',
  at: AT,
  since: FROM,
  calls: 2,
  callsLeft: 104,
  lists: ['orders', 'customers'],
  blind: [],
};
const MISSED: GapAnswerLine = {
  kind: 'missed',
  at: AT,
  event: 'Orders.create',
  key: '9000211\u001b[2J',
  id: '9000211',
  changedAt: FROM,
  played: false,
  record: {},
};
const LISTED: GapAnswerLine = {
  kind: 'listed',
  at: AT,
  since: FROM,
  calls: 2,
  callsLeft: 102,
  missed: 1,
  known: 1,
  more: [],
  failed: [],
  blind: ['Orders.delete'],
};

const told = (line: GapAnswerLine): readonly string[] => gapAnswerLines(line).map(lineText);

describe('for people', () => {
  it('a gap has its times, its verdict and what that means', () => {
    expect(told(GAP)).toEqual([
      `${clock(FROM)} to ${clock(AT)}  may be missed`,
      String.raw`  Calls may be missing \x1b[2J.`,
    ]);
    expect(told({ ...GAP, verdict: null })[0]).toContain('not looked into');
  });

  it('a price says what is left, where that is known', () => {
    expect(told(PRICE)).toEqual(['Asking the shop for what has changed: 2 API calls of 104 left (orders, customers).']);
    expect(told({ ...PRICE, calls: 1, callsLeft: null, lists: ['orders'] })).toEqual([
      'Asking the shop for what has changed: 1 API call (orders).',
    ]);
  });

  it('a missed change has its time, event and key, and says that it was played', () => {
    expect(told(MISSED)).toEqual([`${clock(FROM)}  Orders.create          9000211\\x1b[2J`]);
    expect(told({ ...MISSED, key: '1', changedAt: null, played: true })).toEqual([
      '          Orders.create          1  played',
    ]);
  });

  it('the end says what did come, and what no list tells', () => {
    expect(told(LISTED)).toEqual(['1 other change of that time did come here.', 'No list tells of Orders.delete.']);
    expect(told({ ...LISTED, known: 0, blind: [] })).toEqual([]);
  });
});

describe('a line of another version', () => {
  it.each([GAP, PRICE, MISSED, LISTED])('is known: $kind', (line) => {
    expect(isGapAnswerLine(JSON.parse(JSON.stringify(line)))).toBe(true);
  });

  it.each(
    [GAP, PRICE, MISSED, LISTED].flatMap((line) => Object.keys(line).map((key) => [line.kind, key, line] as const)),
  )('%s without %s is shown only where it is still whole', (_, key, line) => {
    const { [key as keyof GapAnswerLine]: _gone, ...rest } = line;
    if (isGapAnswerLine(rest)) expect(() => gapAnswerLines(rest)).not.toThrow();
  });

  it.each([null, 'gap', [], { kind: 'gap' }, { ...GAP, verdict: 'whatever' }, { kind: 'other', text: 'x' }])(
    'is none: %j',
    (value) => {
      expect(isGapAnswerLine(value)).toBe(false);
    },
  );
});
