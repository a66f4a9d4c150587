/**
 * A shop that takes calls and never answers: each call is given up after ten seconds, and what may have been done at the
 * shop all the same is found and undone.
 */
import { afterEach, expect, it } from 'vitest';
import { startProgram, temporaryFolder, type Program } from '../support/program.ts';
import { credentialsFor, startShopDouble, type ShopDouble } from '../support/shop-double.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

async function start(args: readonly string[], misbehave: ShopDouble['misbehave']): Promise<[Program, ShopDouble]> {
  const folder = await temporaryFolder();
  cleanUp.push(folder.remove);
  const shop = await startShopDouble();
  cleanUp.push(shop.close);
  shop.misbehave = misbehave;
  const env = { HOME: folder.path, ...credentialsFor(shop) };
  const program = startProgram({ args: [...args, '--json'], cwd: folder.path, env });
  cleanUp.push(() => {
    program.kill('SIGKILL');
    return program.exit;
  });
  return [program, shop];
}

const LISTEN = ['listen', '-e', 'Orders.*', '--tunnel', 'none'];

/** Side by side: each takes its ten seconds. */
it('is given up, told and undone', async () => {
  const created = start(LISTEN, ({ what }) => (what.startsWith('POST') ? { kind: 'hang', acts: true } : null));
  const listed = start(['webhooks', 'list'], () => ({ kind: 'hang' }));
  const doctored = start(['doctor', '--tunnel', 'none'], () => ({ kind: 'hang' }));
  const quitted = start(LISTEN, ({ what }) => (what.startsWith('POST') ? { kind: 'hang' } : null));

  const [asked, askedShop] = await quitted;
  await asked.line((line) => line.kind === 'tunnel');
  asked.kill('SIGTERM');

  const [session, shop] = await created;
  expect(await session.exit).toBe(3);
  expect(session.stderr()).toMatch(/did not answer POST \/webhooks within 10 s\.\n {2}The shop or the network is slow/);
  expect(shop.calls).toEqual(['POST /webhooks Orders.create', 'GET /webhooks', 'DELETE /webhooks?ids=101']);
  expect(shop.webhooks).toEqual([]);

  const [list] = await listed;
  expect(await list.exit).toBe(3);
  expect(list.stderr()).toMatch(/did not answer GET \/webhooks within 10 s/);

  const [doctor] = await doctored;
  expect(await doctor.exit).toBe(1);
  const checks = doctor.lines().filter(({ kind }) => kind === 'check');
  expect(checks.find(({ name }) => name === 'credentials')).toMatchObject({
    status: 'failed',
    got: expect.stringContaining('did not answer GET /status within 10 s') as unknown,
  });
  expect(checks).toHaveLength(8);

  expect(await asked.exit).toBe(143);
  expect(askedShop.webhooks).toEqual([]);
}, 40_000);
