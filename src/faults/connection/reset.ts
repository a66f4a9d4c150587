/** `connection=reset`: an RST before a byte, as from a crashed handler or a firewall. */
import type { BrokenWay } from './way.ts';

export const reset: BrokenWay = {
  words: 'a reset connection (RST) before a byte',
  perform({ socket }) {
    return new Promise((resolve) => {
      socket.once('close', () => resolve('reset'));
      socket.resetAndDestroy();
    });
  },
};
