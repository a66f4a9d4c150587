/**
 * What is not ours to remove stays: sessions side by side on one shop, two clones of a project, a copied project folder,
 * webhooks of others. And what could not be removed is said, and removed by the next start.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endBy, isReady, openBench, sessionsAt, type Bench } from '../support/killed-program.ts';
import type { JsonLine, Program } from '../support/program.ts';
import type { DoubleCall, Misbehaviour } from '../support/shop-double.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});

afterEach(() => bench.close());

/** A project of its own: its history is in `.upgates-dev`, the ledger in the user's state directory. */
function project(name: string): Readonly<Record<string, string>> {
  const folder = join(bench.folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  return { PWD: folder, XDG_STATE_HOME: join(bench.folder, 'user-state') };
}

async function ready(program: Program): Promise<Program> {
  await program.line(isReady);
  return program;
}

async function killed(program: Program): Promise<void> {
  await endBy(await ready(program), 'SIGKILL');
}

const noticesOf = (program: Program): readonly string[] =>
  program.lines().flatMap((line: JsonLine) => (line.kind === 'notice' ? [String(line['code'])] : []));

describe('two sessions', () => {
  it('on one shop leave each other alone, also when a third starts', async () => {
    const first = await ready(bench.start());
    const second = await ready(bench.start());
    const third = await ready(bench.start());
    expect(sessionsAt(bench.shop)).toHaveLength(3);
    expect(await endBy(second, 'SIGTERM')).toBe(143);
    expect(sessionsAt(bench.shop)).toHaveLength(2);
    expect(bench.shop.webhooks).toHaveLength(6);
    expect(await Promise.all([endBy(first, 'SIGINT'), endBy(third, 'SIGHUP')])).toEqual([130, 129]);
    expect(bench.shop.webhooks).toEqual([]);
  });

  it('of which one was killed: only its webhooks are removed by the next start', async () => {
    const living = await ready(bench.start());
    const [survivor] = sessionsAt(bench.shop);
    await killed(bench.start());
    expect(sessionsAt(bench.shop)).toHaveLength(2);
    const next = await ready(bench.start());
    expect(sessionsAt(bench.shop)).toContain(survivor);
    expect(bench.shop.webhooks).toHaveLength(6);
    expect(noticesOf(next)).toContain('leftovers-removed');
    await Promise.all([endBy(living, 'SIGTERM'), endBy(next, 'SIGTERM')]);
    expect(bench.shop.webhooks).toEqual([]);
  });

  it('in two clones of a project know of each other, and one cleans up after the other', async () => {
    const living = await ready(bench.start([], project('one')));
    await killed(bench.start([], project('two')));
    const next = await ready(bench.start([], project('one')));
    expect(bench.shop.webhooks).toHaveLength(6);
    expect(noticesOf(next)).toContain('leftovers-removed');
    await Promise.all([endBy(living, 'SIGTERM'), endBy(next, 'SIGTERM')]);
    expect(bench.shop.webhooks).toEqual([]);
  });
});

describe('a copied project folder', () => {
  it('does not touch the session that runs in the first, and removes it once it is dead', async () => {
    const first = await ready(bench.start([], project('one')));
    cpSync(join(bench.folder, 'one'), join(bench.folder, 'copy'), { recursive: true });
    const copy = await ready(bench.start([], project('copy')));
    expect(bench.shop.webhooks).toHaveLength(6);
    await endBy(copy, 'SIGTERM');
    expect(bench.shop.webhooks).toHaveLength(3);
    await endBy(first, 'SIGKILL');
    const next = await ready(bench.start([], project('copy')));
    expect(noticesOf(next)).toContain('leftovers-removed');
    await endBy(next, 'SIGTERM');
    expect(bench.shop.webhooks).toEqual([]);
  });

  it('with its state inside: neither start touches what the other runs', async () => {
    const place = (name: string): string[] => ['--data-dir', join(bench.folder, name)];
    await endBy(await ready(bench.start(place('one'))), 'SIGTERM');
    cpSync(join(bench.folder, 'one'), join(bench.folder, 'copy'), { recursive: true });
    const first = await ready(bench.start(place('one')));
    const copy = await ready(bench.start(place('copy')));
    expect(bench.shop.webhooks).toHaveLength(6);
    await Promise.all([endBy(first, 'SIGTERM'), endBy(copy, 'SIGTERM')]);
    expect(bench.shop.webhooks).toEqual([]);
  });
});

describe('webhooks of others', () => {
  it('by another name, by another machine, and by another session of ours that no ledger knows, stay', async () => {
    await killed(bench.start());
    const machine = readFileSync(join(bench.folder, 'data', 'state', 'machine-id'), 'utf8').split('\n')[0];
    const names = [
      'Orders to the warehouse',
      'upgates-dev/0badf00d/12345678 Orders.create',
      `upgates-dev/${machine}/12345678 Orders.create`,
      `upgates-dev/${machine}/12345678 Orders.create (copy)`,
    ];
    names.forEach((name, index) => {
      const foreign = { id: 9000 + index, name, url: 'https://x.test/', event: 'Orders.create', active_yn: true };
      bench.shop.webhooks.push(foreign);
    });
    const next = await ready(bench.start());
    expect(noticesOf(next)).toContain('leftovers-removed');
    await endBy(next, 'SIGTERM');
    expect(bench.shop.webhooks.map(({ name }) => name)).toEqual(names);
    expect(bench.shop.calls.filter((call) => call.startsWith('DELETE')).join()).not.toContain('9000');
  });
});

describe('webhooks that cannot be deleted', () => {
  const refusing = (what: RegExp) => (): void => {
    bench.shop.misbehave = (call) =>
      what.test(call.what) ? { kind: 'answer', status: 500, body: '{"messages":[{"message":"Out of order"}]}' } : null;
  };

  it('are named at the end, the exit code says so, and the next start removes them', async () => {
    const program = await ready(bench.start(['--duration', '300ms']));
    refusing(/^DELETE/)();
    expect(await program.exit).toBe(3);
    const [notice] = program.lines().filter((line) => line['code'] === 'webhooks-left');
    expect(notice).toMatchObject({ level: 'error' });
    expect(notice?.['text']).toMatch(/still point here: Orders\.create \(id \d+\), Orders\.\w+ \(id \d+\), Orders/);
    expect(program.lines().at(-1)).toMatchObject({ kind: 'end', reason: 'duration', webhooksLeft: 3, exit: 3 });
    bench.shop.misbehave = null;
    const next = await ready(bench.start());
    expect(bench.shop.webhooks).toHaveLength(3);
    await endBy(next, 'SIGTERM');
    expect(bench.shop.webhooks).toEqual([]);
  });

  it('do not change the code of a signal', async () => {
    const program = await ready(bench.start());
    refusing(/^DELETE/)();
    expect(await endBy(program, 'SIGINT')).toBe(130);
    expect(program.lines().at(-1)).toMatchObject({ webhooksLeft: 3, exit: 130 });
  });

  it('at a start are said, tried again by the one after, and do not keep the session from running', async () => {
    await killed(bench.start());
    refusing(/^DELETE .*ids=101;/)();
    const second = await ready(bench.start());
    expect(noticesOf(second)).toContain('leftovers-left');
    await endBy(second, 'SIGTERM');
    expect(bench.shop.webhooks).toHaveLength(3);
    bench.shop.misbehave = null;
    const third = await ready(bench.start());
    expect(noticesOf(third)).toContain('leftovers-removed');
    await endBy(third, 'SIGTERM');
    expect(bench.shop.webhooks).toEqual([]);
  });

  it('because this user may not, keep the session from creating more of them', async () => {
    await killed(bench.start());
    const calls = bench.shop.calls.length;
    bench.shop.misbehave = ({ what }) =>
      what.startsWith('DELETE') ? { kind: 'answer', status: 403, body: '{"message":"No right"}' } : null;
    const next = bench.start();
    expect(await next.exit).toBe(3);
    expect(next.lines().filter(({ kind }) => kind === 'error')).toMatchObject([{ code: 'api-forbidden' }]);
    // The GET asks for the last calls of what was left: they go with it.
    expect(bench.shop.calls.slice(calls)).toEqual(['GET /webhooks', expect.stringMatching(/^DELETE/)]);
  });

  it('cost one bad login when the key is wrong by now', async () => {
    await killed(bench.start());
    const next = bench.start([], { UPGATES_API_KEY: 'mistyped' });
    expect(await next.exit).toBe(3);
    expect(bench.shop.badLogins()).toBe(1);
    expect(next.lines().filter(({ kind }) => kind === 'error')).toMatchObject([{ code: 'api-unauthorized' }]);
    await endBy(await ready(bench.start()), 'SIGTERM');
    expect(bench.shop.webhooks).toEqual([]);
  });
});

describe('an end in the middle of the start', () => {
  /** The shop makes the webhook for updates and never says so. Resolves when the call came. */
  const holdUpdate = (otherwise: (call: DoubleCall) => Misbehaviour | null): Promise<void> =>
    new Promise((resolve) => {
      bench.shop.misbehave = (call) => {
        if (!/^POST .*update/.test(call.what)) return otherwise(call);
        resolve();
        return { kind: 'hang', acts: true };
      };
    });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s removes what was created by then', async (signal) => {
    const program = bench.start();
    await program.line((line) => line.kind === 'webhook');
    const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
    expect(await endBy(program, signal)).toBe(codes[signal]);
    expect(bench.shop.webhooks).toEqual([]);
    expect(program.lines().at(-1)).toMatchObject({ kind: 'end', reason: 'signal', webhooksLeft: 0 });
  });

  it('finds a webhook whose POST got no answer, and removes it', async () => {
    const held = holdUpdate(() => null);
    const program = bench.start();
    await held;
    expect(await endBy(program, 'SIGTERM')).toBe(143);
    expect(bench.shop.webhooks).toEqual([]);
    expect(program.lines().at(-1)).toMatchObject({ kind: 'end', webhooksRemoved: 3, webhooksLeft: 0, exit: 143 });
  });

  it('names what may be left when the shop does not answer any more', async () => {
    const broken: Misbehaviour = { kind: 'answer', status: 500, body: '{}' };
    const held = holdUpdate(({ what }) => (/^(GET|DELETE)/.test(what) ? broken : null));
    const program = bench.start();
    await held;
    expect(await endBy(program, 'SIGTERM')).toBe(143);
    const [notice] = program.lines().filter((line) => line['code'] === 'webhooks-left');
    expect(String(notice?.['text'])).toMatch(/may still be at the shop: .*Orders\.update/);
    bench.shop.misbehave = null;
    await endBy(await ready(bench.start()), 'SIGTERM');
    expect(bench.shop.webhooks).toEqual([]);
  });

  it('asked for a second time while cleaning up changes nothing', async () => {
    const program = await ready(bench.start());
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    bench.shop.misbehave = ({ what }) => {
      if (what.startsWith('DELETE')) release();
      return null;
    };
    program.kill('SIGINT');
    await held;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGINT'] as const) program.kill(signal);
    expect(await program.exit).toBe(130);
    expect(bench.shop.webhooks).toEqual([]);
    expect(program.lines().filter(({ kind }) => kind === 'end')).toHaveLength(1);
  });
});
