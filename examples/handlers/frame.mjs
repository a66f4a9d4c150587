// What the wrong examples share, and what is right in them: POST only, JSON only, a body that parses, any event, a server
// on PORT that says one line when it is ready and ends on SIGTERM. Each example shows only what is wrong in it.
import { createServer } from 'node:http';

/** `onCall` gets each call that a right handler would take, with its parsed body. What it throws becomes a 500 that says so. */
export function serve(onCall) {
  listen(createServer((request, response) => void take(request, response, onCall)));
}

async function take(request, response, onCall) {
  const refusal = refusalOf(request);
  if (refusal !== null) return answer(response, refusal);
  const body = await readBody(request).catch(() => null);
  if (body === null) return; // the caller hung up
  const call = parse(body);
  if (call === null) return answer(response, 400);
  try {
    await onCall({ call, body, request, response });
  } catch (error) {
    console.error(error);
    answer(response, 500, { text: error.message });
  }
}

/** What a right handler answers to a call that is none of Upgates'; null for one that may be. */
export function refusalOf(request) {
  if (request.method !== 'POST') return 405;
  return /^application\/json\b/i.test(request.headers['content-type'] ?? '') ? null : 415;
}

export async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function parse(body) {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** The records of the first list in a body, whatever event it is. */
export function recordsIn(call) {
  return Object.values(call).find(Array.isArray) ?? [];
}

export function answer(response, status, { headers = {}, text = '' } = {}) {
  response.writeHead(status, headers).end(text);
}

export function listen(server) {
  server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
    console.log(`listening on http://127.0.0.1:${server.address().port}/webhooks`);
  });
  process.on('SIGTERM', () => process.exit(0));
}
