/** Gaps of a real session: a tunnel that swallows calls, a machine that sleeps, and what each costs in API calls. */
import { describe, expect, it, vi } from 'vitest';
import { HOUR, MINUTE } from '../../../src/core/instant.ts';
import { REGISTRATIONS } from '../../support/localtunnel-server.ts';
import { later, playThroughTunnel, webhooksAt, type TunnelPlay } from '../address/tunnel-play.ts';
import { askGaps, gapNotices, LIST, nthGapNotice, PLAY } from './gap-play.ts';

/** The tunnel is noticed to be dead. */
async function down({ tunnel }: TunnelPlay): Promise<void> {
  await vi.waitFor(() => expect(tunnel().at(-1)).toBe('down'), later);
}

/** The shop makes a call, and has given it up or had its answer. */
async function emit({ shop }: TunnelPlay, event: string): Promise<void> {
  await shop.settled(shop.emit(event));
}

/** A gap that begins where another ends would be one with it. */
async function provedAgain({ session }: TunnelPlay): Promise<void> {
  const provedAt = (): number => session.snapshot().tunnel.provedAt ?? 0;
  const before = provedAt();
  await vi.waitFor(() => expect(provedAt()).toBeGreaterThan(before), later);
}

const bodiesFrom = ({ handler }: TunnelPlay, first: number): readonly unknown[] =>
  handler.calls.slice(first).map(({ body }) => JSON.parse(body.toString()) as unknown);

describe('a tunnel', () => {
  it('that swallowed calls: said for one API call, listed for one more, and exactly those are played', async () => {
    const play = await playThroughTunnel();
    await play.callArrives();
    const before = play.apiCalls();
    play.server.freeze();
    await down(play);
    await Promise.all([emit(play, 'Orders.create'), emit(play, 'Orders.create')]);
    expect(play.apiCalls()).toBe(before);
    play.server.thaw();
    const notice = await nthGapNotice(play, 1);
    expect(notice).toMatchObject({
      level: 'warning',
      code: 'gap-missed',
      gap: { causes: ['tunnel-down'], verdict: 'may-be-missed', sure: false },
    });
    expect(notice.text).toContain('a call for Orders.create got no answer, and may count as delivered. Press c');
    await play.callArrives();
    expect(play.apiCalls()).toBe(before + 1);

    const { lines, text } = await askGaps(play, LIST);
    expect(text).toBe('2 changes never came here.');
    expect(lines.map(({ kind }) => kind)).toEqual(['missed', 'missed', 'listed']);
    expect(lines.at(-1)).toMatchObject({ calls: 1, missed: 2, more: [], failed: [], blind: ['Orders.delete'] });
    expect(play.apiCalls()).toBe(before + 2);

    const handled = play.handler.calls.length;
    expect(await askGaps(play, { ...PLAY, dryRun: true })).toMatchObject({
      text: expect.stringContaining('2 changes would be played'),
    });
    expect(play.handler.calls).toHaveLength(handled);
    await askGaps(play, PLAY);
    const played = lines.flatMap((line) => (line.kind === 'missed' ? [line.record] : []));
    const sent = bodiesFrom(play, handled).flatMap((body) => (body as { orders: readonly unknown[] }).orders);
    expect(sent).toEqual(played);
    for (const body of bodiesFrom(play, handled)) expect(body).toMatchObject({ project_name: 'demoshop' });
    expect(play.handler.calls.at(-1)?.headers['upgates-dev-synthesised']).toBe('missed');
    expect(play.attempts().at(-1)).toMatchObject({ origin: 'trigger', synthesised: true, verdict: 'delivered' });

    // What was played is no longer missing, in the list at hand and in a new one.
    expect((await askGaps(play, PLAY)).text).toContain('Nothing that was listed is left');
    expect((await askGaps(play, LIST)).lines).toMatchObject([{ kind: 'listed', missed: 0 }]);
    expect(play.session.snapshot().gaps).toMatchObject({
      gaps: [{ verdict: { kind: 'may-be-missed' } }],
      lists: ['orders'],
    });
    play.session.end({ reason: 'quit' });
    expect(await play.session.ended).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0 });
  });

  it('whose server knew the name no longer answered in our place: that comes again by itself', async () => {
    const play = await playThroughTunnel();
    const before = play.apiCalls();
    play.server.answerWith(REGISTRATIONS.broken);
    play.server.forget();
    await down(play);
    await emit(play, 'Orders.update');
    play.server.answerWith(REGISTRATIONS.grant);
    const notice = await nthGapNotice(play, 1);
    expect(notice).toMatchObject({ level: 'info', code: 'gap-repeats' });
    expect(notice.text).toContain('a call for Orders.update was answered 404, not by us');
    expect(play.apiCalls()).toBe(before + 1);
    await play.shop.clock.advance(5 * MINUTE);
    await vi.waitFor(
      () => expect(play.attempts()).toMatchObject([{ event: 'Orders.update', verdict: 'delivered' }]),
      later,
    );
  });

  it('that refused a call may have lost it: whether Upgates repeats that is not known', async () => {
    const play = await playThroughTunnel();
    await play.server.stop();
    await down(play);
    await emit(play, 'Orders.create');
    await play.server.restart();
    expect(await nthGapNotice(play, 1)).toMatchObject({ code: 'gap-missed', gap: { sure: false } });
  });
});

