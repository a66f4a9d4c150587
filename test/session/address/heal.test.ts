/** A tunnel that dies in every way, under a session that goes on: with the real second for which a server keeps a name. */
import { createServer, request as httpRequest } from 'node:http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { REGISTRATIONS } from '../../support/localtunnel-server.ts';
import { listen } from '../../support/handler.ts';
import type { WatchPace } from '../../../src/tunnel/watch-pace.ts';
import { later, playThroughTunnel, QUICK, webhooksAt, type TunnelPlay } from './tunnel-play.ts';

describe('a tunnel server', () => {
  it('that was killed and comes back is found again under the same name', async () => {
    const play = await playThroughTunnel();
    await play.callArrives();
    const before = play.session.snapshot().tunnel;
    expect(before).toMatchObject({ state: 'open', downSince: null, nextTryAt: null, ms: expect.any(Number) });
    await play.server.stop();
    await vi.waitFor(() => expect(play.tunnel()).toEqual(['opening', 'open', 'down']), later);
    await vi.waitFor(
      () =>
        expect(play.session.snapshot().tunnel).toMatchObject({
          state: 'down',
          downSince: expect.any(Number),
          nextTryAt: expect.any(Number),
        }),
      { ...later, interval: 5 },
    );
    await play.server.restart();
    await vi.waitFor(() => expect(play.tunnel().at(-1)).toBe('open'), later);
    const [, opened, , reopened] = play.tunnelRecords();
    expect(reopened).toMatchObject({ publicUrl: opened?.publicUrl, ms: expect.any(Number) });
    expect(play.session.snapshot().tunnel).toMatchObject({
      state: 'open',
      downSince: null,
      nextTryAt: null,
      shownUrl: before.shownUrl,
    });
    expect(play.notices('tunnel-down')).toHaveLength(1);
    expect(play.notices('tunnel-back')).toHaveLength(1);
    expect(play.webhooks('moved')).toEqual([]);
    await play.callArrives();
  });

  it('that lost the name gives it back', async () => {
    const play = await playThroughTunnel();
    play.server.forget();
    await vi.waitFor(() => expect(play.tunnel()).toEqual(['opening', 'open', 'down', 'open']), later);
    await play.callArrives();
    expect(new Set(play.tunnelRecords().map(({ publicUrl }) => publicUrl)).size).toBe(2);
    expect(play.webhooks('moved')).toEqual([]);
  });

  it('that does not answer is left after its deadline and asked again', async () => {
    const play = await playThroughTunnel();
    play.server.answerWith({ kind: 'answer', status: 500, body: 'broken' });
    play.server.forget();
    const asked = play.server.asked();
    await vi.waitFor(() => expect(play.server.asked()).toBeGreaterThan(asked + 2), later);
    expect(play.tunnel().at(-1)).toBe('down');
    play.server.answerWith(REGISTRATIONS.grant);
    await vi.waitFor(() => expect(play.tunnel().at(-1)).toBe('open'), later);
    await play.callArrives();
  });
});

describe('another name', () => {
  it('has the webhooks moved to it, once it is sure that the old one is not to be had', async () => {
    const play = await playThroughTunnel();
    const [, opened] = play.tunnelRecords();
    play.server.answerWith({ kind: 'rename', name: 'another' });
    play.server.forget();
    await vi.waitFor(() => expect(play.tunnel().at(-1)).toBe('moved'), later);
    const publicUrl = play.server.publicUrl('another');
    expect(play.tunnelRecords().at(-1)).toMatchObject({ publicUrl });
    expect(publicUrl).not.toBe(opened?.publicUrl);
    expect(
      play
        .webhooks('moved')
        .map(({ event }) => event)
        .toSorted(),
    ).toEqual(['Orders.create', 'Orders.delete', 'Orders.update']);
    expect((await webhooksAt(play.shop)).map(({ url }) => new URL(url).origin)).toEqual(Array(3).fill(publicUrl));
    expect(play.session.snapshot()).toMatchObject({ tunnel: { state: 'open', shownUrl: publicUrl } });
    expect(play.session.snapshot().webhooks).toHaveLength(3);
    await play.callArrives();

    // From now on that is the name to have.
    play.server.answerWith(REGISTRATIONS.grant);
    play.server.forget();
    await vi.waitFor(() => expect(play.tunnel().at(-1)).toBe('open'), later);
    expect(play.tunnelRecords().at(-1)).toMatchObject({ publicUrl });
    expect(play.webhooks('moved')).toHaveLength(3);
    play.session.end({ reason: 'quit' });
    expect(await play.session.ended).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0 });
  });

  it('is refused while the API calls left do not cover a move, and the old one asked for until it is had', async () => {
    const play = await playThroughTunnel({
      shopPlan: 'bronze',
      // 110 calls: 3 POST and a DELETE are covered, 3 PUT are not.
      prepare: async (_server, shop) => {
        for (let call = 0; call < 110 - 5; call += 1) await webhooksAt(shop);
      },
    });
    const [, opened] = play.tunnelRecords();
    play.server.answerWith({ kind: 'rename', name: 'another' });
    play.server.forget();
    await vi.waitFor(() => expect(play.notices('address-not-moved')).toHaveLength(1), later);
    expect(play.notices('address-not-moved')[0]?.text).toMatch(/moving takes 4 API calls .* and 2 are left/);
    expect(play.session.snapshot().tunnel.state).toBe('down');
    play.server.answerWith(REGISTRATIONS.grant);
    await vi.waitFor(() => expect(play.tunnel().at(-1)).toBe('open'), later);
    expect(play.tunnelRecords().at(-1)).toMatchObject({ publicUrl: opened?.publicUrl });
    expect(play.webhooks('moved')).toEqual([]);
    // The tunnels under other names were closed.
    await vi.waitFor(() => expect(play.server.names()).toHaveLength(1), later);
    await play.callArrives();
    play.session.end({ reason: 'quit' });
    expect(await play.session.ended).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0 });
  });

  it('is told when the server gives it at the start', async () => {
    const play = await playThroughTunnel({
      prepare: (server) => server.answerWith({ kind: 'rename', name: 'its-own-idea' }),
    });
    expect(play.notices('other-name')).toHaveLength(1);
    await play.callArrives();
  });
});

