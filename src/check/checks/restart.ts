/**
 * Killed right after its answer, as a deploy, a crash or the kernel do it: is it back for the next event?
 */
import type { Check, Judged } from '../check.ts';
import { judgeRight } from '../judge-replies.ts';
import type { Program } from '../program/program.ts';
import { startAgain } from '../program/start-again.ts';
import { goodCall, type Shop } from '../shop.ts';
import { notBack, notOurs, withoutStart } from './recovery.ts';

const SENT = 'a call, SIGKILL right after its answer, a new start, another call';

export const restart: Check = {
  name: 'restart',
  words: 'The handler is killed right after its answer; it must come back and accept the next call.',
  meaning: 'What it answered 200 to is delivered for Upgates: what was not stored before the answer is lost.',
  todo: 'Store the event before answering, in a way that survives a kill, and start without cleaning up by hand.',
  calls: () => 2,
  obstacle: withoutStart,
  async run(shop) {
    const { program } = shop;
    return program === null ? notOurs() : killAndCall(program, shop);
  },
};

async function killAndCall(program: Program, shop: Shop): Promise<Judged> {
  await shop.call(goodCall(shop));
  await program.kill();
  const trouble = await startAgain(program);
  if (trouble !== null) return notBack(SENT, trouble, shop);
  const next = await shop.call(goodCall(shop));
  return judgeRight({ check: restart, sent: SENT }, [next], shop);
}
