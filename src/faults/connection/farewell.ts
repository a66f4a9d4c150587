/**
 * The last bytes and a FIN. Never an RST: it may overtake bytes that have not been read, and through localtunnel it looks
 * like a hang.
 */
import type { Breaking } from './way.ts';

/** Resolves when bytes and FIN are with the operating system, or the connection is gone. */
export function endWith(bytes: Uint8Array | null, { socket, patience }: Breaking): Promise<void> {
  if (socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), patience.linger);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    if (bytes === null) socket.end(resolve);
    else socket.end(bytes, resolve);
  });
}
