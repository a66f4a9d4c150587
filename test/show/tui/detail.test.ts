/** The parts of the detail on the screen: a body that is read in slices, the answers, the difference, copies. */
import { afterEach, describe, expect, it } from 'vitest';
import { attemptOf, createFakeSession, NOON, settledRow, type FakeSession } from './fake-session.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

const stages: Stage[] = [];

afterEach(() => {
  for (const stage of stages.splice(0)) stage.screen.leave();
});

function open(session: FakeSession, options: Partial<StageOptions> = {}): Stage {
  const stage = openStage(session, { columns: 100, rows: 30, now: () => NOON, ...options });
  stages.push(stage);
  return stage;
}

function withBody(body: string): FakeSession {
  const session = createFakeSession();
  session.put({ id: '1' });
  session.describe('1', { body: new TextEncoder().encode(body) });
  return session;
}

async function reading(body: string, options: Partial<StageOptions> = {}): Promise<Stage> {
  const stage = open(withBody(body), options);
  await stage.see((text) => text.includes('9000211'));
  await stage.press('2', '\r');
  await stage.see((text) => text.includes('[2 body]'));
  return stage;
}

const ORDER = { order_number: '9000211', status: 'Přijatá', products: [{ code: 'A' }, { code: 'B' }] };

describe('the body', () => {
  it('shows its first lines at once and the rest when it has been read; keys act meanwhile', async () => {
    const orders = Array.from({ length: 40_000 }, () => ORDER);
    const stage = await reading(JSON.stringify({ orders }));
    const rows = await stage.rows();
    expect(rows.join('\n')).toMatch(/reading \d+ %/);
    expect(rows[4]).toBe('▶{');
    await stage.press('j');
    expect((await stage.rows())[5]).toBe('▶  "orders": [');
    await stage.see((text) => text.includes('line 2 of 480004'));
    await stage.press('G');
    await stage.see((text) => text.includes('▶}') && text.includes('line 480004 of 480004'));
    await stage.press('g', 'j', 'z');
    await stage.see((text) => text.includes('▶  "orders": [ … 40000 ]'));
  });

  it('folds one thing, all like it, and nothing', async () => {
    const stage = await reading(JSON.stringify({ a: ORDER, b: ORDER }));
    await stage.press('j', 'z');
    await stage.see((text) => text.includes('▶  "a": { … 3 },') && text.includes('"b": {\n'));
    await stage.press('z', 'Z');
    await stage.see((text) => text.includes('"a": { … 3 },') && text.includes('"b": { … 3 }'));
    await stage.press('Z');
    await stage.see((text) => !text.includes(' … '));
    await stage.press('g', 'z');
    await stage.see((text) => text.includes('▶{ … 2 }'));
  });

  it('is searched while one types; n and N go round; what is folded opens', async () => {
    const stage = await reading(JSON.stringify({ a: ORDER, b: ORDER }));
    await stage.press('Z', '&', 'c', 'o', 'd', 'e');
    await stage.see((text) => text.includes(' & code') && text.includes('match 1 of 4'));
    await stage.press('\r', 'n', 'n');
    await stage.see((text) => text.includes('match 3 of 4'));
    await stage.press('N', 'N', 'N');
    await stage.see((text) => text.includes('match 4 of 4'));
    await stage.press('&', 'n', 'o', 'n', 'e', '\r', 'n');
    await stage.see((text) => text.includes('not found') && text.includes('Nothing like that is in this body.'));
    await stage.press('&', 'x', '\u001b', 'n');
    await stage.see((text) => text.includes('Nothing is searched for yet: press &.'));
  });

  it('says what is no JSON in it, and n leads there', async () => {
    const note = 'x'.repeat(3000);
    const stage = await reading(`{"note":"${note}","price":12x}`);
    await stage.see((text) => text.includes('No valid JSON: a value is expected at line 1, column 3020.'));
    await stage.press('n');
    await stage.see((text) => /▶ .*"price":12x\}/.test(text));
  });

  it('has readable letters, and those that were sent', async () => {
    const stage = await reading('{"status":"P\\u0159ijat\\u00e1"}');
    await stage.see((text) => text.includes('"Přijatá"'));
    await stage.press('v');
    await stage.see((text) => text.includes('"P\\u0159ijat\\u00e1"'));
  });

  it('is what its keys are for', async () => {
    const stage = open(withBody('{}'));
    await stage.see((text) => text.includes('9000211'));
    await stage.press('\r', 'z');
    await stage.see((text) => text.includes('This is for the body: press 2.'));
  });
});

