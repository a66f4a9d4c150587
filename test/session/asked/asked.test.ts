/** What a person or a script asks of a running session, and what becomes of it. */
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Intention } from '../../../src/session/intention.ts';
import { openSession } from '../../../src/session/session.ts';
import { planFor } from '../../support/session-plan.ts';
import { temporaryFolder } from '../../support/program.ts';
import { LATER, openStage, refusalOf, textOf, type Stage, type StageOptions } from './stage.ts';

const stages: Stage[] = [];

afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.close()));
});

async function stage(options?: StageOptions): Promise<Stage> {
  const opened = await openStage(options);
  stages.push(opened);
  return opened;
}

const TRIGGER: Extract<Intention, { kind: 'trigger' }> = {
  kind: 'trigger',
  name: 'Orders.create',
  sets: [],
  records: null,
  count: 1,
  retries: 0,
  to: null,
};
const REPLAY: Extract<Intention, { kind: 'replay' }> = {
  kind: 'replay',
  ids: [],
  last: null,
  filter: null,
  sets: [],
  pace: 'max',
  to: null,
};

describe('faults', () => {
  it('set while the session runs act from the next call on, and are shown', async () => {
    const { session, emitOne, rows } = await stage();
    expect((await emitOne()).fault).toBeNull();
    const text = textOf(await session.ask({ kind: 'set-faults', specs: ['status=503,name=ours', 'slow'] }));
    expect(text).toBe('2 faults at work from the next answer on: ours; slow.');
    expect(session.snapshot().faults.map(({ fault }) => fault.label)).toEqual(['ours', 'slow']);
    expect(await emitOne()).toMatchObject({ fault: 'ours', verdict: 'repeats', answer: { status: 503 } });
    expect(session.snapshot().faults[0]).toMatchObject({ matched: 1, spoiled: 1 });
    expect(session.snapshot().faults[0]?.last).toMatchObject({ event: 'Orders.create', delivery: rows()[0]?.id });
    await session.ask({ kind: 'replace-fault', label: 'ours', spec: 'status=502,name=theirs' });
    expect(await emitOne()).toMatchObject({ fault: 'theirs', answer: { status: 502 } });
    await session.ask({ kind: 'clear-fault', label: 'theirs' });
    await session.ask({ kind: 'add-fault', spec: 'status=418' });
    expect(session.snapshot().faults.map(({ fault }) => fault.label)).toEqual(['slow', 'status=418']);
    expect(textOf(await session.ask({ kind: 'clear-fault', label: null }))).toBe('No fault is at work.');
    expect((await emitOne()).fault).toBeNull();
  });

  it('that cannot be read leave all as it was', async () => {
    const { session } = await stage();
    await session.ask({ kind: 'set-faults', specs: ['slow'] });
    const refusal = refusalOf(await session.ask({ kind: 'set-faults', specs: ['flaky', 'statsu=503'] }));
    expect(refusal).toMatchObject({ exit: 2, code: 'fault-spec' });
    expect(refusalOf(await session.ask({ kind: 'clear-fault', label: 'nobody' })).message).toContain('"nobody"');
    const replaced = await session.ask({ kind: 'replace-fault', label: 'nobody', spec: 'silent' });
    expect(refusalOf(replaced).message).toContain('"nobody"');
    expect(session.snapshot().faults.map(({ fault }) => fault.label)).toEqual(['slow']);
  });
});

describe('the policy', () => {
  it('holds from the next call on', async () => {
    const { session, emitOne } = await stage();
    expect((await emitOne()).policy).toBe('rescue');
    expect(textOf(await session.ask({ kind: 'set-policy', policy: 'mirror' }))).toContain('Answers by mirror');
    expect((await emitOne()).policy).toBe('mirror');
    expect(session.snapshot().policy).toBe('mirror');
  });

  it('is none where there is no handler', async () => {
    const { session } = await stage({ withHandler: false });
    expect(refusalOf(await session.ask({ kind: 'set-policy', policy: 'ack' })).exit).toBe(2);
    expect(session.snapshot().policy).toBe('capture');
  });
});