describe('a machine', () => {
  it('that slept asks once for each sleep, and not at all without one', async () => {
    const play = await playThroughTunnel();
    const before = play.apiCalls();
    play.sleepBoth(HOUR);
    expect(await nthGapNotice(play, 1)).toMatchObject({
      level: 'info',
      code: 'gap-clear',
      gap: { causes: ['slept'], sure: true },
    });
    expect(play.apiCalls()).toBe(before + 1);
    await play.callArrives();
    await play.callArrives();
    play.sleepBoth(HOUR);
    // Now the last calls were just before it.
    expect(await nthGapNotice(play, 2)).toMatchObject({ code: 'gap-clear', gap: { sure: false } });
    expect(play.apiCalls()).toBe(before + 2);
    await provedAgain(play);
    play.sleepBoth(10_000);
    expect(await nthGapNotice(play, 3)).toMatchObject({ code: 'gap-unknown', gap: { verdict: null } });
    expect(play.apiCalls()).toBe(before + 2);
    const checked = await askGaps(play, { kind: 'check-gaps', dryRun: true });
    expect(checked.text).toBe(
      '3 gaps: 2 nothing missing, 1 not looked into. Asking the shop takes one API call in all.',
    );
    expect((await askGaps(play, { kind: 'check-gaps', dryRun: false })).text).toBe('3 gaps: 3 nothing missing.');
    expect(play.apiCalls()).toBe(before + 3);
  });

  it('whose clock was set did not sleep', async () => {
    const play = await playThroughTunnel();
    await play.callArrives();
    play.sleep(HOUR);
    const notice = await nthGapNotice(play, 1);
    expect(notice).toMatchObject({ code: 'gap-clear', gap: { sure: true } });
    expect(notice.text).toContain("This machine's clock was set forwards");
  });

  it('that slept while the tunnel fell has one gap of both', async () => {
    const play = await playThroughTunnel();
    const before = play.apiCalls();
    play.server.freeze();
    play.sleepBoth(20 * MINUTE);
    await down(play);
    await emit(play, 'Orders.create');
    play.server.thaw();
    expect(await nthGapNotice(play, 1)).toMatchObject({
      code: 'gap-missed',
      gap: { causes: ['slept', 'tunnel-down'] },
    });
    expect(gapNotices(play)).toHaveLength(1);
    expect(play.apiCalls()).toBe(before + 1);
  });
});

it('rights that were taken meanwhile are said: nothing more would come', async () => {
  const play = await playThroughTunnel();
  play.shop.access.deny(['Orders.create']);
  play.sleepBoth(HOUR);
  const notice = await nthGapNotice(play, 1);
  expect(notice).toMatchObject({ code: 'gap-missed', gap: { sure: false } });
  expect(notice.text).toContain('the webhook for Orders.create is inactive');
  expect(play.notices('webhooks-deactivated')).toHaveLength(1);
  expect(play.webhooks('deactivated')).toMatchObject([{ event: 'Orders.create' }]);
});

describe('the calls left', () => {
  it('are not spent where the clean-up needs the last, and nothing is listed', async () => {
    const play = await playThroughTunnel({
      shopPlan: 'bronze',
      // 110 calls: three POST are made, the DELETE and one more are left.
      prepare: async (_server, shop) => {
        for (let call = 0; call < 110 - 5; call += 1) await webhooksAt(shop);
      },
    });
    play.sleepBoth(10_000);
    expect(await nthGapNotice(play, 1)).toMatchObject({ code: 'gap-clear' });
    const before = play.apiCalls();
    const listed = await play.session.ask(LIST);
    expect(listed).toMatchObject({ kind: 'refused', failure: { code: 'api-calls-short', exit: 3 } });
    expect((await askGaps(play, { ...LIST, dryRun: true })).lines).toMatchObject([
      { kind: 'price', calls: 1, callsLeft: 1, lists: ['orders'] },
    ]);
    await provedAgain(play);
    play.sleepBoth(10_000);
    const notice = await nthGapNotice(play, 2);
    expect(notice).toMatchObject({ code: 'gap-unknown', gap: { verdict: null } });
    expect(notice.text).toContain('upgates-dev control gap check asks for one API call');
    expect(await play.session.ask({ kind: 'check-gaps', dryRun: false })).toMatchObject({
      kind: 'refused',
      failure: { code: 'api-calls-short', message: 'The last API call is kept for removing our webhooks at the end.' },
    });
    expect(play.apiCalls()).toBe(before);
    play.session.end({ reason: 'quit' });
    expect(await play.session.ended).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0 });
  });
});
