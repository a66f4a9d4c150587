/**
 * One call as the shop makes it, on a connection of its own. In: address and body. Out: what the caller sees, in words.
 */
import { request } from 'node:http';

/** As long as we wait; the shop would have gone after one second. */
const PATIENCE = 3000;

export function callOnce(url: string, body: string): Promise<string> {
  const { pathname, host, port, username, password } = new URL(url);
  const authorization =
    username === '' ? {} : { auth: `${decodeURIComponent(username)}:${decodeURIComponent(password)}` };
  const headers = { Host: host, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  const startedAt = performance.now();
  const after = (what: string): string => `${what} after ${Math.round(performance.now() - startedAt)} ms`;
  return new Promise((resolve) => {
    const call = request(
      { host: '127.0.0.1', port, path: pathname, method: 'POST', agent: false, headers, ...authorization },
      (response) => {
        response.resume();
        response.once('end', () => resolve(after(String(response.statusCode ?? 0))));
        response.once('error', () => resolve(after('cut')));
      },
    );
    call.setTimeout(PATIENCE, () => {
      resolve(`nothing for ${PATIENCE / 1000} s`);
      call.destroy();
    });
    call.once('error', () => resolve(after('reset')));
    call.end(body);
  });
}
