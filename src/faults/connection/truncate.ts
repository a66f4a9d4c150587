/**
 * `connection=truncate`: all headers, half of the body they declare, then a FIN, as from a proxy that gives up.
 * An answer without a body becomes one that declares 64 bytes and sends 32; its status is 200 unless the fault has its own.
 */
import { mayHaveBody, type PlainReply } from '../reply.ts';
import { endWith } from './farewell.ts';
import { headBytes } from './head.ts';
import type { Breaking, BrokenWay } from './way.ts';

export const truncate: BrokenWay = {
  words: 'all headers and half of the declared body, then a closed connection (FIN)',
  async perform(breaking) {
    const reply = withBody(breaking);
    const half = reply.body.subarray(0, Math.floor(reply.body.length / 2));
    await endWith(Buffer.concat([headBytes(reply), half]), breaking);
    return 'truncate';
  },
};

function withBody({ reply, status }: Breaking): PlainReply {
  if (mayHaveBody(reply.status) && reply.body.length > 0) return reply;
  return { status: status !== null && mayHaveBody(status) ? status : 200, headers: [], body: STAND_IN };
}

const STAND_IN: Uint8Array = Buffer.from('.'.repeat(64));
