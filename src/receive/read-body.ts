/**
 * The raw bytes of a call, within limits of size and time.
 */
import type { IncomingMessage } from 'node:http';
import type { Millis } from '../core/instant.ts';
import type { Visit } from './line.ts';

/** The longest body we take; 5000 records need about 1 MB. */
export const BODY_LIMIT: number = 16 * 1024 * 1024;

export type BodyReading =
  | { readonly kind: 'whole'; readonly body: Buffer }
  | { readonly kind: 'too-long' }
  /** The caller left before the end. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'too-slow' }
  /** The framing of the body is broken. */
  | { readonly kind: 'garbled' };

/** True when the caller says itself that its body is longer than we take. */
export function isTooLong(request: IncomingMessage): boolean {
  return Number(request.headers['content-length'] ?? 0) > BODY_LIMIT;
}

/** Reads to the end, or says why not. Keeps nothing beyond the limit. */
export function readBody({ request, whenGone, whenGarbled }: Visit, deadline: Millis): Promise<BodyReading> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let callOff = (): void => undefined;
    const finish = (reading: BodyReading): void => {
      clearTimeout(timer);
      callOff();
      request.off('data', take);
      resolve(reading);
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > BODY_LIMIT) finish({ kind: 'too-long' });
      else chunks.push(chunk);
    };
    const timer = setTimeout(() => finish({ kind: 'too-slow' }), Math.max(0, deadline));
    callOff = whenGone(() => finish({ kind: 'cut' }));
    whenGarbled(() => finish({ kind: 'garbled' }));
    request.on('data', take);
    request.once('end', () => finish({ kind: 'whole', body: onlyOrJoined(chunks) }));
    request.once('error', () => finish({ kind: 'cut' }));
  });
}

function onlyOrJoined(chunks: readonly Buffer[]): Buffer {
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}
