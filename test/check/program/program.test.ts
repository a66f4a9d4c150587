import { afterEach, describe, expect, it } from 'vitest';
import { createProgram, type Program, type ProgramOptions } from '../../../src/check/program/program.ts';
import { startHandler } from '../../support/handler.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function workshop(): Promise<Workshop> {
  const opened = await openWorkshop();
  closers.push(() => opened.remove());
  return opened;
}

function program(shop: Workshop, options: Partial<ProgramOptions> & { readonly command: string }): Program {
  const made = createProgram({
    url: shop.url,
    readyUrl: null,
    insecure: false,
    cwd: shop.path,
    env: shop.env,
    stopTimeout: 2000,
    readyTimeout: 15_000,
    signal: new AbortController().signal,
    ...options,
  });
  closers.push(() => made.kill());
  return made;
}

/** `RUNS=50 npx vitest run --config test/vitest.config.ts test/check/program` for the long way. */
const RUNS = Number(process.env['RUNS'] ?? 1);

/** `tag`: of the workshop, so that what is left can be seen. */
const SHAPES: Readonly<Record<string, (tag: string) => string>> = {
  'a plain program': (tag) => `node server.mjs ${tag}`,
  'a pipeline': (tag) => `node server.mjs ${tag} | tee log.txt | cat`,
  'npm run dev': () => 'npm run dev',
  'a program deaf to SIGTERM': (tag) => `node server.mjs --deaf ${tag}`,
  'one whose child has a session of its own': (tag) => `node forking.mjs ${tag}`,
  'a daemon whose parents are gone': (tag) => `(setsid node server.mjs ${tag} >/dev/null 2>&1 &)`,
  'a child in a session of its own and without a known environment': (tag) =>
    `env -i "$(command -v setsid)" "$(command -v node)" idle.mjs ${tag} & node server.mjs ${tag}`,
  'a shell with several children': (tag) =>
    `node idle.mjs ${tag} & node idle.mjs ${tag} & node server.mjs ${tag}; wait`,
};

describe.runIf(process.platform === 'linux')('of what was started nothing is left', () => {
  const rows = Object.entries(SHAPES).flatMap(([name, command]) =>
    Array.from({ length: RUNS }, (_, run) => [name, run + 1, command] as const),
  );
  it.each(rows)('%s, run %i', async (_name, _run, command) => {
    const shop = await workshop();
    const started = program(shop, { command: command(shop.tag), stopTimeout: 300 });
    await started.start();
    expect(shop.left().length).toBeGreaterThan(0);
    await started.stop();
    expect(shop.left()).toEqual([]);
  });

  it('also after a kill, and it can be started again', async () => {
    const shop = await workshop();
    const started = program(shop, { command: `node forking.mjs ${shop.tag}` });
    await started.start();
    await started.kill();
    expect(shop.left()).toEqual([]);
    await started.start();
    await started.stop();
    expect(shop.left()).toEqual([]);
  });

  it('also when we no longer wait for it', async () => {
    const shop = await workshop();
    const stop = new AbortController();
    const started = program(shop, { command: `node idle.mjs ${shop.tag}`, signal: stop.signal });
    const starting = started.start();
    stop.abort(new Error('no longer'));
    await expect(starting).rejects.toThrow('no longer');
    await started.stop();
    expect(shop.left()).toEqual([]);
  });
});

describe('ready', () => {
  it('is when the address accepts a connection', async () => {
    const shop = await workshop();
    const started = program(shop, { command: 'node server.mjs' });
    await started.start();
    expect((await fetch(shop.url, { method: 'POST', body: '{}' })).status).toBe(204);
  });

  it('is when the other address answers below 500', async () => {
    const shop = await workshop();
    const health = await startHandler((_call, number) => ({ kind: 'answer', status: number < 3 ? 503 : 404 }));
    closers.push(health.close);
    await program(shop, { command: 'node server.mjs', readyUrl: new URL(health.url) }).start();
    expect(health.calls.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
  });

  it('is never: the command ended, and what it printed last is told', async () => {
    const shop = await workshop();
    const started = program(shop, { command: `echo 'no database \u001b[31m'; exit 4` });
    await expect(started.start()).rejects.toMatchObject({
      code: 'handler-not-ready',
      exit: 3,
      message:
        '--start: it ended with exit code 4 before the handler was ready.\nIts last output:\n  no database \\x1b[31m',
    });
  });

  it('is never: the time is up', async () => {
    const shop = await workshop();
    const started = program(shop, { command: `node idle.mjs ${shop.tag}`, readyTimeout: 200 });
    await expect(started.start()).rejects.toMatchObject({
      exit: 3,
      message: '--start: the handler was not ready after 200ms.\nIt printed nothing.',
    });
  });

  it('is never: there is no shell to be had', async () => {
    const shop = await workshop();
    const started = program(shop, { command: 'node server.mjs', cwd: `${shop.path}/nowhere` });
    await expect(started.start()).rejects.toMatchObject({ code: 'handler-not-started', exit: 3 });
    await started.stop();
  });

  it('is not claimed of somebody else who listens there', async () => {
    const shop = await workshop();
    const other = await startHandler({ kind: 'answer', status: 204 });
    closers.push(other.close);
    const started = program(shop, { command: `node idle.mjs ${shop.tag}`, url: new URL(other.url) });
    await expect(started.start()).rejects.toMatchObject({ code: 'handler-port-taken', exit: 3 });
    expect(shop.left()).toEqual([]);
  });
});
