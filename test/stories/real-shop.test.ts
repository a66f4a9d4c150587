/**
 * A shop in one process, a session in another, a tunnel between them: calls arrive, the quota is respected, and nothing is
 * left behind whatever ends the session.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startHandler, type TestHandler } from '../support/handler.ts';
import { startLocaltunnelServer, type LocaltunnelServer } from '../support/localtunnel-server.ts';
import { startProgram, temporaryFolder, type Program } from '../support/program.ts';

/** Gold: 50 calls an hour and 600 a day. */
const CALLS_A_DAY = 600;

let tunnelServer: LocaltunnelServer;
let handler: TestHandler;

beforeAll(async () => {
  tunnelServer = await startLocaltunnelServer();
  handler = await startHandler({ kind: 'answer', status: 200 });
});

afterAll(async () => {
  await Promise.all([tunnelServer.close(), handler.close()]);
});

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

interface World {
  readonly folder: string;
  readonly env: Record<string, string>;
}

async function openShop(): Promise<World> {
  const folder = await temporaryFolder();
  cleanUp.push(folder.remove);
  const credentials = ['--login', 'story', '--key', 'story-key-1'];
  const shop = startProgram({
    args: ['simulate', '--json', '--port', '0', '--plan', 'gold', '--traffic', '120/min', ...credentials],
    cwd: folder.path,
    env: { HOME: folder.path },
  });
  cleanUp.push(() => end(shop, 'SIGTERM'));
  const ready = await shop.line((line) => line.kind === 'ready');
  const env = {
    HOME: folder.path,
    UPGATES_API_URL: String(ready['apiUrl']),
    UPGATES_API_LOGIN: 'story',
    UPGATES_API_KEY: 'story-key-1',
  };
  return { folder: folder.path, env };
}

async function end(program: Program, signal: NodeJS.Signals): Promise<number | string> {
  program.kill(signal);
  return program.exit;
}

function listen({ folder, env }: World, more: readonly string[] = []): Program {
  const args = [
    'listen',
    '--json',
    '-e',
    'Orders.*',
    '-f',
    String(handler.port),
    '--tunnel-host',
    tunnelServer.url,
    ...more,
  ];
  return startProgram({ args, cwd: folder, env });
}

interface ShopSays {
  readonly webhooks: readonly unknown[];
  /** How many calls of the API have been made, this one included. */
  readonly calls: number;
}

async function askShop({ env }: World): Promise<ShopSays> {
  const authorization = Buffer.from(`${env['UPGATES_API_LOGIN']}:${env['UPGATES_API_KEY']}`).toString('base64');
  const response = await fetch(`${env['UPGATES_API_URL']}/webhooks`, {
    headers: { Authorization: `Basic ${authorization}` },
  });
  const body = (await response.json()) as { webhooks: readonly unknown[] };
  const left = Number(response.headers.get('x-rate-limit-hour-remaining'));
  const leftOfDay = Number(response.headers.get('x-rate-limit-day-remaining'));
  return { webhooks: body.webhooks, calls: 50 - left + (CALLS_A_DAY - leftOfDay) };
}

describe('a session on a shop', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('takes calls through the tunnel and is gone without a trace after %s', async (signal, code) => {
    const world = await openShop();
    const session = listen(world);
    const ready = await session.line((line) => line.kind === 'ready');
    expect(ready['publicUrl']).toMatch(/^http:\/\/[a-z0-9]+\.lt\.localhost:/);
    const attempt = await session.line((line) => line.kind === 'attempt');
    expect(attempt).toMatchObject({ origin: 'shop', verdict: 'delivered', handler: { status: 200 }, policy: 'rescue' });
    expect(await end(session, signal)).toBe(code);
    expect(session.lines().at(-1)).toMatchObject({
      kind: 'end',
      reason: 'signal',
      webhooksRemoved: 3,
      webhooksLeft: 0,
      exit: code,
    });
    // 3 POST and 1 DELETE, and the GET that asks now.
    expect(await askShop(world)).toEqual({ webhooks: [], calls: 5 });
  });

  it('has its webhooks swept at the next start after kill -9', async () => {
    const world = await openShop();
    const killed = listen(world);
    await killed.line((line) => line.kind === 'attempt');
    expect(await end(killed, 'SIGKILL')).toBe('SIGKILL');
    expect((await askShop(world)).webhooks).toHaveLength(3);

    const next = listen(world);
    const swept = await next.line((line) => line.kind === 'notice' && line['code'] === 'leftovers-removed');
    expect(swept['text']).toContain('Orders.create');
    await next.line((line) => line.kind === 'ready');
    expect((await askShop(world)).webhooks).toHaveLength(3);
    expect(await end(next, 'SIGTERM')).toBe(143);
    expect((await askShop(world)).webhooks).toEqual([]);
  });

  it('shows the webhooks of the shop, masked, and cleans up only what nobody uses', async () => {
    const world = await openShop();
    const session = listen(world);
    await session.line((line) => line.kind === 'ready');
    const list = startProgram({ args: ['webhooks', 'list', '--json'], cwd: world.folder, env: world.env });
    expect(await list.exit).toBe(0);
    const webhooks = list.lines().filter((line) => line.kind === 'webhook');
    expect(webhooks.map((line) => String(line['event'])).toSorted()).toEqual([
      'Orders.create',
      'Orders.delete',
      'Orders.update',
    ]);
    expect(list.stdout()).not.toMatch(/[a-z2-7]{26}/);
    const clean = startProgram({ args: ['webhooks', 'clean', '--json'], cwd: world.folder, env: world.env });
    expect(await clean.exit).toBe(0);
    expect((await askShop(world)).webhooks).toHaveLength(3);
    expect(await end(session, 'SIGKILL')).toBe('SIGKILL');
    const again = startProgram({ args: ['webhooks', 'clean', '--json'], cwd: world.folder, env: world.env });
    expect(await again.exit).toBe(0);
    expect((await askShop(world)).webhooks).toEqual([]);
  });

  it('keeps what came in history', async () => {
    const world = await openShop();
    const session = listen(world, ['--max-deliveries', '2']);
    expect(await session.exit).toBe(0);
    const list = startProgram({
      args: ['history', 'list', '--json', '--filter', 'event:Orders.*'],
      cwd: world.folder,
      env: world.env,
    });
    expect(await list.exit).toBe(0);
    const deliveries = list.lines().filter((line) => line.kind === 'delivery');
    expect(deliveries).toHaveLength(2);
    const id = String(deliveries[0]?.['id']);
    const show = startProgram({ args: ['history', 'show', id.slice(0, 6)], cwd: world.folder, env: world.env });
    expect(await show.exit).toBe(0);
    expect(show.stdout()).toContain('order_number');
    expect(show.stdout() + list.stdout()).not.toMatch(/story-key-1|[a-z2-7]{26}\/Orders/);
    const none = startProgram({ args: ['history', 'show', 'zzzzzzzz'], cwd: world.folder, env: world.env });
    expect(await none.exit).toBe(2);
  });
});
