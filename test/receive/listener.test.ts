import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Answer, HandlerResult } from '../../src/core/outcome.ts';
import type { Chosen } from '../../src/faults/fault.ts';
import type { Arrival, Terms } from '../../src/receive/call.ts';
import { openListener, type Listener, type ListenerOptions } from '../../src/receive/listener.ts';
import type { Forwarding } from '../../src/receive/policy.ts';
import { BODY_LIMIT } from '../../src/receive/read-body.ts';
import { callRaw } from './raw-caller.ts';

const PATH = '/k3v9q7a2mfx8k3v9q7a2mfx8aa/Orders.create';
const CREDENTIALS = 'Basic dTpw';
const ok: HandlerResult = {
  outcome: { status: 200, ms: 1 },
  answer: { headers: [['X-Reply', 'yes']], body: Buffer.from('done') },
};

interface Told {
  readonly arrival: Arrival;
  readonly answer: Answer;
}

const NO_FAULT: Chosen = { label: 'x', phase: 'after', delay: null, status: null, connection: null };

interface Desk {
  readonly listener: Listener;
  readonly kept: Arrival[];
  readonly lost: Arrival[];
  readonly told: Told[];
  readonly strangers: string[];
  readonly notices: string[];
}

const open: Listener[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((listener) => listener.close()));
});

async function desk(
  change: {
    terms?: Partial<Terms>;
    forward?: (call: Arrival) => Forwarding;
    keep?: () => void;
    /** What the store says after it had taken the call. */
    undone?: Error;
    connections?: number;
    headDeadline?: number;
    fault?: Partial<Chosen>;
  } = {},
): Promise<Desk> {
  const [kept, lost, told, strangers, notices]: [Arrival[], Arrival[], Told[], string[], string[]] = [
    [],
    [],
    [],
    [],
    [],
  ];
  const options: ListenerOptions<Arrival> = {
    port: 0,
    now: () => 0,
    admitting: () => ({
      endpoints: new Map([[PATH, { path: PATH, event: 'Orders.create' }]]),
      credentials: CREDENTIALS,
      missing: 'refuse',
    }),
    terms: () => ({ policy: 'rescue', budget: 950, limit: 1000, ...change.terms }),
    stages: {
      keep(arrival, _, ending) {
        change.keep?.();
        kept.push(arrival);
        const { undone } = change;
        setImmediate(() => (undone === undefined ? ending.committed() : ending.undone(undone)));
        return arrival;
      },
      lost: (arrival) => void lost.push(arrival),
      forward: change.forward ?? (() => ({ kind: 'working', result: Promise.resolve(ok) })),
      faultFor: () => (change.fault === undefined ? null : { ...NO_FAULT, ...change.fault }),
      answered: (arrival, answer) => () => void told.push({ arrival, answer }),
    },
    connections: () => change.connections ?? null,
    onStranger: (method, path) => void strangers.push(`${method} ${path}`),
    onMissingCredentials: () => undefined,
    notice: (code) => void notices.push(code),
    headDeadline: change.headDeadline ?? 10_000,
  };
  const listener = await openListener(options);
  open.push(listener);
  return { listener, kept, lost, told, strangers, notices };
}

