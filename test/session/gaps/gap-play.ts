/**
 * What tests of gaps ask of a session behind a tunnel: its notices about gaps, its lines, and calls that got lost.
 */
import { expect, vi } from 'vitest';
import type { NoticeRecord } from '../../../src/core/record.ts';
import type { GapAnswerLine } from '../../../src/session/gaps/lines.ts';
import type { GapWish } from '../../../src/session/gaps/wish.ts';
import { later, type TunnelPlay } from '../address/tunnel-play.ts';

const CODES = ['gap-clear', 'gap-repeats', 'gap-missed', 'gap-unknown'];

/** In the order in which they came. */
export function gapNotices(play: TunnelPlay): readonly NoticeRecord[] {
  return CODES.flatMap((code) => play.notices(code)).toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

export async function nthGapNotice(play: TunnelPlay, number: number): Promise<NoticeRecord> {
  await vi.waitFor(() => expect(gapNotices(play).length).toBeGreaterThanOrEqual(number), later);
  const notice = gapNotices(play)[number - 1];
  if (notice === undefined) throw new Error('no such notice');
  return notice;
}

export interface Said {
  readonly text: string;
  readonly lines: readonly GapAnswerLine[];
}

/** Fails when it is refused. */
export async function askGaps(play: TunnelPlay, wish: GapWish): Promise<Said> {
  const answered = await play.session.ask(wish);
  if (answered.kind === 'refused') throw answered.failure;
  return { text: answered.text, lines: answered.lines ?? [] };
}

export const LIST = { kind: 'list-missed', since: null, pages: 1, dryRun: false } as const satisfies GapWish;
export const PLAY = { kind: 'play-missed', choice: [], dryRun: false } as const satisfies GapWish;
