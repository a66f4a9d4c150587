/**
 * The raw bytes of a call, within limits of size and time.
 */
import type { IncomingMessage } from 'node:http';
import type { Millis } from '../core/instant.ts';

/** The longest body we take; 5000 records need about 1 MB. */
export const BODY_LIMIT: number = 16 * 1024 * 1024;

export type BodyReading =
  | { readonly kind: 'whole'; readonly body: Buffer }
  | { readonly kind: 'too-long' }
  /** The caller left, or sent less than it promised, or was too slow. */
  | { readonly kind: 'cut' };

/** Reads to the end, or says why not. Stops reading at the limit; the rest of the request is the caller's problem. */
export function readBody(request: IncomingMessage, deadline: Millis): Promise<BodyReading> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) return Promise.resolve({ kind: 'too-long' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (reading: BodyReading): void => {
      clearTimeout(timer);
      request.off('data', take);
      resolve(reading);
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > BODY_LIMIT) finish({ kind: 'too-long' });
      else chunks.push(chunk);
    };
    const timer = setTimeout(() => finish({ kind: 'cut' }), deadline);
    request.on('data', take);
    request.once('end', () => finish({ kind: 'whole', body: onlyOrJoined(chunks) }));
    request.once('error', () => finish({ kind: 'cut' }));
    request.once('close', () => finish({ kind: 'cut' }));
  });
}

function onlyOrJoined(chunks: readonly Buffer[]): Buffer {
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}
