import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHistory } from '../../src/store/history.ts';
import { projectWith } from '../settings/sources.ts';
import { failed, received, settled } from '../store/samples.ts';
import { startHandler, type TestHandler } from '../support/handler.ts';
import { NOW, run } from './fake-io.ts';

let handler: TestHandler;

beforeEach(async () => {
  handler = await startHandler({ kind: 'answer', status: 200 });
});

afterEach(() => handler.close());

/** Odd bytes on purpose: they must come out as they came in. */
const BODIES = ['{"orders":[{"order_number":"1"}]}', '{ "orders" : [ 1.0 ] }\n', 'no json \u0000 at all'];

interface Kept {
  readonly cwd: string;
  readonly ids: readonly string[];
}

/** A project whose history has one that was right, one that was wrong and one that is not settled. */
function projectWithHistory(files: Readonly<Record<string, unknown>> = { 'package.json': '{}' }): Kept {
  const cwd = projectWith(files);
  const history = openHistory({ dir: join(cwd, '.upgates-dev'), now: () => NOW, session: 's1' });
  const headers = [
    ['Host', 'k3v6.loca.lt'],
    ['Authorization', 'Basic …'],
    ['Connection', 'keep-alive, X-Hop'],
    ['X-Hop', '1'],
    ['X-Kept', 'a'],
    ['X-Kept', 'b'],
    ['Content-Type', 'application/json'],
  ] as const;
  const keep = (body: string, at: number) =>
    history.received(received({ body, headers, at: NOW + at, url: handler.url }));
  const [right, wrong, open] = BODIES.map((body, index) => keep(body, index * 20));
  history.settled(settled(right?.attempt ?? ''));
  history.settled(failed(wrong?.attempt ?? ''));
  history.close();
  return { cwd, ids: [right, wrong, open].map((one) => one?.delivery ?? '') };
}

const sent = (): readonly string[] => handler.calls.map(({ body }) => body.toString());

