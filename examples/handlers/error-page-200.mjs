// Wrong: the page for errors is sent with status 200, as PHP does with display_errors on.
// Upgates concludes: delivered. It reads the status only, so an event that could not be read is never sent again.
import { createServer } from 'node:http';
import { answer, listen, parse, readBody, refusalOf } from './frame.mjs';

const PAGE = {
  headers: { 'Content-Type': 'text/html' },
  text: '<h1>Something went wrong</h1><p>Please try again.</p>',
};

const server = createServer(async (request, response) => {
  const refusal = refusalOf(request);
  if (refusal !== null) return answer(response, refusal);
  const body = await readBody(request).catch(() => null);
  if (body === null) return;
  if (parse(body) === null) answer(response, 200, PAGE);
  else answer(response, 204);
});

listen(server);