describe('a laptop that slept', () => {
  it('says so, checks at once and goes on when the tunnel has survived', async () => {
    const watch = { ...QUICK, interval: 60_000, firstInterval: 60_000 };
    const play = await playThroughTunnel({ watch });
    const before = play.session.snapshot().tunnel;
    play.sleep(3_600_000);
    await vi.waitFor(() => expect(play.notices('slept')).toHaveLength(1), later);
    expect(play.notices('slept')[0]?.text).toContain('1h');
    // Measured anew, although the next look is a minute away.
    await vi.waitFor(() => expect(play.session.snapshot().tunnel).not.toBe(before), later);
    await play.callArrives();
    expect(play.tunnel()).toEqual(['opening', 'open']);
  });

  it('in the middle of its start says so too', async () => {
    let hasSlept = false;
    const play = await playThroughTunnel({
      onRecord({ kind }, sleep) {
        if (kind !== 'webhook' || hasSlept) return;
        hasSlept = true;
        sleep(3_600_000);
      },
    });
    await vi.waitFor(() => expect(play.notices('slept')).toHaveLength(1), later);
    await play.callArrives();
    expect(play.tunnel()).toEqual(['opening', 'open']);
  });

  it('needs one look to find its way dead, and does not wait for it', async () => {
    const { play, proxy } = await playBehindProxy({
      ...QUICK,
      interval: 600_000,
      firstInterval: 600_000,
      again: 600_000,
    });
    proxy.isBroken = true;
    play.sleep(60_000);
    await vi.waitFor(() => expect(play.tunnel()).toEqual(['opening', 'open', 'down']), later);
  });
});

describe('the end', () => {
  it.each([
    ['while the server is down', (play: TunnelPlay) => play.server.stop()],
    ['while a fresh tunnel is asked for', (play: TunnelPlay) => hang(play)],
  ])('comes %s', async (_when, hurt) => {
    const play = await playThroughTunnel();
    await hurt(play);
    await vi.waitFor(() => expect(play.tunnel().at(-1)).toBe('down'), later);
    play.session.end({ reason: 'signal', exit: 143 });
    expect(await play.session.ended).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0, exit: 143 });
    expect(await webhooksAt(play.shop)).toEqual([]);
    expect(play.server.names()).toEqual([]);
  });

  it('comes while webhooks are being moved', async () => {
    const play = await playThroughTunnel();
    play.server.answerWith({ kind: 'rename', name: 'another' });
    play.server.forget();
    await vi.waitFor(() => expect(play.webhooks('moved').length).toBeGreaterThan(0), { ...later, interval: 1 });
    play.session.end({ reason: 'quit' });
    expect(await play.session.ended).toMatchObject({ webhooksRemoved: 3, webhooksLeft: 0 });
    expect(await webhooksAt(play.shop)).toEqual([]);
  });
});

async function hang({ server }: TunnelPlay): Promise<void> {
  server.answerWith(REGISTRATIONS.hang);
  const asked = server.asked();
  server.forget();
  await vi.waitFor(() => expect(server.asked()).toBeGreaterThan(asked), later);
}

describe('an address of the user', () => {
  it('is watched: down and open are told, nothing is opened', async () => {
    const { play, proxy } = await playBehindProxy(QUICK);
    await play.callArrives();
    proxy.isBroken = true;
    await vi.waitFor(() => expect(play.tunnel()).toEqual(['opening', 'open', 'down']), later);
    expect(play.notices('tunnel-down')[0]?.text).toContain('502');
    proxy.isBroken = false;
    await vi.waitFor(() => expect(play.tunnel()).toEqual(['opening', 'open', 'down', 'open']), later);
    await play.callArrives();
    expect(play.server.asked()).toBe(0);
  });
});

/** A session behind a reverse proxy of the user's own, which answers 502 while it is broken. */
async function playBehindProxy(watch: WatchPace): Promise<{ play: TunnelPlay; proxy: { isBroken: boolean } }> {
  const proxy = { isBroken: false };
  let to = '';
  const server = createServer((request, response) => {
    if (proxy.isBroken) return void response.writeHead(502).end();
    const { url: path = '/', method, headers } = request;
    const onward = httpRequest(new URL(path, to), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  const publicUrl = `http://127.0.0.1:${await listen(server)}`;
  onTestFinished(() => void server.close());
  const play = await playThroughTunnel({
    plan: { tunnel: { name: 'public-url', tunnelHost: '', publicUrl, watch } },
    onListening: (url) => {
      to = url;
    },
  });
  return { play, proxy };
}
