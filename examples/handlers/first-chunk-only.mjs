// Wrong: it parses the first piece of a body as if that were all of it.
// Upgates concludes: wrong answers to large calls and to those that come slowly; they come again every 5 minutes and are
// as large as before.
import { createServer } from 'node:http';
import { answer, listen, parse, refusalOf } from './frame.mjs';

const server = createServer((request, response) => {
  const refusal = refusalOf(request);
  if (refusal !== null) return answer(response, refusal);
  request.on('error', () => undefined);
  request.once('data', (chunk) => answer(response, parse(chunk) === null ? 400 : 204));
});

listen(server);
