/** What every provider must do, whatever is on its other side. */
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import type { AnswerBreak } from '../../src/core/outcome.ts';
import { echo, listening, serving } from '../dial/servers.ts';
import { openFor, PATIENCE, WAYS } from './conformance.ts';
import { post } from './open.ts';

const later = { timeout: PATIENCE };

const echoing = (): Promise<number> => serving((request, response) => void echo(request, response));

/** What leaves our port instead of an answer, once the call has come in. */
const BROKEN: Readonly<Record<Exclude<AnswerBreak, 'truncate'>, (socket: net.Socket) => void>> = {
  reset: (socket) => socket.resetAndDestroy(),
  empty: (socket) => socket.end(),
  garbage: (socket) => socket.end('this is no HTTP, and never was any of it\r\n\r\n'),
};

function breaking(perform: (socket: net.Socket) => void): Promise<number> {
  return listening(net.createServer((socket) => void socket.once('data', () => perform(socket))));
}

describe.each(WAYS)('$name', ({ start }) => {
  it('opens, and says where the shop can reach us', async () => {
    const rig = await start();
    const tunnel = await openFor(rig.provider(), await echoing());
    expect(tunnel.publicUrl).toBe(new URL(tunnel.publicUrl).origin);
    expect([tunnel.isNameGranted, tunnel.isOver()]).toEqual([true, false]);
    expect(rig.left()).toBeGreaterThan(0);
  });

  it('leads a call to our port, byte for byte', async () => {
    const tunnel = await openFor((await start()).provider(), await echoing());
    const body = randomBytes(1000);
    const answer = await post(`${tunnel.publicUrl}/secret/Orders.create?a=b%20c`, body);
    const host = new URL(tunnel.publicUrl).host;
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'x-seen': 'POST /secret/Orders.create?a=b%20c', 'x-mine': 'yes', 'x-host': host },
    });
    expect(answer.kind === 'answered' && answer.body.equals(body)).toBe(true);
  });

  it('carries a large body', async () => {
    const tunnel = await openFor((await start()).provider(), await echoing());
    const body = randomBytes(4_000_000);
    const answer = await post(tunnel.publicUrl, body, PATIENCE);
    expect(answer.kind === 'answered' && answer.body.equals(body)).toBe(true);
  });

  it('carries 25 calls at once, and mixes up none', async () => {
    const tunnel = await openFor((await start()).provider(), await echoing());
    const calls = Array.from({ length: 25 }, (_, number) =>
      post(`${tunnel.publicUrl}/${number}`, `body ${number}`, PATIENCE),
    );
    const answers = await Promise.all(calls);
    expect(
      answers.map((answer) =>
        answer.kind === 'answered' ? [answer.headers['x-seen'], String(answer.body)] : answer.by,
      ),
    ).toEqual(answers.map((_, number) => [`POST /${number}`, `body ${number}`]));
  });

  it.each(['reset', 'empty', 'garbage'] as const)('makes of an answer of ours that is %s what it says', async (how) => {
    const provider = (await start()).provider();
    const tunnel = await openFor(provider, await breaking(BROKEN[how]));
    const seen = provider.seenByShop[how];
    const expected = typeof seen === 'object' ? { kind: 'answered', ...seen } : { kind: 'failed', by: 'timeout' };
    expect(await post(tunnel.publicUrl, '{}', seen === 'hang' ? 300 : PATIENCE)).toMatchObject(expected);
  });

  it('is closed with all that belongs to it, however often it is asked', async () => {
    const rig = await start();
    const tunnel = await openFor(rig.provider(), await echoing());
    await Promise.all([tunnel.close(), tunnel.close()]);
    await tunnel.close();
    await vi.waitFor(() => expect(rig.left()).toBe(0), later);
    expect(await post(tunnel.publicUrl, '{}', 300)).not.toMatchObject({ status: 200 });
  });

  it('tells of trouble, throws nothing, and is opened again', async () => {
    const rig = await start();
    const port = await echoing();
    const tunnel = await openFor(rig.provider(), port);
    const troubles: string[] = [];
    tunnel.onTrouble((text) => troubles.push(text));
    await post(tunnel.publicUrl);
    await rig.lose();
    await vi.waitFor(() => expect(troubles.length).toBeGreaterThan(0), later);
    await tunnel.close();
    await rig.mend();
    const again = await openFor(rig.provider(), port);
    expect(await post(again.publicUrl)).toMatchObject({ status: 200 });
  });

  it('has several tunnels at once, and closing one leaves the others', async () => {
    const rig = await start();
    const provider = rig.provider();
    const [first, second] = [
      await openFor(provider, await echoing(), 'first'),
      await openFor(provider, await echoing(), 'second'),
    ];
    await first.close();
    expect(await post(second.publicUrl)).toMatchObject({ status: 200 });
  });

  it('that never opens fails at its deadline, and leaves nothing', async () => {
    const rig = await start();
    rig.hang();
    const opening = rig
      .provider({ openDeadline: 400 })
      .open({ port: 9, name: 'wanted', signal: new AbortController().signal });
    const failure: unknown = await opening.catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({
      exit: 3,
      code: expect.stringMatching(/^tunnel-/) as unknown,
      hint: expect.any(String) as unknown,
    });
    await vi.waitFor(() => expect(rig.left()).toBe(0), later);
  });

  it('is called off in the middle of its opening, and leaves nothing', async () => {
    const rig = await start();
    rig.hang();
    const control = new AbortController();
    const opening = rig.provider().open({ port: 9, name: 'wanted', signal: control.signal });
    setImmediate(() => control.abort());
    await expect(opening).rejects.toMatchObject({ code: 'tunnel-aborted', exit: 3 });
    await vi.waitFor(() => expect(rig.left()).toBe(0), later);
  });

  it('that is no longer wanted before it begins does not begin', async () => {
    const rig = await start();
    const opening = rig.provider().open({ port: 9, name: 'wanted', signal: AbortSignal.abort() });
    await expect(opening).rejects.toMatchObject({ code: 'tunnel-aborted' });
    expect(rig.left()).toBe(0);
  });
});
