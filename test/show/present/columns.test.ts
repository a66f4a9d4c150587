import { describe, expect, it } from 'vitest';
import { budgetBar } from '../../../src/show/present/bar.ts';
import { columnsFor, cutEvent, earlierLine, headingLine, rowLine } from '../../../src/show/present/columns.ts';
import { lineText, lineWidth } from '../../../src/show/present/line.ts';
import { verdictLine } from '../../../src/show/present/verdict.ts';
import { attemptOf, NOON, settledRow } from '../tui/fake-session.ts';

const bar = (times: Parameters<typeof budgetBar>[0]): string => lineText(budgetBar(times, 1000, 12));
const verdict = (patch: Partial<ReturnType<typeof settledRow>>, width = 60): string =>
  lineText(verdictLine(settledRow({ id: '1', ...patch }), NOON, width));

describe('columns', () => {
  it.each([60, 76, 80, 96, 100, 130, 150, 176, 200, 240, 300])(
    'of a row fill %i cells exactly, and stand under their heading',
    (width) => {
      const columns = columnsFor(width);
      const look = { columns, width, now: NOON, limit: 1000, isChosen: true, hasFocus: true };
      const row = settledRow({ id: '1', event: 'OrderStatuses.create', key: '漢字漢字漢字漢字漢字' });
      expect(lineWidth(rowLine(row, look))).toBe(width);
      const heading = lineText(headingLine(columns, width, 1000));
      expect(lineWidth(headingLine(columns, width, 1000))).toBe(width);
      const plain = lineText(rowLine(settledRow({ id: '1' }), look));
      expect(plain.indexOf('✓')).toBe(heading.indexOf('VERDICT'));
      expect(columns.verdict).toBeGreaterThanOrEqual('↻ repeats 4:33'.length);
    },
  );

  it('give wide screens size, attempt, fault and address, and do not say them twice', () => {
    const columns = columnsFor(240);
    const look = { columns, width: 240, now: NOON, limit: 1000, isChosen: false, hasFocus: true };
    const row = settledRow({ id: '1', attempts: 3, fault: 'slow', bytes: 12_345, url: 'http://localhost:3000/hooks' });
    const text = lineText(rowLine(row, look));
    expect(text).toMatch(/ 12\.3 kB {3}#3 ✓ delivered +⚡ slow +http:\/\/localhost:3000\/hooks *$/);
    expect(text.match(/slow|#3/g)).toHaveLength(2);
    expect(lineText(headingLine(columns, 240, 1000))).toMatch(/SIZE +# VERDICT +FAULT +ADDRESS/);
  });

  it.each([60, 100, 200])('show an earlier attempt of a delivery in the same columns at %i', (width) => {
    const columns = columnsFor(width);
    const look = { columns, width, now: NOON, limit: 1000, isChosen: true, hasFocus: true };
    const row = settledRow({ id: '1', attempts: 3 });
    const earlier = attemptOf(row, {
      number: 2,
      at: NOON - 60_000,
      handler: { status: 500, ms: 3 },
      verdict: 'repeats',
    });
    const line = earlierLine(row, earlier, look);
    expect(lineWidth(line)).toBe(width);
    expect(lineText(line)).toMatch(/^ {2,3}14:31:07 └ attempt #2 +500 .*↻ repeats[^#]*$/);
    expect(lineText(line)).not.toContain(row.event);
  });

  it('keep the action of an event', () => {
    expect(cutEvent('Categories.update', 13)).toBe('Categ….update');
    expect(cutEvent('Orders.create', 13)).toBe('Orders.create');
    expect(cutEvent('Whatever', 4)).toBe('Wha…');
  });
});

describe('the bar', () => {
  it('gives the handler, us and the tunnel their share of the limit', () => {
    expect(bar({ handler: { status: 200, ms: 500 }, answer: { status: 200, ms: 502 }, shopMs: 700 })).toBe(
      '▏█████░░   ▏',
    );
    expect(bar({ handler: { status: 200, ms: 300 }, answer: { status: 200, ms: 500 }, shopMs: 900 })).toBe(
      '▏███▒▒░░░░ ▏',
    );
    expect(bar({ handler: { status: 200, ms: 3 }, answer: { status: 200, ms: 4 }, shopMs: 5 })).toBe('▏█         ▏');
  });

  it('is full past the limit, be it the handler or the shop that passed it', () => {
    const full = bar({ handler: { status: 200, ms: 1184 }, answer: { status: 503, ms: 866 }, shopMs: 950 });
    expect(full).toMatch(/^▏█+░▏$/);
    expect(bar({ handler: { status: 200, ms: 300 }, answer: { status: 200, ms: 900 }, shopMs: 1100 })).not.toContain(
      ' ',
    );
  });

  it('is empty while nothing is known, and shows what we and the tunnel took where no handler was called', () => {
    expect(bar({ handler: null, answer: null, shopMs: null })).toBe('▏          ▏');
    expect(bar({ handler: null, answer: { status: 204, ms: 1 }, shopMs: 90 })).toBe('▏░         ▏');
    expect(bar({ handler: null, answer: { status: 204, ms: 90 }, shopMs: 90 })).toBe('▏▒         ▏');
  });

  it('is as long as the limit of the rules', () => {
    const times = { handler: { status: 200, ms: 1000 }, answer: { status: 200, ms: 1000 }, shopMs: 1000 };
    expect(lineText(budgetBar(times, 3000, 11))).toBe('▏███      ▏');
  });
});

describe('the verdict', () => {
  const repeats = { verdict: 'repeats', withoutUs: 'repeats', nextAttemptAt: NOON + 273_000 } as const;

  it('counts down to the next attempt, and says when none has come', () => {
    expect(verdict(repeats)).toBe('↻ repeats in 4:33');
    expect(verdict({ ...repeats, attempts: 2 })).toBe('↻ repeats in 4:33  #2');
    expect(verdict({ ...repeats, nextAttemptAt: NOON - 1 })).toBe('↻ repeats now');
    expect(verdict({ ...repeats, nextAttemptAt: NOON - 61_000 })).toBe('↻ not repeated');
    expect(verdict({ ...repeats, notRepeatedAt: NOON })).toBe('↻ not repeated');
    expect(verdict({ ...repeats, nextAttemptAt: null })).toBe('↻ repeats');
  });

  it('tells what would have been without us, doubt, fault and origin', () => {
    expect(verdict({ ...repeats, withoutUs: 'timed-out' })).toBe('↻ rescued, alone ⚠ in 4:33');
    expect(verdict({ withoutUs: 'repeats' })).toBe('✓ delivered, alone ↻');
    expect(verdict({ sure: false })).toBe('✓ delivered?');
    expect(verdict({ fault: 'slow', verdict: 'timed-out', withoutUs: null })).toBe('⚠ timed-out ⚡ slow');
    expect(verdict({ origin: 'replay' })).toBe('✓ delivered  replay');
  });

  it('keeps what matters most in a narrow column', () => {
    expect(verdict({ ...repeats, attempts: 2 }, 16)).toBe('↻ repeats 4:33');
    expect(verdict({ ...repeats, attempts: 2 }, 17)).toBe('↻ repeats 4:33 #2');
    expect(verdict({ ...repeats, withoutUs: 'timed-out' }, 14)).toBe('↻ rescued ⚠');
    expect(verdict({ ...repeats, withoutUs: 'timed-out', sure: false }, 17)).toBe('↻ rescued? ⚠ 4:33');
    expect(verdict({ ...repeats, withoutUs: 'timed-out', fault: 'slow' }, 24)).toBe('↻ rescued ⚠ ⚡ slow 4:33');
    expect(verdict({ withoutUs: 'repeats', origin: 'replay' }, 17)).toBe('✓ delivered ↻');
    expect(verdict({ fault: 'status=503', origin: 'trigger' }, 27)).toBe('✓ delivered ⚡ status=503');
  });

  it('waits a tenth of a second before it says that a call is open', () => {
    const open = { state: 'open', verdict: null, handler: null, withoutUs: null } as const;
    expect(verdict({ ...open, lastAttemptAt: NOON - 99 })).toBe('');
    expect(verdict({ ...open, lastAttemptAt: NOON - 100 })).toBe('…');
    expect(verdict({ ...open, state: 'interrupted' })).toBe('… interrupted');
  });
});
