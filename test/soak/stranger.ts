/**
 * Somebody on the internet who has found the address and tries things. In: the world. Out: a count of what was tried; an
 * answer that takes a call of theirs is trouble.
 */
import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../src/core/random.ts';
import { webhooksAtShop, type ShopWebhook } from './shop-webhooks.ts';
import type { World } from './world.ts';

/** In each of their bodies: it must be nowhere in our history. */
export const STRANGERS_MARK = 'left-by-a-stranger';

interface Attempt {
  readonly url: URL;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
}

export async function beStranger(world: World, random: Random, isOver: () => boolean): Promise<number> {
  let known: readonly ShopWebhook[] = [];
  let tried = 0;
  for (; !isOver(); tried += 1) {
    if (tried % 10 === 0) known = (await webhooksAtShop(world)) ?? known;
    const webhook = known[random.int(0, Math.max(0, known.length - 1))];
    if (webhook !== undefined) await tryOne(world, random, new URL(webhook.url));
    await pause(random.int(200, 900));
  }
  return tried;
}

async function tryOne(world: World, random: Random, url: URL): Promise<void> {
  if (random.chance(0.2)) return babble(url, random);
  const wrong = { Authorization: `Basic ${Buffer.from(`shop:${random.next()}`).toString('base64')}` };
  const attempt = random.pick<Attempt>([
    { url, path: '/', method: 'GET', headers: {}, bytes: 0 },
    { url, path: `/${'f'.repeat(32)}/Orders.create`, method: 'POST', headers: wrong, bytes: 200 },
    { url, path: url.pathname, method: 'POST', headers: wrong, bytes: 200 },
    { url, path: url.pathname, method: 'POST', headers: wrong, bytes: 300_000 },
    { url, path: url.pathname, method: 'PUT', headers: wrong, bytes: 20 },
  ]);
  const status = await send(attempt);
  if (status !== null && status >= 200 && status < 300) {
    world.onTrouble(`a stranger got ${status} for ${attempt.method} with ${attempt.bytes} bytes`);
  }
}

function send({ url, path, method, headers, bytes }: Attempt): Promise<number | null> {
  const body = bytes === 0 ? '' : JSON.stringify({ orders: [], note: STRANGERS_MARK.padEnd(bytes, '.') });
  const all = { Host: url.host, 'Content-Type': 'application/json', 'Content-Length': String(body.length), ...headers };
  const options = { host: '127.0.0.1', port: url.port, method, path, headers: all, agent: false, timeout: 3000 };
  return new Promise((resolve) => {
    const sent = request(options, (answer) => {
      answer.resume().once('close', () => resolve(answer.statusCode ?? null));
    });
    sent.on('timeout', () => sent.destroy()).on('error', () => resolve(null));
    sent.end(body);
  });
}

/** No HTTP, or a call that never comes to its end. */
function babble(url: URL, random: Random): Promise<void> {
  const words = random.pick([
    '\u0016\u0003\u0001 no http\r\n\r\n',
    `POST ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\n`,
  ]);
  return new Promise((resolve) => {
    const socket = connect(Number(url.port), '127.0.0.1', () => socket.write(words));
    socket.setTimeout(2000, () => socket.destroy());
    socket.on('error', () => socket.destroy()).on('close', () => resolve());
    socket.resume();
  });
}
