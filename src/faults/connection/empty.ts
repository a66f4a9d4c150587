/** `connection=empty`: a FIN before a byte, as from a server that is shut down with calls in flight. */
import { endWith } from './farewell.ts';
import type { BrokenWay } from './way.ts';

export const empty: BrokenWay = {
  words: 'a closed connection (FIN) before a byte',
  async perform(breaking) {
    await endWith(null, breaking);
    return 'empty';
  },
};