describe('replay', () => {
  it('sends bytes and headers as captured, links and compares', async () => {
    const { cwd, ids } = projectWithHistory();
    const ran = await run(['replay', ...ids, '--json'], { cwd });
    expect(ran.exit).toBe(0);
    expect(sent()).toEqual(BODIES);
    expect(ran.json().map(({ replayOf, change }) => [replayOf, change])).toEqual([
      [ids[0], 'unchanged'],
      [ids[1], 'fixed'],
      [ids[2], null],
      [undefined, undefined],
    ]);
    expect(ran.json().at(-1)).toMatchObject({
      kind: 'summary',
      sent: 3,
      delivered: 3,
      fixed: 1,
      regressed: 0,
      unchanged: 1,
    });
    const [first] = handler.calls;
    const { rawHeaders = [], headers = {} } = first ?? {};
    expect(rawHeaders.filter((text) => text === 'X-Kept')).toHaveLength(2);
    expect(headers).toMatchObject({ host: `127.0.0.1:${handler.port}`, 'upgates-dev-event': 'Orders.create' });
    expect(headers.authorization).toBeUndefined();
    expect(rawHeaders).not.toContain('X-Hop');
  });

  it('says what got worse, with exit 1', async () => {
    const { cwd, ids } = projectWithHistory();
    handler.behave({ kind: 'answer', status: 500 });
    const { exit, stdout } = await run(['replay', ids[0] ?? ''], { cwd });
    expect(exit).toBe(1);
    expect(stdout).toContain('regressed');
  });

  it('takes the last ones, those that fit, or a prefix', async () => {
    const { cwd, ids } = projectWithHistory();
    await run(['replay', '--last', '2'], { cwd });
    expect(sent()).toEqual(BODIES.slice(1));
    await run(['replay', '--filter', 'verdict:repeats'], { cwd });
    expect(sent().slice(2)).toEqual([BODIES[1]]);
    await run(['replay', `${ids[0] ?? ''}.1`], { cwd });
    expect(sent().slice(3)).toEqual([BODIES[0]]);
    // Replays are not taken again by themselves.
    await run(['replay', '--last', '99'], { cwd });
    expect(sent().slice(4)).toEqual(BODIES);
  });

  it('sends fixtures by their path, from a folder without history too', async () => {
    const cwd = projectWith({ 'package.json': '{}', 'Orders.create.x.json': '{"orders":[]}', 'notes.json': '{}' });
    const ran = await run(['replay', 'Orders.create.x.json', '--to', handler.url, '--json'], { cwd });
    expect(ran.exit).toBe(0);
    expect(ran.json()[0]).toMatchObject({ event: 'Orders.create', replayOf: null, change: null });
    const named = await run(['replay', 'notes.json', '--to', handler.url], { cwd });
    expect(named.exit).toBe(2);
    expect(named.stderr).toContain('does not say which event');
  });

  it('prefers --to, then the configured handler, then where it went', async () => {
    const { cwd, ids } = projectWithHistory({ 'upgates-dev.config.json': { forward: `${handler.url}/configured` } });
    const [id = ''] = ids;
    await run(['replay', id], { cwd });
    await run(['replay', id, '--to', `${handler.url}/to`], { cwd });
    expect(handler.calls.map(({ path }) => path)).toEqual(['/webhooks/configured', '/webhooks/to']);
  });

  it('sets values', async () => {
    const { cwd, ids } = projectWithHistory();
    await run(['replay', ids[0] ?? '', '--set', 'orders.0.order_number=9000021'], { cwd });
    expect(sent()).toEqual(['{"orders":[{"order_number":9000021}]}']);
    const { exit } = await run(['replay', ids[2] ?? '', '--set', 'a=1'], { cwd });
    expect(exit).toBe(2);
  });

  it('edits first, and loses nothing when that fails', async () => {
    const { cwd, ids } = projectWithHistory();
    const editor = join(cwd, 'editor.sh');
    const edits = join(cwd, '.upgates-dev', 'edits');
    writeFileSync(editor, `#!/bin/sh\nsed -i 's/"1"/"7"/' "$1"\n`);
    chmodSync(editor, 0o755);
    const args = ['replay', ids[0] ?? '', '--edit'];
    const { exit } = await run(args, { cwd, env: { EDITOR: editor } });
    expect(exit).toBe(0);
    expect(sent()).toEqual(['{"orders":[{"order_number":"7"}]}']);
    expect(readdirSync(edits)).toEqual([]);
    const broken = await run(args, { cwd, env: { EDITOR: "sed -i 's/{//'" } });
    expect(broken.exit).toBe(2);
    expect(broken.stderr).toContain('correct it and send it');
    expect(readdirSync(edits)).toHaveLength(1);
    expect((await run(args, { cwd, env: { EDITOR: 'false' } })).exit).toBe(3);
    expect((await run(args, { cwd })).stderr).toContain('EDITOR');
    expect(handler.calls).toHaveLength(1);
  });

  it('only says with --dry-run', async () => {
    const { cwd, ids } = projectWithHistory();
    const ran = await run(['replay', '--last', '9', '--dry-run', '--json'], { cwd });
    expect(ran.exit).toBe(0);
    expect(ran.json()).toMatchObject([
      ...ids.map((replayOf) => ({ kind: 'would-send', replayOf, url: handler.url })),
      { kind: 'summary', sent: 0, exit: 0 },
    ]);
    expect(handler.calls).toEqual([]);
    expect((await run(['history', 'list', '--json'], { cwd })).json()).toHaveLength(3);
  });

  it.each([
    [[], /Nothing says what/],
    [['zzzz'], /There is no delivery "zzzz"/],
    [['zzzz', '--last', '1'], /cannot go together/],
    [['--filter', 'foo:1'], /There is no field/],
    [['--last', '1', '--pace', 'fast'], /max, original or/],
  ])('finds %j wrong, and makes no history by it', async (args, message) => {
    const cwd = projectWith({ 'package.json': '{}' });
    const { exit, stderr } = await run(['replay', ...args, '--to', handler.url], { cwd });
    expect(exit).toBe(2);
    expect(stderr).toMatch(message);
    expect(existsSync(join(cwd, '.upgates-dev'))).toBe(false);
  });
});
