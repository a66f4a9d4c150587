/**
 * `upgates-dev test --start`: the real program starts, stops, kills and restarts a handler, and leaves nothing behind
 * however it ends itself.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openWorkshop, type Workshop } from '../check/program/workshop.ts';
import { startProgram, type JsonLine, type Program } from '../support/program.ts';

const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** Does everything right; what is broken on purpose stands in place of the two marks. */
const HANDLER = `
import http from 'node:http';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
/* start */
let spoiled = 0;
const server = http.createServer(async (request, response) => {
  const end = (status) => response.writeHead(spoiled-- > 0 ? 503 : status).end();
  if (request.method !== 'POST') return end(405);
  if (request.headers['content-type'] !== 'application/json') return end(415);
  const pieces = [];
  try {
    for await (const piece of request) pieces.push(piece);
  } catch {
    return;
  }
  try {
    JSON.parse(Buffer.concat(pieces).toString());
  } catch {
    return end(400);
  }
  end(204);
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready', process.argv[2]));
/* listening */
process.on('SIGTERM', () => {
  /* end */
  process.exit(0);
});
`;

async function workshopWith(marks: Readonly<Record<string, string>> = {}): Promise<Workshop> {
  const shop = await openWorkshop();
  closers.push(() => shop.remove());
  const text = Object.entries(marks).reduce((all, [mark, code]) => all.replace(`/* ${mark} */`, code), HANDLER);
  await shop.write('handler.mjs', text);
  return shop;
}

function test(shop: Workshop, more: readonly string[] = [], command = `node handler.mjs ${shop.tag}`): Program {
  const program = startProgram({
    args: ['test', `${shop.port}/webhooks`, '--start', command, '--json', ...more],
    cwd: shop.path,
    env: { PORT: String(shop.port) },
  });
  closers.push(() => program.kill('SIGKILL'));
  return program;
}

function statuses(program: Program): Readonly<Record<string, unknown>> {
  const checks = program.lines().filter(({ kind }) => kind === 'check');
  return Object.fromEntries(
    checks.flatMap(({ name, status }) => (status === 'passed' ? [] : [[String(name), status]])),
  );
}

const NO_CREDENTIALS = { 'no-credentials': 'skipped', 'wrong-credentials': 'skipped' };

describe('with --start', () => {
  it('a handler that does everything right passes all checks', async () => {
    const shop = await workshopWith();
    const program = test(shop);
    expect([await program.exit, statuses(program)]).toEqual([0, NO_CREDENTIALS]);
    expect(shop.left()).toEqual([]);
  });

  it('only recovery catches a handler that is not up yet when it listens', async () => {
    const shop = await workshopWith({
      end: `writeFileSync('stopped', '');`,
      listening: `if (existsSync('stopped')) { spoiled = 1; rmSync('stopped'); }`,
    });
    const program = test(shop);
    expect([await program.exit, statuses(program)]).toEqual([1, { ...NO_CREDENTIALS, recovery: 'failed' }]);
  });

  it('only restart catches a handler that cannot start after a kill, and its output stands beside it', async () => {
    const shop = await workshopWith({
      start: `if (existsSync('lock')) { console.log('locked by another one'); process.exit(1); }\nwriteFileSync('lock', '');`,
      end: `rmSync('lock');`,
    });
    const program = test(shop);
    expect([await program.exit, statuses(program)]).toEqual([1, { ...NO_CREDENTIALS, restart: 'failed' }]);
    const restart = await program.line(({ name }) => name === 'restart');
    expect(restart).toMatchObject({
      got: expect.stringContaining('it ended with exit code 1 before the handler was ready'),
      output: expect.arrayContaining(['locked by another one']),
    });
  });

  it('a check that kills the handler fails alone: it is started again for the others', async () => {
    const shop = await workshopWith({
      listening: `server.on('request', (request) => request.on('aborted', () => process.exit(3)));`,
    });
    const program = test(shop, ['--only', 'caller-hangs-up,recovery']);
    expect([await program.exit, statuses(program)]).toEqual([1, { 'caller-hangs-up': 'failed' }]);
  });
});

const isFirstCheck = ({ kind }: JsonLine): boolean => kind === 'check';

describe('however we end, nothing is left of the handler', () => {
  const FORKING = (tag: string): string => `node forking.mjs ${tag}`;

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s: the checks so far are told and reported', async (signal, exit) => {
    const shop = await workshopWith();
    // Long before the last check, which waits for the handler to come back.
    const program = test(shop, ['--report', 'junit=a.xml'], FORKING(shop.tag));
    await program.line(isFirstCheck);
    program.kill(signal);
    expect(await program.exit).toBe(exit);
    expect(shop.left()).toEqual([]);
    const last = program.lines().at(-1);
    expect(last).toMatchObject({ kind: 'summary', exit });
    const made = program.lines().filter(isFirstCheck).length;
    expect(made).toBeLessThan(20);
    expect(readFileSync(join(shop.path, 'a.xml'), 'utf8')).toContain(`tests="${made}"`);
  });

  it('SIGKILL: the guard ends what we could not', async () => {
    const shop = await workshopWith();
    const program = test(shop, ['--stop-timeout', '1s'], FORKING(shop.tag));
    await program.line(isFirstCheck);
    expect(shop.left().filter((line) => line.includes('idle.mjs'))).toHaveLength(1);
    program.kill('SIGKILL');
    expect(await program.exit).toBe('SIGKILL');
    await expect.poll(() => shop.left(), { timeout: 20_000 }).toEqual([]);
  });

  it('before the handler is ready', async () => {
    const shop = await workshopWith();
    const program = test(
      shop,
      ['--ready-url', `http://127.0.0.1:${shop.port}/never`],
      `echo begun >&2; node idle.mjs ${shop.tag}`,
    );
    await expect
      .poll(() => shop.left().some((line) => /^\d+ node idle\.mjs/.test(line)), { timeout: 20_000 })
      .toBe(true);
    program.kill('SIGINT');
    expect(await program.exit).toBe(130);
    expect(shop.left()).toEqual([]);
    expect(program.lines().at(-1)).toMatchObject({ kind: 'summary', passed: 0, failed: 0, exit: 130 });
  });
});
