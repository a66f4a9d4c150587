/** Whatever stands in any field of a call: the screen stays in one piece, in its place and in its colours. */
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { attemptOf, createFakeSession, NOON, settledRow } from './fake-session.ts';
import { openStage, type Stage } from './stage.ts';

const open: Stage[] = [];

afterEach(() => {
  for (const stage of open.splice(0)) stage.screen.leave();
});

const ESC = '\u001b';
const nasty = fc.constantFrom(
  `${ESC}[2J`,
  `${ESC}[1;1H`,
  `${ESC}[31;5m`,
  `${ESC}]0;owned\u0007`,
  `${ESC}]52;c;b3duZWQ=\u0007`,
  `${ESC}[?1049l`,
  `${ESC}c`,
  `${ESC}(0`,
  '\u009b2J',
  '\u0000\u0008\u007f',
  '\r\n\t\u000b\u000c',
  '\u200b\u200d\ufeff',
  '\u202eowned\u2066',
  'שלום עולם مرحبا',
  'a\u0301\u0301\u0301\u0301',
  '\u0301',
  '漢字🎉👩‍👩‍👧🇨🇿',
  '\ud83c',
  'Příliš žluťoučký kůň ',
  '\\u001b[2J',
  'x'.repeat(300),
);
const text = fc.array(nasty, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));

const leaf = fc.oneof(text, fc.integer(), fc.constant(null));
const record = fc.dictionary(text, fc.oneof(leaf, fc.array(leaf, { maxLength: 4 }), fc.dictionary(text, leaf)), {
  minKeys: 1,
  maxKeys: 5,
});
const deep = fc
  .tuple(text, fc.integer({ min: 100, max: 20_000 }))
  .map(([name, depth]) => `${`{${JSON.stringify(name)}:[`.repeat(depth)}1${']}'.repeat(depth)}`);
const long = text.map((part) => JSON.stringify({ note: part.repeat(Math.ceil(1_000_000 / part.length)) }));
/** As JSON writes it, with the controls as raw bytes, deep, long, and no JSON at all. */
const body = fc.oneof(
  { weight: 4, arbitrary: record.map((value) => JSON.stringify(value)) },
  { weight: 3, arbitrary: record.map((value) => `{"a":${JSON.stringify(value).replaceAll('\\u001b', ESC)}}`) },
  { weight: 2, arbitrary: text },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: long },
);

const size = fc.constantFrom({ columns: 60, rows: 16 }, { columns: 100, rows: 30 });

it('keeps every part in its place', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(size, text, body, async (at, word, sent) => {
      const session = createFakeSession();
      const row = settledRow({ id: '1', event: `Orders.${word}`, key: word, fault: word });
      const bytes = new TextEncoder().encode(sent);
      const headers = [[word, word]] as const;
      const attempt = attemptOf(row, {
        url: word,
        why: word,
        hint: word,
        requestHeaders: headers,
        handlerAnswer: { headers, body: bytes },
        answer: { status: 503, ms: 2 },
      });
      const other = settledRow({ id: '0', key: word });
      session.previously({ row: other, body: new TextEncoder().encode('{"a":1}'), attempts: [attemptOf(other)] });
      session.put(row);
      session.describe('1', { body: bytes, attempts: [attempt] });
      const stage = openStage(session, { ...at, now: () => NOON });
      open.push(stage);
      let title = '';
      stage.terminal().onTitleChange((given) => (title = given));
      await stage.see((shown) => shown.includes('Orders.'));
      for (const keys of [
        '2',
        '\t',
        'G',
        'Z',
        '&a',
        '\r',
        'n',
        'v',
        '3',
        '4',
        '5',
        '6',
        '\r',
        '2',
        'y',
        '\u001b',
        '1',
      ]) {
        await stage.press(...Array.from(keys));
        const rows = await stage.rows();
        const rule = at.rows < 22 ? 1 : 2;
        expect(rows).toHaveLength(at.rows);
        expect(rows[0]).toContain('calls');
        expect(rows[rule]).toMatch(/^──/);
        expect(rows.at(-1)).toMatch(/^ \S/);
        expect(rows.join('')).not.toMatch(CONTROLS);
        expect(stage.terminal().buffer.active.type).toBe('alternate');
      }
      const styled = await Promise.all(Array.from({ length: at.rows }, (_, index) => stage.isStyled(index)));
      expect(styled.some(Boolean)).toBe(false);
      expect(title).toBe('');
      stage.screen.leave();
    }),
    { numRuns: 15, endOnFailure: true },
  );
});

// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