describe('trigger', () => {
  it('plays the shop against the handler, told like every attempt and kept', async () => {
    const { session, handler, attempts, rows } = await stage();
    const seen: unknown[] = [];
    const answered = await session.ask(
      { ...TRIGGER, sets: ['orders.0.order_number=77'], count: 2 },
      { onRecord: (record) => void seen.push(record) },
    );
    expect(answered).toMatchObject({ text: '2 calls: 2 delivered.', counts: { sent: 2, delivered: 2 } });
    expect(attempts()).toMatchObject([
      { origin: 'trigger', key: '77', verdict: 'delivered', policy: null },
      { origin: 'trigger', key: '77' },
    ]);
    expect(seen).toEqual(attempts());
    expect(handler.calls).toHaveLength(2);
    expect(rows()).toMatchObject([{ origin: 'trigger' }, { origin: 'trigger' }]);
    expect(session.snapshot().counts.attempts).toBe(0);
  });

  it("waits for its repeats on the simulated shop's clock, and has the session's faults between", async () => {
    const { session, handler, attempts, rows } = await stage();
    await session.ask({ kind: 'set-faults', specs: ['duplicate'] });
    const answered = session.ask({ ...TRIGGER, retries: 3 });
    await vi.waitFor(() => expect(attempts()).toHaveLength(1), LATER);
    expect(attempts()[0]).toMatchObject({ fault: 'duplicate', verdict: 'repeats', handler: { status: 200 } });
    expect(session.snapshot().faults[0]).toMatchObject({ spoiled: 1, isOver: true });
    const due = rows()[0]?.nextAttemptAt ?? 0;
    expect(due - Date.now()).toBeGreaterThan(200_000);
    await session.ask({ kind: 'set-speed', speed: 10 });
    expect((rows()[0]?.nextAttemptAt ?? 0) - Date.now()).toBeLessThan(31_000);
    await session.ask({ kind: 'step' });
    expect(await answered).toMatchObject({ text: '2 calls: 1 delivered, 1 repeats.', counts: { sent: 2, repeats: 1 } });
    expect(handler.calls).toHaveLength(2);
    expect(rows()).toMatchObject([{ attempts: 2, nextAttemptAt: null }]);
  });

  it('goes where it is told', async () => {
    const [one, other] = [await stage(), await stage()];
    await one.session.ask({ ...TRIGGER, to: `${other.handler.port}/elsewhere` });
    expect(other.handler.calls.map(({ path }) => path)).toEqual(['/elsewhere']);
    expect(refusalOf(await one.session.ask({ ...TRIGGER, to: 'ftp://x' })).exit).toBe(2);
  });

  it('lets the simulated shop send it where there is no handler', async () => {
    const { session, attempts } = await stage({ withHandler: false });
    expect(textOf(await session.ask({ ...TRIGGER, count: 2 }))).toMatch(
      /^There is no handler: the simulated shop sends/,
    );
    await vi.waitFor(() => expect(attempts()).toHaveLength(2), LATER);
    expect(attempts()).toMatchObject([
      { origin: 'shop', policy: 'capture', verdict: 'delivered' },
      { origin: 'shop', policy: 'capture' },
    ]);
    expect(refusalOf(await session.ask({ ...TRIGGER, sets: ['a=1'] })).code).toBe('no-handler');
    expect(refusalOf(await session.ask({ ...TRIGGER, name: 'Products.update' })).message).toContain('no webhook');
  });

  it.each([
    [{ name: 'Orders.creat' }, 'unknown-event'],
    [{ name: 'Orders.create.no-such-fixture' }, 'fixture-unknown'],
    [{ sets: ['nonsense'] }, 'set'],
    [{ count: 0 }, 'option-value'],
    [{ records: -1 }, 'option-value'],
    [{ retries: 0.5 }, 'option-value'],
  ])('refuses %j', async (wrong, code) => {
    const { session, handler } = await stage();
    expect(refusalOf(await session.ask({ ...TRIGGER, ...wrong }))).toMatchObject({ code, exit: 2 });
    expect(handler.calls).toHaveLength(0);
  });
});

describe('replay', () => {
  it('says what has changed', async () => {
    const { session, handler, emitOne, attempts } = await stage({ behave: { kind: 'answer', status: 500 } });
    const { delivery } = await emitOne();
    const again = () => session.ask({ ...REPLAY, ids: [delivery] });
    expect(textOf(await again())).toBe('1 call: 1 repeats (unchanged).');
    handler.behave({ kind: 'answer', status: 204 });
    const answered = await again();
    expect(answered).toMatchObject({ text: '1 call: 1 delivered (fixed).', counts: { sent: 1, fixed: 1 } });
    expect(attempts().at(-1)).toMatchObject({ origin: 'replay', replayOf: delivery, change: 'fixed' });
    expect(textOf(await session.ask({ ...REPLAY, filter: 'event:Orders.*', last: 5 }))).toContain(
      '1 call: 1 delivered',
    );
    expect(textOf(await session.ask({ ...REPLAY, filter: 'event:Products.*' }))).toContain('Nothing in history fits');
  });

  it('takes ids for ids, whatever files there are', async () => {
    const { session, folder, handler } = await stage();
    const file = join(folder, 'Orders.create.json');
    writeFileSync(file, '{}');
    expect(refusalOf(await session.ask({ ...REPLAY, ids: [file] })).code).toBe('id-unknown');
    expect(refusalOf(await session.ask(REPLAY)).code).toBe('replay-what');
    expect(refusalOf(await session.ask({ ...REPLAY, filter: 'foo:1' })).code).toBe('filter');
    expect(handler.calls).toHaveLength(0);
  });

  it('ends when nobody wants it any more; what was sent stays sent', async () => {
    const { session, attempts, handler } = await stage({ behave: { kind: 'silent' } });
    const stop = new AbortController();
    const answered = session.ask({ ...TRIGGER, count: 100 }, { signal: stop.signal });
    await vi.waitFor(() => expect(attempts().length).toBeGreaterThan(0), LATER);
    stop.abort();
    expect(textOf(await answered)).toMatch(/^Stopped\. \d+ calls?: \d+ timed-out\.$/);
    expect(handler.calls.length).toBeLessThan(100);
  });
});

