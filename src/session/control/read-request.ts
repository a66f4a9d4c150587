/**
 * The body of a request, up to a limit. In: a request. Out: its text, or that it is too long or was given up.
 */
import type { IncomingMessage } from 'node:http';

export const MAX_BODY = 1_000_000;

export type BodyReading =
  | { readonly kind: 'body'; readonly text: string }
  | { readonly kind: 'too-long' }
  /** The caller left. */
  | { readonly kind: 'cut' };

/** Never rejects. How long it may take is the server's own deadline for requests. */
export function readText(request: IncomingMessage): Promise<BodyReading> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return resolve({ kind: 'too-long' });
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BODY) chunks.push(chunk);
      else resolve({ kind: 'too-long' });
    });
    request.once('end', () => resolve({ kind: 'body', text: Buffer.concat(chunks).toString('utf8') }));
    request.once('error', () => resolve({ kind: 'cut' }));
    request.once('close', () => resolve({ kind: 'cut' }));
  });
}
