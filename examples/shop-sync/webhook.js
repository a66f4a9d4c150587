/**
 * The endpoint that Upgates calls. Upgates waits one second and takes nothing but 200 or 204, so this stores and answers;
 * the work is done afterwards. Nothing in the body names the event: it is the last part of the path.
 */
import { timingSafeEqual } from 'node:crypto';

const MOST_BYTES = 16 * 1024 * 1024; // 5000 records need more than the 100 kB that many frameworks allow

export function createWebhook({ inbox, user, password, onKept }) {
  const authorization = Buffer.from(`Basic ${btoa(`${user}:${password}`)}`);
  return async (request, response) => {
    const answer = (status) => response.writeHead(status).end();
    const event = /^\/webhooks\/(Orders\.(?:create|update|delete))$/.exec(request.url)?.[1];
    if (request.method !== 'POST' || event === undefined) return answer(404);
    if (!isSame(Buffer.from(request.headers.authorization ?? ''), authorization)) return answer(401);
    const records = await readRecords(request).catch(() => null);
    if (records === null) return answer(400);
    for (const record of records) inbox.keep(event, record);
    answer(204);
    onKept();
  };
}

function isSame(given, expected) {
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function readRecords(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Error('too large');
    chunks.push(chunk);
  }
  const { orders } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  return orders.filter(({ order_number: number }) => typeof number === 'string');
}
