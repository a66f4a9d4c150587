// Wrong: when the caller hangs up in the middle of a body, the error of the request is handled by nobody.
// Upgates concludes: nothing about that call, which it has given up; all others find nobody at home and are repeated.
import { createServer } from 'node:http';
import { answer, listen, parse, refusalOf } from './frame.mjs';

const server = createServer((request, response) => {
  const refusal = refusalOf(request);
  if (refusal !== null) return answer(response, refusal);
  const chunks = [];
  // A `for await` over the request without a catch does the same.
  request.on('error', (error) => {
    throw error;
  });
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => answer(response, parse(Buffer.concat(chunks)) === null ? 400 : 204));
});

listen(server);
