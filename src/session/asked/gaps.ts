/**
 * Gaps and what was missed in them, as a person or a script asks for it.
 */
import { gapWord } from '../../core/gap-words.ts';
import type { GapDesk } from '../gaps/gap-desk.ts';
import { gapLine } from '../gaps/lines.ts';
import type { MissedDesk } from '../gaps/missed-desk.ts';
import type { GapWish } from '../gaps/wish.ts';
import type { Answered } from '../intention.ts';
import type { Errand } from './sending.ts';

/** What a session has to look into gaps with. */
export interface Gaps {
  readonly desk: GapDesk;
  readonly missed: MissedDesk;
}

/** Throws `Failure` as the parts do. */
export function askGaps(wish: GapWish, errand: Errand): Answered | Promise<Answered> {
  const { gaps } = errand.means;
  switch (wish.kind) {
    case 'check-gaps':
      return check(wish.dryRun, errand);
    case 'list-missed':
      return gaps.missed.list(wish, errand.signal);
    case 'play-missed':
      return gaps.missed.play(wish, errand);
  }
}

/** Only what is not judged yet costs a call. */
async function check(dryRun: boolean, { means, signal }: Errand): Promise<Answered> {
  const { desk } = means.gaps;
  if (!dryRun && desk.unjudged().length > 0) await desk.ask(signal);
  const lines = desk.gaps().map((gap) => gapLine(gap, means.now()));
  return { kind: 'done', text: checkText(desk), lines };
}

/** `One gap: may be missed.`, `3 gaps: 1 may be missed, 2 nothing missing.` */
function checkText(desk: GapDesk): string {
  const words = desk.gaps().map(({ verdict }) => gapWord(verdict?.kind ?? null));
  const [first] = words;
  if (first === undefined) return 'There has been no gap in this session: calls could arrive all the time.';
  const counted = [...new Set(words)].map((word) => `${words.filter((one) => one === word).length} ${word}`);
  const open = desk.unjudged().length > 0 ? ' Asking the shop takes one API call in all.' : '';
  return `${words.length === 1 ? `One gap: ${first}` : `${words.length} gaps: ${counted.join(', ')}`}.${open}`;
}
