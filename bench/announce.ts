/** A server of a program of ours takes any free port and tells it on standard output: `port 12345`. */
import type { Server } from 'node:http';

export function announcePort(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address !== null && typeof address === 'object') console.log(`port ${address.port}`);
  });
}