interface Got {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

function post(listener: Listener, body: Buffer | string, change: Record<string, string> = {}): Promise<Got> {
  const { path = PATH, method = 'POST', ...headers } = change;
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${listener.url}${path}`, {
      method,
      agent: false,
      headers: { Authorization: CREDENTIALS, ...headers },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.end(body);
  });
}

const rawPost = (body: string): string =>
  `POST ${PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: ${CREDENTIALS}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

const saying = (body: string): HandlerResult => ({
  outcome: { status: 200, ms: 1 },
  answer: { headers: [], body: Buffer.from(body) },
});

describe('the listener', () => {
  it("keeps the raw bytes and headers before it answers with the handler's answer", async () => {
    const { listener, kept, told } = await desk();
    const body = Buffer.from([0x7b, 0x00, 0xff, 0x7d]);
    expect(await post(listener, body, { 'X-Odd': 'a' })).toMatchObject({
      status: 200,
      body: 'done',
      headers: { 'x-reply': 'yes' },
    });
    expect(kept[0]?.body.equals(body)).toBe(true);
    expect(kept[0]?.headers).toContainEqual(['X-Odd', 'a']);
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(told[0]?.answer).toMatchObject({ status: 200 });
  });

  it('answers strangers with a bare 404 and keeps nothing', async () => {
    const { listener, kept, strangers } = await desk();
    expect(await post(listener, '{}', { path: '/x' })).toMatchObject({ status: 404, body: '' });
    expect(await post(listener, '{}', { Authorization: 'Basic eDp5' })).toMatchObject({ status: 404 });
    expect(kept).toEqual([]);
    expect(strangers).toEqual(['POST /x', `POST ${PATH}`]);
  });

  it('answers 503 when the call was not stored after all, whatever the handler makes of it', async () => {
    for (const policy of ['mirror', 'rescue', 'ack', 'capture'] as const) {
      const { listener, kept, lost, told, notices } = await desk({ terms: { policy }, undone: new Error('disk full') });
      expect(await post(listener, '{}')).toMatchObject({ status: 503 });
      expect(notices).toEqual(['store-failed']);
      expect(lost).toEqual(kept);
      expect(told).toEqual([]);
    }
  });

  it('answers 503 when the call cannot be stored, whatever the policy', async () => {
    for (const policy of ['mirror', 'rescue', 'ack', 'capture'] as const) {
      const { listener, told, notices } = await desk({
        terms: { policy },
        keep: () => {
          throw new Error('disk full');
        },
      });
      expect(await post(listener, '{}')).toMatchObject({ status: 503 });
      expect(notices).toEqual(['store-failed']);
      expect(told).toEqual([]);
    }
  });

  it('answers 413 to a body that is too long, announced or not, and goes on', async () => {
    const { listener, kept, notices } = await desk();
    expect(await post(listener, Buffer.alloc(BODY_LIMIT + 1))).toMatchObject({ status: 413 });
    const chunked = { 'Transfer-Encoding': 'chunked' };
    expect(await post(listener, Buffer.alloc(BODY_LIMIT + 1), chunked)).toMatchObject({ status: 413 });
    expect(kept).toEqual([]);
    expect(notices).toEqual(['body-too-long', 'body-too-long']);
    expect(await post(listener, Buffer.alloc(BODY_LIMIT, 0x20))).toMatchObject({ status: 200 });
  });

  it('lets a caller that sends all before it reads still find the 413', async () => {
    const { listener, kept } = await desk();
    const socket = connect(listener.port, '127.0.0.1');
    const bytes = BODY_LIMIT + 1;
    socket.write(rawPost('').replace('Content-Length: 0', `Content-Length: ${bytes}`));
    for (const half of [Math.floor(bytes / 2), Math.ceil(bytes / 2)]) {
      await new Promise((resolve) => socket.write(Buffer.alloc(half), resolve));
    }
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 413 /);
    socket.destroy();
    expect(kept).toEqual([]);
  });

  it('answers 503 at the budget for a silent handler', async () => {
    const { listener, told } = await desk({
      terms: { budget: 150 },
      forward: () => ({ kind: 'working', result: new Promise(() => undefined) }),
    });
    expect(await post(listener, '{}')).toMatchObject({ status: 503 });
    await vi.waitFor(() => expect(told[0]?.answer).toMatchObject({ status: 503 }));
  });

  it('tells a hang at the limit under mirror, and writes nothing', async () => {
    const { listener, told } = await desk({
      terms: { policy: 'mirror', budget: 50, limit: 100 },
      forward: () => ({ kind: 'working', result: new Promise(() => undefined) }),
    });
    const got = post(listener, '{}').catch((error: Error) => error.message);
    await vi.waitFor(() => expect(told[0]?.answer).toMatchObject({ connection: 'hang' }));
    expect(await got).toBe('socket hang up');
    expect(told).toHaveLength(1);
  });

  it('tells when the caller leaves before its limit', async () => {
    const { listener, told, kept } = await desk({
      forward: () => ({ kind: 'working', result: new Promise(() => undefined) }),
    });
    const socket = connect(listener.port, '127.0.0.1');
    socket.write(`POST ${PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: ${CREDENTIALS}\r\nContent-Length: 2\r\n\r\n{}`);
    await vi.waitFor(() => expect(kept).toHaveLength(1));
    socket.destroy();
    await vi.waitFor(() => expect(told[0]?.answer).toMatchObject({ connection: 'caller-gone' }));
  });

  it('frees the oldest connection when the tunnel has none left', async () => {
    const { listener } = await desk({
      connections: 3,
      forward: () => ({ kind: 'working', result: new Promise(() => undefined) }),
      terms: { budget: 10_000, limit: 10_000 },
    });
    const first = post(listener, '1');
    const rest = [post(listener, '2').catch(() => null)];
    rest.push(post(listener, '3').catch(() => null));
    expect(await first).toMatchObject({ status: 503 });
    await listener.close();
    await Promise.all(rest);
  });

  it('proves a probe once, on its own path only', async () => {
    const { listener } = await desk();
    listener.expectProbe('/probe-1', 'proof');
    expect(await post(listener, '', { path: '/probe-1' })).toMatchObject({ status: 200, body: 'proof' });
    expect(await post(listener, '', { path: '/probe-1' })).toMatchObject({ status: 404 });
  });

  it('forgets probes that never came', async () => {
    const { listener } = await desk();
    for (let probe = 0; probe < 100; probe += 1) listener.expectProbe(`/probe-${probe}`, 'proof');
    const seen = [0, 83, 84, 99].map(async (probe) => (await post(listener, '', { path: `/probe-${probe}` })).status);
    expect(await Promise.all(seen)).toEqual([404, 404, 200, 200]);
  });

  it('finishes calls in flight and refuses new ones while it drains', async () => {
    let finish: (result: HandlerResult) => void = () => undefined;
    const { listener, kept } = await desk({
      forward: () => ({ kind: 'working', result: new Promise((resolve) => (finish = resolve)) }),
    });
    const first = post(listener, '1');
    await vi.waitFor(() => expect(kept).toHaveLength(1));
    const drained = listener.drain(2000);
    expect(await post(listener, '2')).toMatchObject({ status: 503 });
    finish(ok);
    expect(await first).toMatchObject({ status: 200 });
    await drained;
    expect(kept).toHaveLength(1);
  });

  it('answers 503 when a kept call cannot be put where it has to wait, and tells so', async () => {
    for (const policy of ['mirror', 'rescue', 'ack'] as const) {
      const { listener, told, notices } = await desk({
        terms: { policy },
        forward: () => {
          throw new Error('disk full');
        },
      });
      expect(await post(listener, '{}')).toMatchObject({ status: 503 });
      await vi.waitFor(() => expect(told.map(({ answer }) => answer)).toMatchObject([{ status: 503 }]));
      expect(notices).toEqual(['store-failed']);
    }
  });

  it('leaves two thousand silent connections alone, and answers beside them', async () => {
    const { listener, strangers } = await desk({ headDeadline: 50 });
    const idle = Array.from({ length: 2000 }, () => connect(listener.port, '127.0.0.1'));
    await Promise.all(idle.map((socket) => once(socket, 'connect')));
    const slow = connect(listener.port, '127.0.0.1');
    slow.write('POST / HT');
    const [answer] = (await once(slow, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 408 /);
    expect(await post(listener, '{}')).toMatchObject({ status: 200 });
    expect(idle.filter((socket) => socket.destroyed || socket.bytesRead > 0)).toHaveLength(0);
    expect(strangers).toHaveLength(1);
    for (const socket of idle) socket.destroy();
  });

  it('answers calls of one connection in their order, though the first takes longest', async () => {
    const finish: ((result: HandlerResult) => void)[] = [];
    const { listener } = await desk({
      forward: () => ({ kind: 'working', result: new Promise((resolve) => finish.push(resolve)) }),
    });
    const three = callRaw(listener.port, { sends: ['1', '2', '3'].map(rawPost), answers: 3 });
    await vi.waitFor(() => expect(finish).toHaveLength(3));
    for (const number of [2, 1, 0]) finish[number]?.(saying(`answer ${number + 1}`));
    expect(await three).toMatchObject({
      statuses: ['200', '200', '200'],
      bodies: ['answer 1', 'answer 2', 'answer 3'],
    });
  });

  it('tells all calls of a connection that went, and waits for none of them', async () => {
    const { listener, told, kept } = await desk({
      forward: () => ({ kind: 'working', result: new Promise(() => undefined) }),
      terms: { budget: 20_000, limit: 20_000 },
    });
    const leave = callRaw(listener.port, {
      sends: [
        ...['1', '2', '3'].map(rawPost),
        async (socket) => {
          await vi.waitFor(() => expect(kept).toHaveLength(3));
          socket.destroy();
        },
      ],
      answers: 3,
    });
    await leave;
    await vi.waitFor(() => expect(told).toHaveLength(3));
    expect(told.map(({ answer }) => answer)).toMatchObject(
      Array.from({ length: 3 }, () => ({ connection: 'caller-gone' })),
    );
  });

  it('answers the good call before it closes on the garbage behind it', async () => {
    let finish: (result: HandlerResult) => void = () => undefined;
    const { listener, strangers, kept } = await desk({
      forward: () => ({ kind: 'working', result: new Promise((resolve) => (finish = resolve)) }),
    });
    const both = callRaw(listener.port, { sends: [rawPost('1'), 'garbage\r\n\r\n'], answers: 9 });
    await vi.waitFor(() => expect([kept.length, strangers.length]).toEqual([1, 1]));
    finish(saying('done'));
    expect(await both).toEqual({ statuses: ['200'], bodies: ['done'], isClosed: true });
  });

  it('drops headers of the handler that cannot be sent, and passes on the rest', async () => {
    const headers = [
      ['X-Bad', 'a\u001b[31mb'],
      ['X Bad', 'a'],
      ['X-Good', 'yes'],
    ] as const;
    const { listener } = await desk({
      forward: () => ({
        kind: 'working',
        result: Promise.resolve({ outcome: { status: 200, ms: 1 }, answer: { headers, body: Buffer.from('ok') } }),
      }),
    });
    expect(await post(listener, '{}')).toMatchObject({ status: 200, body: 'ok', headers: { 'x-good': 'yes' } });
  });

  it('says which port is in use', async () => {
    const { listener } = await desk();
    const second = openListener({ ...({} as ListenerOptions<Arrival>), port: listener.port });
    await expect(second).rejects.toMatchObject({ code: 'port-in-use', exit: 3 });
  });
});

describe('a fault', () => {
  it('acts on what the handler answered', async () => {
    const { listener, told } = await desk({ fault: { status: 500 } });
    expect(await post(listener, '{}')).toMatchObject({ status: 500, body: '' });
    await vi.waitFor(() => expect(told[0]?.answer).toMatchObject({ status: 500 }));
  });

  it('before the handler keeps the call from it', async () => {
    const forward = vi.fn<() => Forwarding>();
    const { listener } = await desk({ fault: { status: 503, phase: 'before' }, forward });
    expect(await post(listener, '{}')).toMatchObject({ status: 503 });
    expect(forward).not.toHaveBeenCalled();
  });

  it('without a status of its own keeps the answer', async () => {
    const { listener } = await desk({ fault: { delay: 20 } });
    expect(await post(listener, '{}')).toMatchObject({ status: 200, body: 'done', headers: { 'x-reply': 'yes' } });
  });

  it('is not undone by the rescue', async () => {
    const never: Forwarding = { kind: 'working', result: new Promise(() => undefined) };
    const { listener, told } = await desk({
      fault: { connection: 'reset' },
      terms: { budget: 150 },
      forward: () => never,
    });
    await expect(post(listener, '{}')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await vi.waitFor(() => expect(told[0]?.answer).toMatchObject({ connection: 'reset' }));
  });

  it.each(['hang', 'drip'] as const)('%s is told at the limit', async (connection) => {
    const { listener, told } = await desk({ fault: { connection }, terms: { budget: 150, limit: 200 } });
    void post(listener, '{}').catch(() => undefined);
    await vi.waitFor(() => expect(told[0]?.answer).toEqual({ connection, ms: 200 }));
  });
});
