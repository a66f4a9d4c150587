/**
 * The handler is down when an event comes, and up again when it is repeated.
 */
import type { Check, Judged, Obstacle, Plan } from '../check.ts';
import { judgeRight, rightAnswer } from '../judge-replies.ts';
import { goodCall, type Call, type Shop } from '../shop.ts';
import type { Program } from '../program/program.ts';
import { startAgain } from '../program/start-again.ts';

const SENT = 'a call while the handler is stopped, and the same bytes again when it is back';

export const recovery: Check = {
  name: 'recovery',
  words: 'The handler is stopped, a call comes, it is started again, and the repeat of the call must be accepted.',
  meaning:
    'Upgates repeats what was refused every five minutes: an outage loses nothing, if the handler takes the repeat.',
  todo: 'Look at what the handler does when it starts: it must be ready for calls as soon as it listens.',
  calls: () => 2,
  obstacle: withoutStart,
  async run(shop) {
    const { program } = shop;
    return program === null ? notOurs() : recover(program, shop);
  },
};

async function recover(program: Program, shop: Shop): Promise<Judged> {
  const call: Call = goodCall(shop);
  await program.stop();
  const down = await shop.call(call);
  if ('status' in down.outcome) return stillThere(shop);
  const trouble = await startAgain(program);
  if (trouble !== null) return notBack(SENT, trouble, shop);
  return judgeRight({ check: recovery, sent: SENT }, [await shop.call(call)], shop);
}

function stillThere({ rules }: Shop): Judged {
  const got = 'something answered although the handler was stopped';
  return { status: 'failed', sent: SENT, expected: rightAnswer(rules), got, meaning: null, hint: recovery.todo };
}

/** The handler could not be started a second time. */
export function notBack(sent: string, trouble: string, { rules }: Shop): Judged {
  return {
    status: 'failed',
    sent,
    expected: `the handler back, then ${rightAnswer(rules)}`,
    got: trouble,
    meaning: 'Every event waits and is repeated until somebody repairs the handler.',
    hint: 'Start it by hand twice: what does it leave behind (a lock, a socket, a half-written file) that it cannot start with?',
  };
}

export function withoutStart({ isStarted }: Plan): Obstacle | null {
  if (isStarted) return null;
  return { reason: 'needs a handler that we may stop', todo: "Let us start it: --start 'npm start'." };
}

export function notOurs(): Judged {
  return { status: 'skipped', sent: null, expected: null, got: 'no --start', meaning: null, hint: null };
}
