/**
 * A body that comes in pieces with pauses between them: networks do that. What the handler then has left of the limit is
 * still more than half of it.
 */
import type { Check } from '../check.ts';
import { judgeRight } from '../judge-replies.ts';
import { goodCall, type Call } from '../shop.ts';

const PIECES = 8;
/** Of the limit, for all pieces. */
const SHARE = 0.4;

export const slowCaller: Check = {
  name: 'slow-caller',
  words: `The body comes in ${PIECES} pieces, with pauses between them.`,
  meaning: 'A body larger than a few network packets always comes in pieces.',
  todo: 'Read the body to its end before parsing it, and give a caller at least the whole limit for sending it.',
  calls: () => 1,
  async run(shop) {
    const write = inPieces((shop.rules.limit * SHARE) / PIECES);
    const sent = `a body in ${PIECES} pieces over ${shop.rules.limit * SHARE} ms`;
    return judgeRight({ check: slowCaller, sent }, [await shop.call({ ...goodCall(shop), write })], shop);
  },
};

/** A timer that outlives its call writes into a request that is destroyed, which does nothing. */
function inPieces(pause: number): NonNullable<Call['write']> {
  return (request, body) => {
    const size = Math.ceil(body.length / PIECES);
    const writeFrom = (from: number): void => {
      const isLast = from + size >= body.length;
      if (isLast) request.end(body.subarray(from));
      else {
        request.write(body.subarray(from, from + size));
        setTimeout(writeFrom, pause, from + size);
      }
    };
    writeFrom(0);
  };
}
