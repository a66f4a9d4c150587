/**
 * Texts that a hostile call can bring, as long as a body may be. Each of these took the square of the length, or all of the
 * stack: 80,000 emoji for an order number held the screen for 48 s, a word of a megabyte `fixtures save` for minutes.
 */
import { describe, expect, it } from 'vitest';
import { recordKeys } from '../../src/core/envelope.ts';
import { indentJson } from '../../src/core/json-indent.ts';
import { setValue } from '../../src/fixture/set-value.ts';
import { bodyWithoutSecrets } from '../../src/fixture/without-secrets.ts';
import { compactJson } from '../../src/replay/edit.ts';
import { bodyLines } from '../../src/show/present/body.ts';
import { cutText, textWidth, wrapText } from '../../src/show/present/width.ts';

const MEGABYTE = 1_000_000;
const UNITS = ['a', 'a.', 'a@', '"', '"\\', '://', 'Basic ', 'authorization: ', '-', '\\u0061'];
const masking = { secrets: ['s3cret'], people: true };

describe('a megabyte', () => {
  it.each(UNITS)('of %j is exported', (unit) => {
    const text = unit.repeat(MEGABYTE / unit.length);
    expect(bodyWithoutSecrets(Buffer.from(text), masking).length).toBeGreaterThan(0);
    expect(bodyWithoutSecrets(Buffer.from(`{"x":"${text}s3cret`), masking).includes('s3cret')).toBe(false);
  });

  it('of emoji is cut, and a fifth of it measured and wrapped', () => {
    const text = '😀'.repeat(MEGABYTE / 4);
    expect(cutText(text, 5)).toBe('😀😀…');
    const fifth = text.slice(0, MEGABYTE / 10);
    expect(textWidth(fifth)).toBe(MEGABYTE / 10);
    expect(wrapText(fifth, 80).length).toBe(MEGABYTE / 800);
  });

  it('of one letter with marks is one letter', () => {
    expect(textWidth(`x${'\u0301'.repeat(20_000)}y`)).toBe(2);
  });
});

describe('sixteen megabytes', () => {
  const body = `{"a":"${'x'.repeat(16_000_000)}","b":1}`;

  it('in one text are changed, compacted, set in lines and exported', () => {
    expect(setValue(body, { path: ['b'], value: 2 })).toMatchObject({ kind: 'set' });
    expect(compactJson(body).length).toBe(body.length);
    expect(indentJson(body).length).toBe(body.length + 9);
    expect(bodyWithoutSecrets(Buffer.from(body), masking).length).toBe(body.length);
  });
});

it('lists within lists by the hundred thousand are left as they are', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  expect(indentJson(deep)).toBe(deep);
  expect(bodyLines(Buffer.from(deep), 80).length).toBeGreaterThan(0);
});

it('what a call is called by fits a line', () => {
  const { label, identity } = recordKeys(
    'Orders.create',
    JSON.stringify({ orders: [{ order_number: 'x'.repeat(MEGABYTE) }] }),
  );
  expect(label).toBe(`${'x'.repeat(200)}…`);
  expect(identity.length).toBeGreaterThan(MEGABYTE);
});
