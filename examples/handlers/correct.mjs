// Right: it stores the call as it came, answers 204, and leaves the work to somebody else (here: nobody).
// Upgates concludes: delivered. A repeat is only one more line, so it does no harm.
//
//   PORT=3000 node correct.mjs            calls are kept in events.ndjson (STORE names another file)
//   CREDENTIALS=shop:secret ...           only calls of http://shop:secret@... are taken
import { createHash, timingSafeEqual } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const { PORT = '3000', STORE = 'events.ndjson', CREDENTIALS } = process.env;

const server = createServer(async (request, response) => {
  const status = await take(request).catch((error) => {
    console.error(error);
    return 500;
  });
  response.writeHead(status).end();
});

async function take(request) {
  if (request.method !== 'POST' || request.url !== '/webhooks') return request.url === '/webhooks' ? 405 : 404;
  if (!isAdmitted(request.headers.authorization)) return 401;
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return 415;
  const call = parse(await read(request).catch(gaveUp));
  if (call === null) return 400;
  // What is written here outlives a kill. Only now may the answer say so.
  await appendFile(STORE, `${JSON.stringify(call)}\n`);
  return 204;
}

async function read(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  // Decoded as a whole: a letter may begin in one chunk and end in the next.
  return Buffer.concat(chunks).toString('utf8');
}

/** The caller hung up in the middle. That is no error of ours, and nobody will read the answer. */
function gaveUp() {
  return '';
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isAdmitted(given = '') {
  if (CREDENTIALS === undefined) return true;
  const digest = (text) => createHash('sha256').update(text).digest();
  const expected = `Basic ${Buffer.from(CREDENTIALS).toString('base64')}`;
  return timingSafeEqual(digest(given), digest(expected));
}

server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}/webhooks`);
});
process.on('SIGTERM', () => process.exit(0));
