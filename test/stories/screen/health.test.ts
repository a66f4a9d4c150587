/** A developer whose handler is down opens the panel of health, starts the handler, and sees it come up. */
import { createServer } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { deadPort } from '../../support/handler.ts';
import { openBench } from '../../support/killed-program.ts';
import { startLocaltunnelServer } from '../../support/localtunnel-server.ts';
import { openScreen } from '../../support/screen.ts';
import { credentialsFor } from '../../support/shop-double.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

it.each([
  [100, 30],
  [60, 16],
])('tells since when the handler is down, and up again, at %i x %i', async (cols, rows) => {
  const port = await deadPort();
  const args = ['-e', 'Orders.create', '-f', String(port), '--traffic', '1/min'];
  const screen = await openScreen({ args, cols, rows });
  cleanUp.push(() => screen.close());
  await screen.see(/First call without a handler/);
  screen.press('i');
  await screen.see(/handler +○ down since \d\d:\d\d:\d\d/);
  await screen.see(/history +1 deliveries, \d/);
  const handler = createServer((_, response) => response.writeHead(204).end()).listen(port, '127.0.0.1');
  cleanUp.push(async () => {
    handler.closeAllConnections();
    handler.close();
  });
  screen.press('i', '.');
  await screen.see('✓ delivered');
  screen.press('i');
  await screen.see(/handler +● up since \d\d:\d\d:\d\d/);
  screen.press('Escape');
  await screen.miss('way in');
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
});

it('draws the round trips of the tunnel, counts down to the next try while it is dead, and tells when it is back', async () => {
  const server = await startLocaltunnelServer();
  cleanUp.push(() => server.close());
  const bench = await openBench();
  cleanUp.push(() => bench.close());
  const args = ['listen', '--tunnel', 'localtunnel', '--tunnel-host', server.url, '-e', 'Orders.create'];
  const screen = await openScreen({ args, env: credentialsFor(bench.shop) });
  cleanUp.push(() => screen.close());
  await screen.see('Waiting for the first call');
  screen.press('i');
  await screen.see(/way in +● tunnel \d+ ms/);
  await screen.see(/last proved \d\d:\d\d:\d\d, .* in the last \d+$/);
  await screen.see(/^ +[▁▂▃▄▅▆▇█]{3,}$/);
  await server.stop();
  await screen.see(/way in +○ tunnel down/);
  await screen.see(/trying again in \d s/);
  await screen.see('The public address is dead');
  await server.restart();
  await screen.see(/way in +● tunnel \d+ ms/);
  await screen.see('The public address leads here again');
  screen.press('Ctrl-C');
  expect(await screen.terminal.exit).toBe(130);
  expect(bench.shop.webhooks).toEqual([]);
});
