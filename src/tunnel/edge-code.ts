/**
 * Edges answer in place of a tunnel with a code of their own: `Ngrok-Error-Code: ERR_NGROK_3200`, or Cloudflare's
 * `error code: 1033`. In: an answer. Out: that code, to be told beside the status; null when there is none.
 */
import type { IncomingHttpHeaders } from 'node:http';

export function edgeCode(headers: IncomingHttpHeaders, body: Buffer): string | null {
  const ngrok = headers['ngrok-error-code'];
  if (typeof ngrok === 'string' && /^ERR_NGROK_\d{1,6}$/.test(ngrok)) return ngrok;
  if (!/^cloudflare/i.test(String(headers['server'] ?? ''))) return null;
  const code = /\berror code:? ?(1\d{3})\b/i.exec(body.subarray(0, 20_000).toString('latin1'))?.[1];
  return code === undefined ? null : `Cloudflare error ${code}`;
}
