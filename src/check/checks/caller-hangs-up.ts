/**
 * We leave in the middle: with half the body sent, with the call just made, with the handler at work. Upgates does so at its
 * limit. The handler must live and take the next call.
 */
import type { Check } from '../check.ts';
import { afterwards, isRight, passed, replyWords } from '../judge-replies.ts';
import { goodCall, type Call, type Shop } from '../shop.ts';

const SENT = 'three calls that we drop: half the body sent, the call just made, 50 ms later';
/** Long enough for a handler that works before it answers to be in the midst of it. */
const LATER = 50;

export const callerHangsUp: Check = {
  name: 'caller-hangs-up',
  words: 'We drop calls in the middle, as Upgates does at its limit; the next good call must be accepted.',
  meaning: 'Every slow answer ends with Upgates hanging up; a handler that dies of it takes all others with it.',
  todo: 'An aborted request is an error that nobody catches: handle errors of the request and of the response (in Node an unhandled "aborted" ends the process).',
  calls: () => 4,
  async run(shop) {
    await Promise.all([halfSent(shop), justMade(shop), laterOn(shop)].map((call) => shop.call(call)));
    const next = await shop.call(goodCall(shop));
    const expected = 'the next good call accepted';
    if (isRight(next)) return passed({ sent: SENT, expected, got: replyWords(next) });
    return afterwards({ check: callerHangsUp, sent: SENT }, { next, expected, before: 'we hung up' }, shop);
  },
};

/** Stays until the limit, with the other half still to come. */
function halfSent(shop: Shop): Call {
  return {
    ...goodCall(shop),
    write: (request, body) => void request.write(body.subarray(0, Math.ceil(body.length / 2))),
  };
}

function justMade(shop: Shop): Call {
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  return { ...goodCall(shop), hangUp: leaving.signal, write: (request, body) => void request.end(body, leave) };
}

function laterOn(shop: Shop): Call {
  return { ...goodCall(shop), hangUp: AbortSignal.timeout(LATER) };
}