describe('edit', () => {
  it('opens the body in the editor, gives the terminal back, and sends what was saved', async () => {
    const { session, folder, handler, emitOne } = await stage();
    const { delivery } = await emitOne();
    const editor = join(folder, 'editor.sh');
    writeFileSync(editor, `#!/bin/sh\nprintf '{"orders":[{"order_number":"7"}]}' > "$1"\n`);
    chmodSync(editor, 0o755);
    const onEdited = vi.fn(() => expect(handler.calls).toHaveLength(1));
    const answered = await session.ask({ kind: 'edit', id: delivery, editor }, { onEdited });
    expect(textOf(answered)).toContain('1 call: 1 delivered');
    expect(handler.calls[1]?.body.toString()).toBe('{"orders":[{"order_number":"7"}]}');
    expect(onEdited).toHaveBeenCalledTimes(1);
    expect(readdirSync(join(folder, 'data', 'edits'))).toEqual([]);
  });

  it.each([
    ['false', 'editor-failed', 0],
    ["sed -i 's/{//'", 'edit-json', 1],
    ['', 'no-editor', 0],
  ])('with %j is refused as %s, the terminal is free, and nothing typed is lost', async (editor, code, files) => {
    const { session, folder, handler, emitOne } = await stage();
    const { delivery } = await emitOne();
    const onEdited = vi.fn();
    expect(refusalOf(await session.ask({ kind: 'edit', id: delivery, editor }, { onEdited })).code).toBe(code);
    expect(onEdited).toHaveBeenCalledTimes(1);
    expect(handler.calls).toHaveLength(1);
    const edits = join(folder, 'data', 'edits');
    expect(existsSync(edits) ? readdirSync(edits) : []).toHaveLength(files);
  });
});

it('a delivery is saved as a fixture, once', async () => {
  const { session, folder, emitOne } = await stage({ plan: { secrets: ['top-secret-key'] } });
  const { delivery } = await emitOne();
  const save: Intention = { kind: 'save-fixture', id: delivery, label: 'mine', mask: false };
  const path = join(folder, 'fixtures', 'Orders.create.mine.json');
  expect(textOf(await session.ask(save))).toContain(path);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ orders: [{}] });
  expect(refusalOf(await session.ask(save)).code).toBe('fixture-exists');
  expect(refusalOf(await session.ask({ ...save, label: '../up' })).code).toBe('fixture-name');
});

describe('a session that is not ready', () => {
  it('refuses with a sentence while it starts and when it ends, and stops what is under way', async () => {
    const folder = await temporaryFolder();
    const session = openSession(planFor(folder.path), {
      now: Date.now,
      onRecord: () => undefined,
      log: () => undefined,
    });
    const early = refusalOf(await session.ask({ kind: 'step' }));
    expect(early).toMatchObject({ code: 'session-starting', exit: 3 });
    await session.ask({ kind: 'quit' });
    expect(await session.ended).toMatchObject({ reason: 'quit', exit: 0 });
    expect(refusalOf(await session.ask({ kind: 'step' })).code).toBe('session-ending');
    await folder.remove();
  });

  it('ends what was asked before it ends itself', async () => {
    const { session, attempts } = await stage({ behave: { kind: 'silent' } });
    const answered = session.ask({ ...TRIGGER, count: 1000 });
    await vi.waitFor(() => expect(attempts().length).toBeGreaterThan(0), LATER);
    session.end({ reason: 'quit' });
    expect(textOf(await answered)).toMatch(/^Stopped/);
    expect(await session.ended).toMatchObject({ exit: 0 });
  });
});
