/** What a localtunnel does to the listener behind it: silent connections, and only ten of them. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { SessionRecord } from '../../../src/core/record.ts';
import { openSession } from '../../../src/session/session.ts';
import { createSimulatedShop, type SimulatedShop } from '../../../src/simulate/shop.ts';
import { callAtOnce, type CallSeen } from '../../support/caller.ts';
import { deadPort } from '../../support/handler.ts';
import { temporaryFolder } from '../../support/program.ts';
import { planFor } from '../../support/session-plan.ts';
import { later, playThroughTunnel, RULES_HERE, webhooksAt } from './tunnel-play.ts';

describe('ten connections', () => {
  it('all taken by a silent handler let in a burst of 25: the oldest are answered 503 to make room', async () => {
    const { limit } = RULES_HERE;
    const play = await playThroughTunnel({ behave: { kind: 'silent' } });
    const seen = await burst(play.shop, 25);
    expect(seen.map(({ status }) => status)).toEqual(Array(25).fill(503));
    // Those that had to wait for a connection would come one or two budgets late; the rest is room for a busy machine.
    expect(Math.max(...seen.map(({ ms }) => ms))).toBeLessThan(1.5 * limit);
    expect(play.tunnel()).toEqual(['opening', 'open']);
    await vi.waitFor(() => expect(play.attempts()).toHaveLength(25), later);
    expect(new Set(play.attempts().map(({ verdict }) => verdict))).toEqual(new Set(['repeats']));
  });

  it('are left to a quick handler, which makes room by itself', async () => {
    const play = await playThroughTunnel({ behave: { kind: 'late', status: 200, ms: 20 } });
    const seen = await burst(play.shop, 12);
    expect(seen.filter(({ status }) => status === 200).length).toBeGreaterThan(6);
  });

  it('let the oldest go under mirror too, which else shows a silent handler as it is', async () => {
    const play = await playThroughTunnel({ behave: { kind: 'silent' }, plan: { policy: 'mirror' } });
    const seen = await burst(play.shop, 10);
    expect(seen.filter(({ status }) => status === 503).length).toBeGreaterThan(0);
    expect(play.tunnel()).toEqual(['opening', 'open']);
  });
});

/** From another process and over raw connections, which ask for nothing: an agent of Node's would ask to close them. */
async function burst(shop: SimulatedShop, calls: number): Promise<readonly CallSeen[]> {
  const [webhook] = await webhooksAt(shop);
  if (webhook === undefined) throw new Error('no webhook');
  const bodies = Array.from({ length: calls }, (_, number) =>
    JSON.stringify({ project_name: 'shop', orders: [{ order_number: `N${number}` }] }),
  );
  return callAtOnce({ url: webhook.url, bodies });
}

describe('connections that stand silent', () => {
  it('are not answered 408: the server behind the tunnel counts no time for them', async () => {
    const play = await playThroughTunnel();
    const servers = new Map<number, Server>();
    const note = (message: unknown): void => {
      const { server, socket } = message as { server: Server; socket: { localPort: number } };
      servers.set(socket.localPort, server);
    };
    subscribe('http.server.request.start', note);
    onTestFinished(() => void unsubscribe('http.server.request.start', note));
    await play.callArrives();
    const port = Number(new URL(play.session.snapshot().listenUrl ?? '').port);
    await vi.waitFor(() => expect(servers.has(port)).toBe(true), later);
    // Node counts both from the opening of a connection; either one alone kills the tunnel after a minute or two.
    expect(servers.get(port)).toMatchObject({ headersTimeout: 0, requestTimeout: 0, keepAliveTimeout: 0, timeout: 0 });
  });
});

describe('a tunnel server that is dead at the start', () => {
  it('ends the session with a plain error, and nothing is left at the shop', async () => {
    const folder = await temporaryFolder();
    onTestFinished(folder.remove);
    const shop = createSimulatedShop({ rules: RULES_HERE, seed: 'dead' });
    onTestFinished(() => shop.close());
    const { apiUrl } = await shop.serve({ port: 0 });
    const tunnelHost = `http://127.0.0.1:${await deadPort()}`;
    const records: SessionRecord[] = [];
    const plan = planFor(folder.path, {
      shop: { kind: 'real', apiUrl, login: shop.login, key: shop.key, allowHosts: [] },
      tunnel: { name: 'localtunnel', tunnelHost, publicUrl: null },
    });
    const onRecord = (record: SessionRecord): void => void records.push(record);
    const session = openSession(plan, { now: Date.now, onRecord, log: () => undefined });
    expect(await session.ended).toMatchObject({ reason: 'error', exit: 3, webhooksRemoved: 0, webhooksLeft: 0 });
    expect(records).toContainEqual(expect.objectContaining({ kind: 'error', code: 'tunnel-unreachable' }));
    expect(await webhooksAt(shop)).toEqual([]);
  });
});
