/**
 * `connection=drip`: the whole answer, from its status line on, a byte each 100 ms, as from a server out of memory.
 * At most 60 seconds, then a FIN; the shop has long gone by then.
 */
import type { FaultConnection } from '../fault.ts';
import { rest } from '../rest.ts';
import { endWith } from './farewell.ts';
import { answerBytes } from './head.ts';
import type { BrokenWay } from './way.ts';

export const drip: BrokenWay = {
  words: 'the answer a byte each 100 ms, 60 seconds at most',
  async perform(breaking): Promise<FaultConnection> {
    const { socket, patience, begun } = breaking;
    const bytes = answerBytes(breaking.reply);
    const startedAt = performance.now();
    const count = Math.min(bytes.length, Math.floor(patience.longest / patience.byteEvery));
    for (let sent = 0; sent < count; sent += 1) {
      socket.write(bytes.subarray(sent, sent + 1));
      if (sent === 0) begun();
      const ending = await rest(startedAt + (sent + 1) * patience.byteEvery, breaking);
      if (ending === 'gone') return 'drip';
      // Cut short, it was a part of an answer and a FIN.
      if (ending === 'hurried') return endWith(null, breaking).then(() => 'truncate');
    }
    await endWith(null, breaking);
    return 'drip';
  },
};
