// Wrong: the route is /webhooks/ and the address in the shop has no slash, so a router sends the caller there (Flask: 308,
// Django: 301, FastAPI: 307).
// Upgates concludes: neither 200 nor 204, a wrong answer; that it does not follow redirects is inferred. It comes again
// every 5 minutes and never arrives.
import { createServer } from 'node:http';
import { answer, listen, parse, readBody, refusalOf } from './frame.mjs';

const server = createServer(async (request, response) => {
  if (!request.url.endsWith('/')) return answer(response, 308, { headers: { Location: `${request.url}/` } });
  const refusal = refusalOf(request);
  if (refusal !== null) return answer(response, refusal);
  const body = await readBody(request).catch(() => null);
  if (body !== null) answer(response, parse(body) === null ? 400 : 204);
});

listen(server);
