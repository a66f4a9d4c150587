/** `connection=garbage`: 64 bytes that are no HTTP, then a FIN, as from another program on the port. */
import { endWith } from './farewell.ts';
import type { BrokenWay } from './way.ts';

/** Readable in a capture, so that nobody looks for the fault elsewhere. */
export const GARBAGE: Uint8Array = Buffer.from(
  `${'no HTTP: an answer spoiled on purpose by upgates-dev'.padEnd(62, '.')}\r\n`,
);

export const garbage: BrokenWay = {
  words: '64 bytes that are no HTTP, then a closed connection (FIN)',
  async perform(breaking) {
    await endWith(GARBAGE, breaking);
    return 'garbage';
  },
};
