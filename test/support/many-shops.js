/**
 * Opens and closes shops one after the other, each with a served API, a subscription and an event delivered to a real
 * handler. In: how many. Out: a line of JSON: the heap after a tenth of them and after all, and what is left open.
 * Run with `--expose-gc`, so that the heap holds only what is kept.
 */
import { createServer, get } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { createShop } from 'upgates-dev/testing';

const count = Number(process.argv[2]);
const before = resources();
const server = createServer((request, response) => request.resume().once('end', () => response.writeHead(204).end()));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/`;

let delivered = 0;
let early = 0;
for (let number = 1; number <= count; number += 1) {
  await oneShop(number);
  if (number === count / 10) early = await heap();
}
const late = await heap();
await new Promise((resolve) => server.close(resolve));
console.log(JSON.stringify({ count, delivered, early, late, left: await leftOpen() }));

async function oneShop(number) {
  const shop = await createShop({ seed: String(number) });
  const api = await shop.serve();
  const { status } = await call(api);
  await shop.subscribe('Orders.create', url);
  const delivery = await shop.emit('Orders.create');
  if (status === 200 && delivery.verdict === 'delivered') delivered += 1;
  await shop.close();
}

/** On a connection of its own: `fetch` keeps its connections, and those are not the shop's. */
function call(api) {
  return new Promise((resolve, reject) => {
    const options = { agent: false, auth: `${api.login}:${api.key}` };
    const request = get(`${api.url}/status`, options, (response) => {
      response.resume().once('end', () => resolve({ status: response.statusCode }));
    });
    request.once('error', reject);
  });
}

async function heap() {
  await turn();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

/** What is open after all has been closed and was not before; the last sockets need a turn or two to go. */
async function leftOpen() {
  for (let look = 0; look < 100 && openBeside().length > 0; look += 1) await turn();
  return openBeside();
}

function openBeside() {
  const known = [...before];
  return resources().filter((name) => {
    const at = known.indexOf(name);
    if (at !== -1) known.splice(at, 1);
    return at === -1;
  });
}

/** Without the ways in and out of this process, which open when they are first used. */
function resources() {
  return process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap');
}
