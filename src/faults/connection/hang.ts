/**
 * `connection=hang`: nothing at all until the caller leaves; after 60 seconds, or when hurried, a FIN.
 */
import type { FaultConnection } from '../fault.ts';
import { rest } from '../rest.ts';
import { endWith } from './farewell.ts';
import type { BrokenWay } from './way.ts';

export const hang: BrokenWay = {
  words: 'nothing until the caller leaves, 60 seconds at most',
  async perform(breaking): Promise<FaultConnection> {
    const ending = await rest(performance.now() + breaking.patience.longest, breaking);
    if (ending !== 'gone') await endWith(null, breaking);
    // Cut short, it was no hang: the caller saw a FIN before a byte.
    return ending === 'hurried' ? 'empty' : 'hang';
  },
};
