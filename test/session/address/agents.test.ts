/** A session reached through a program of somebody else: lost and mended, killed, refused, and never left behind. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { installStandIn, type StandIn } from '../../support/stand-ins/install.ts';
import { later, playThroughTunnel, QUICK, webhooksAt, type TunnelPlay, type TunnelPlayOptions } from './tunnel-play.ts';

interface World {
  readonly play: TunnelPlay;
  readonly standIn: StandIn;
}

async function open(
  name: 'cloudflared' | 'ngrok',
  options: Omit<TunnelPlayOptions, 'plan' | 'watch'> = {},
): Promise<World> {
  const standIn = await installStandIn(name);
  onTestFinished(() => standIn.remove());
  const tunnel = { name, tunnelHost: '', publicUrl: null, watch: QUICK, env: standIn.env };
  return { standIn, play: await playThroughTunnel({ ...options, plan: { tunnel } }) };
}

async function endAndLeaveNothing({ play, standIn }: World): Promise<void> {
  play.session.end({ reason: 'quit' });
  expect(await play.session.ended).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0 });
  expect(standIn.alive()).toEqual([]);
}

describe.each(['cloudflared', 'ngrok'] as const)('%s', (name) => {
  it('that is killed is opened again, the webhooks follow its new address, and nothing is left at the end', async () => {
    const world = await open(name);
    const { play, standIn } = world;
    await play.callArrives();
    const [, opened] = play.tunnelRecords();
    expect(play.session.snapshot().tunnel).toMatchObject({ provider: name, state: 'open' });
    // Nothing was asked for by name, so there is nothing to complain of; nor is the link plain.
    expect([...play.notices('other-name'), ...play.notices('plain-link')]).toEqual([]);
    standIn.signal('SIGKILL');
    await vi.waitFor(() => expect(play.tunnel()).toEqual(['opening', 'open', 'down', 'moved']), later);
    const moved = play.tunnelRecords().at(-1);
    expect(moved?.publicUrl).not.toBe(opened?.publicUrl);
    expect((await webhooksAt(play.shop)).map(({ url }) => new URL(url).origin)).toEqual(
      Array(3).fill(moved?.publicUrl),
    );
    expect(play.notices('tunnel-down')).toMatchObject([
      { text: expect.stringContaining(`${name} has ended (SIGKILL).`) },
    ]);
    expect(standIn.runs()).toHaveLength(2);
    await play.callArrives();
    await endAndLeaveNothing(world);
  });

  it('that has lost its connection is waited for, and keeps its address', async () => {
    const { play, standIn } = await open(name);
    standIn.signal('SIGUSR1');
    await vi.waitFor(() => expect(play.tunnel().at(-1)).toBe('down'), later);
    standIn.signal('SIGUSR2');
    await vi.waitFor(() => expect(play.tunnel()).toEqual(['opening', 'open', 'down', 'open']), later);
    expect(standIn.runs()).toHaveLength(1);
    expect(play.webhooks('moved')).toEqual([]);
    await play.callArrives();
  });

  it('that does not come back by itself is opened again after a while', async () => {
    const { play, standIn } = await open(name);
    standIn.signal('SIGUSR1');
    await vi.waitFor(() => expect(play.tunnel().at(-1)).toBe('down'), later);
    expect(standIn.runs()).toHaveLength(1);
    play.sleep(30_000);
    await vi.waitFor(() => expect(play.tunnel().at(-1)).toBe('moved'), later);
    expect(standIn.runs()).toHaveLength(2);
    await play.callArrives();
  });
});

describe('cloudflared', () => {
  it('that is refused a fresh address says so once, and has it when it is given', async () => {
    const { play, standIn } = await open('cloudflared');
    standIn.behave({ mode: 'rate-limited' });
    standIn.signal('SIGKILL');
    await vi.waitFor(() => expect(standIn.runs().length).toBeGreaterThan(3), later);
    expect(play.notices('tunnel-rate-limited')).toMatchObject([
      { level: 'warning', text: expect.stringMatching(/429, error 1015.*Wait some minutes/) },
    ]);
    standIn.behave({});
    await vi.waitFor(() => expect(play.tunnel().at(-1)).toBe('moved'), later);
    await play.callArrives();
  });

  it('keeps its fresh address while the webhooks cannot be moved to it, and asks for no other', async () => {
    const world = await open('cloudflared', {
      shopPlan: 'bronze',
      // 110 calls: 3 POST and a DELETE are covered, 3 PUT are not.
      prepare: async (_server, shop) => {
        for (let call = 0; call < 110 - 5; call += 1) await webhooksAt(shop);
      },
    });
    const { play, standIn } = world;
    standIn.signal('SIGKILL');
    await vi.waitFor(() => expect(play.notices('address-not-moved')).toHaveLength(1), later);
    expect(play.notices('address-not-moved')[0]?.text).toMatch(/2 are left.*tried again in a minute/);
    // Each further try looks whether it still leads here: a minute later the move itself is tried again.
    play.sleep(61_000);
    await vi.waitFor(() => expect(play.notices('address-not-moved')).toHaveLength(2), later);
    expect(standIn.runs()).toHaveLength(2);
    expect(play.session.snapshot().tunnel.state).toBe('down');
    await endAndLeaveNothing(world);
  });
});