describe('the summary', () => {
  it.each([
    [100, 30, ['Only 200 and 204', '→ Put @HttpCode(200)']],
    [60, 16, ['→ Put @HttpCode(200)', 'Only 200 and 204']],
  ])('has what happened and what to do in view at %i x %i', async (columns, rows, order) => {
    const session = createFakeSession();
    const row = settledRow({ id: '1', handler: { status: 201, ms: 5 }, verdict: 'repeats', withoutUs: 'repeats' });
    session.put(row);
    const why = `Your handler answered 201 Created. Only 200 and 204 are right${' and so on'.repeat(12)}.`;
    session.describe('1', { attempts: [attemptOf(row, { why, hint: 'Put @HttpCode(200) on the route.' })] });
    const stage = open(session, { columns, rows });
    const text = (await stage.see((shown) => shown.includes('→ Put'))).join('\n');
    expect(text).toContain('Your handler answered 201 Created.');
    expect(text).toContain('→ Put @HttpCode(200) on the route.');
    expect(text.indexOf(order[0] ?? '')).toBeLessThan(text.indexOf(order[1] ?? ''));
  });
});

describe('the answer', () => {
  function answered(): FakeSession {
    const session = createFakeSession();
    const row = settledRow({ id: '1', handler: { status: 500, ms: 38 }, answer: { status: 503, ms: 40 } });
    session.put(row);
    const handlerAnswer = { headers: [['X-Trace', 'abc']] as const, body: new TextEncoder().encode('{"error":"no"}') };
    session.describe('1', { attempts: [attemptOf(row, { handlerAnswer })] });
    return session;
  }

  it('stands beside ours where they differ, below it in a narrow window', async () => {
    const wide = open(answered());
    await wide.see((text) => text.includes('9000211'));
    await wide.press('5', '\r');
    await wide.see((text) => /The handler answered +▏ What left us for the shop/.test(text));
    await wide.see((text) => /500 Internal Server Error in 38 ms +▏ 503 Service Unavailable after 40 ms/.test(text));
    const narrow = open(answered(), { columns: 60, rows: 16 });
    await narrow.see((text) => text.includes('9000211'));
    await narrow.press('5', '\r');
    await narrow.see((text) => text.includes('What left us for the shop\n 503'));
    await narrow.press('G');
    await narrow.see((text) => text.includes('"error": "no"'));
  });
});

describe('the difference', () => {
  it('is told field by field, against the delivery before', async () => {
    const session = withBody('{"status":"paid"}');
    const before = settledRow({ id: '0', event: 'Orders.create' });
    session.previously({
      row: before,
      body: new TextEncoder().encode('{"status":"new"}'),
      attempts: [attemptOf(before)],
    });
    const stage = open(session);
    await stage.see((text) => text.includes('9000211'));
    await stage.press('d');
    await stage.see((text) => text.includes('status: "new" → "paid"') && text.includes('[6 diff]'));
  });

  it('says where there is nothing before', async () => {
    const stage = open(withBody('{}'));
    await stage.see((text) => text.includes('9000211'));
    await stage.press('6');
    await stage.see((text) => text.includes('No delivery before this one has the key 9000211'));
  });

  it('leaves long bodies to the command line', async () => {
    const session = withBody(JSON.stringify('x'.repeat(600_000)));
    const before = settledRow({ id: '0' });
    session.previously({ row: before, body: new Uint8Array(), attempts: [attemptOf(before)] });
    const stage = open(session);
    await stage.see((text) => text.includes('9000211'));
    await stage.press('6');
    await stage.see((text) => text.includes('upgates-dev history diff 0 1'));
  });
});

describe('copying', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');

  it('hands the body or the id to the terminal', async () => {
    const stage = open(withBody('{"a":"ě"}'));
    await stage.see((text) => text.includes('9000211'));
    await stage.press('y', '\r');
    await stage.see((text) => text.includes('Copied the body, 10 B.'));
    expect(stage.bytes()).toContain(`\u001b]52;c;${base64('{"a":"ě"}')}\u0007`);
    await stage.press('y', 'j', 'j', 'j', '\r');
    await stage.see((text) => text.includes('Copied the id 1, 1 B.'));
    expect(stage.bytes()).toContain(`\u001b]52;c;${base64('1')}\u0007`);
  });

  it('leaves what is too long to the export', async () => {
    const stage = open(withBody('x'.repeat(1_100_000)));
    await stage.see((text) => text.includes('9000211'));
    await stage.press('y', '\r');
    await stage.see((text) => text.includes('x exports it to a file.'));
    expect(stage.bytes()).not.toContain(']52;');
    await stage.press('x', 'j', 'j', '\r');
    await stage.see((text) => text.includes('Exported as 1.body.'));
  });
});
