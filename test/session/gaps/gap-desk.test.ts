/** What a session says of gaps, and what that costs: real tunnels, a real shop of its own, real calls that get lost. */
import { describe, expect, it, vi } from 'vitest';
import { later, playThroughTunnel, type TunnelPlay } from '../address/tunnel-play.ts';
import { askGaps, gapNotices, LIST, nthGapNotice, PLAY } from './gap-play.ts';

/** Longer than the calls of one gap may be from the next. */
const LONG = 3_600_000;

/** The tunnel server freezes, and is noticed to be dead. */
async function freeze({ server, tunnel }: TunnelPlay): Promise<void> {
  server.freeze();
  await vi.waitFor(() => expect(tunnel().at(-1)).toBe('down'), later);
}

/** The shop makes a call that nobody answers. */
async function lose({ shop }: TunnelPlay, event: string): Promise<void> {
  await shop.settled(shop.emit(event));
}

describe('a tunnel that froze', () => {
  it('and swallowed calls: said, listed and played, for one API call and the price of the lists', async () => {
    const play = await playThroughTunnel();
    await play.callArrives();
    const before = play.apiCalls();
    await freeze(play);
    await lose(play, 'Orders.create');
    await lose(play, 'Orders.create');
    play.server.thaw();
    const notice = await nthGapNotice(play, 1);
    console.log(JSON.stringify(notice, null, 1));
    expect(notice).toMatchObject({ code: 'gap-missed', level: 'warning' });
    expect(play.apiCalls()).toBe(before + 1);
    const listed = await askGaps(play, LIST);
    console.log(listed);
    const handled = play.handler.calls.length;
    const played = await askGaps(play, PLAY);
    console.log(
      played,
      play.handler.calls.slice(handled).map((c) => [c.body.toString(), c.headers]),
    );
  });
});
