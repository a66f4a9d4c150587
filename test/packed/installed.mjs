/**
 * The package as its users have it: installed from the tarball with scripts off, in a folder of its own, on whatever Node
 * runs this. `.ci/packed` copies it there and runs it with node:test; it needs nothing but the package and msw.
 */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const PROGRAM = 'node_modules/.bin/upgates-dev';
/** Nobody's credentials, and no leftovers in anyone's home. */
const env = { ...process.env, HOME: process.cwd(), XDG_STATE_HOME: '', UPGATES_API_URL: '' };

/** A handler that takes any body, and forgets none. */
const bodies = [];
const handler = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    bodies.push(body);
    response.writeHead(isRight(request, body) ? 204 : 400).end();
  });
});

function isRight({ method, headers }, body) {
  try {
    JSON.parse(body);
    return method === 'POST' && /json/.test(headers['content-type'] ?? '');
  } catch {
    return false;
  }
}

let url = '';

before(async () => {
  handler.listen(0, '127.0.0.1');
  await once(handler, 'listening');
  url = `http://127.0.0.1:${handler.address().port}/`;
});

after(() => {
  handler.close();
  handler.closeAllConnections();
});

async function upgatesDev(...args) {
  const { stdout } = await run(PROGRAM, args, { env, timeout: 60_000 });
  return stdout;
}

const linesOf = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('starts through npx, and says its version', async () => {
  const { version } = require('upgates-dev/package.json');
  const { stdout } = await run('npx', ['--no-install', 'upgates-dev', '--version'], { env, timeout: 60_000 });
  assert.equal(stdout.trim(), version);
});

test('a session: ready, five calls reach the handler, everything removed', async () => {
  const args = ['listen', '--json', '--shop', 'simulated', '--traffic', '600/min', '--max-deliveries', '5', '-f', url];
  const lines = linesOf(await upgatesDev(...args));
  assert.equal(lines[0].kind === 'ready' || lines.some(({ kind }) => kind === 'ready'), true);
  const attempts = lines.filter(({ kind }) => kind === 'attempt');
  assert.deepEqual(new Set(attempts.map(({ verdict }) => verdict)), new Set(['delivered']));
  const end = lines.at(-1);
  assert.equal(end.kind, 'end');
  assert.deepEqual([end.deliveries, end.webhooksLeft, end.exit], [5, 0, 0]);
  assert.equal(bodies.length >= 5, true);
});

test('history kept them: the storage of this Node works', async () => {
  const deliveries = linesOf(await upgatesDev('history', 'list', '--json')).filter(({ kind }) => kind === 'delivery');
  assert.equal(deliveries.length, 5);
});

test('trigger and the handler checks', async () => {
  const [attempt] = linesOf(await upgatesDev('trigger', 'Orders.create', '--to', url, '--json'));
  assert.equal(attempt.verdict, 'delivered');
  const lines = linesOf(await upgatesDev('test', url, '--json'));
  const { kind, failed, exit } = lines.at(-1);
  assert.deepEqual({ kind, failed, exit }, { kind: 'summary', failed: 0, exit: 0 });
});

test('the library, as a module and as CommonJS', async () => {
  const { judge, RULES } = await import('upgates-dev');
  assert.equal(typeof judge, 'function');
  assert.equal(Object.keys(RULES).length, 3);
  for (const { createShop } of [await import('upgates-dev/testing'), require('upgates-dev/testing')]) {
    const shop = await createShop();
    await shop.subscribe('Orders.*', url);
    const delivery = await shop.emit('Orders.create', [{ order_number: '9000011' }]);
    assert.equal(delivery.verdict, 'delivered');
    await shop.close();
  }
});

test('the shop through MSW, as a module and as CommonJS', async () => {
  const { setupServer } = await import('msw/node');
  const { createShop } = await import('upgates-dev/testing');
  for (const { upgatesHandlers } of [await import('upgates-dev/msw'), require('upgates-dev/msw')]) {
    const shop = await createShop({ login: 'me', key: 'secret' });
    const apiUrl = 'https://myshop.admin.s24.upgates.com/api/v2';
    const server = setupServer(...upgatesHandlers(shop, { apiUrl }));
    server.listen({ onUnhandledRequest: 'bypass' });
    const headers = { Authorization: `Basic ${Buffer.from('me:secret').toString('base64')}` };
    const response = await fetch(`${apiUrl}/status`, { headers });
    assert.equal(response.status, 200);
    server.close();
    await shop.close();
  }
});

test('completion knows the commands', async () => {
  assert.match(await upgatesDev('completion', 'bash'), /complete .* upgates-dev/);
});

test('start-up times, for the eye', async () => {
  const timed = async (words, work) => {
    const startedAt = performance.now();
    await work();
    console.log(`  ${words}: ${Math.round(performance.now() - startedAt)} ms`);
  };
  await timed('node -e 0', () => run(process.execPath, ['-e', '0']));
  await timed('--version', () => upgatesDev('--version'));
  await timed('--help', () => upgatesDev('--help'));
  await timed('history list', () => upgatesDev('history', 'list'));
  await timed('listen --json to ready', () => untilReady());
});

async function untilReady() {
  const args = ['listen', '--json', '--shop', 'simulated', '--traffic', '0'];
  const child = spawn(PROGRAM, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const exit = once(child, 'exit');
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      if (JSON.parse(line).kind === 'ready') break;
    }
  } finally {
    child.kill('SIGTERM');
  }
  assert.deepEqual(await exit, [143, null]);
}
