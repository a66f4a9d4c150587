/**
 * The caller of every load figure, a process of its own: N connections that stay open, each sends a call as soon as the
 * one before is answered, or as the pace has it. Raw sockets, since a client of `node:http` would cost more than the
 * servers it measures.
 * In: a task as JSON in the first argument, SIGTERM to end before it is done. Out: one line of JSON with what was reached.
 */
import { connect, type Socket } from 'node:net';
import { bodyNumber } from '../body.ts';
import { createOrderBodies } from '../order-body.ts';
import { readTask, type LoadTask, type LoadResult } from '../load-task.ts';
import { percentile } from '../statistics.ts';

interface Run {
  readonly task: LoadTask;
  /** The request with a body that was not sent before. */
  readonly nextRequest: () => Buffer;
  readonly startedAt: number;
  /** Milliseconds of each counted call. */
  readonly latencies: number[];
  /** Answers by status other than 2xx, and connections that broke. */
  failures: number;
  sent: number;
  countedSince: number;
  isOver: boolean;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

async function main(): Promise<void> {
  const task = readTask(process.argv[2] ?? '');
  const run: Run = {
    task,
    nextRequest: createRequests(task),
    startedAt: performance.now(),
    latencies: [],
    failures: 0,
    sent: 0,
    countedSince: Infinity,
    isOver: false,
  };
  setTimeout(() => (run.countedSince = performance.now()), task.warmUpMs);
  process.once('SIGTERM', () => (run.isOver = true));
  const callers = Array.from({ length: task.parallel }, () => callInTurn(run));
  if (task.calls === null) setTimeout(() => (run.isOver = true), task.warmUpMs + task.ms);
  await Promise.all(callers);
  console.log(JSON.stringify(resultOf(run, performance.now())));
}

function createRequests({ url, bodies, firstNumber }: LoadTask): () => Buffer {
  const lines = headLines(url);
  const orders = createOrderBodies(firstNumber);
  let number = firstNumber;
  return () => {
    const body = bodies === 'orders' ? orders() : bodyNumber((number += 1));
    return Buffer.concat([Buffer.from(`${lines}Content-Length: ${body.length}\r\n\r\n`), body]);
  };
}

function headLines(url: string): string {
  const target = new URL(url);
  const userinfo = `${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`;
  const authorization = userinfo === ':' ? [] : [`Authorization: Basic ${Buffer.from(userinfo).toString('base64')}`];
  const lines = [
    `POST ${target.pathname} HTTP/1.1`,
    `Host: ${target.host}`,
    ...authorization,
    'Content-Type: application/json',
    'User-Agent: upgates-dev-bench',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

function resultOf(run: Run, endedAt: number): LoadResult {
  const sorted = run.latencies.toSorted((a, b) => a - b);
  const seconds = (endedAt - run.countedSince) / 1000;
  return {
    sent: run.sent,
    failures: run.failures,
    perSecond: sorted.length / seconds,
    p50: percentile(sorted, 50),
    p99: percentile(sorted, 99),
  };
}

function mayCall({ isOver, sent, task }: Run): boolean {
  return !isOver && (task.calls === null || sent < task.calls);
}

/** One connection after another until the run is over: a server may close one. */
async function callInTurn(run: Run): Promise<void> {
  while (mayCall(run)) {
    await callOverOneConnection(run);
  }
}

function callOverOneConnection(run: Run): Promise<void> {
  // All are on this machine; the name is for the server behind a tunnel to find whom it is for.
  const { port } = new URL(run.task.url);
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
    const conversation = converse(run, socket);
    socket.once('connect', () => conversation.call());
    socket.on('data', (chunk: Buffer) => conversation.take(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (conversation.isWaiting()) run.failures += 1;
      resolve();
    });
  });
}

interface Conversation {
  call(): void;
  take(chunk: Buffer): void;
  isWaiting(): boolean;
}

function converse(run: Run, socket: Socket): Conversation {
  let startedAt = 0;
  let isWaiting = false;
  let got: Buffer = Buffer.alloc(0);
  const call = (): void => {
    if (!mayCall(run)) return void socket.destroy();
    const wait = untilTurn(run);
    run.sent += 1;
    if (wait > 0) return void setTimeout(send, wait);
    send();
  };
  const send = (): void => {
    isWaiting = true;
    startedAt = performance.now();
    socket.write(run.nextRequest());
  };
  const take = (chunk: Buffer): void => {
    got = got.length === 0 ? chunk : Buffer.concat([got, chunk]);
    const answer = readAnswer(got);
    if (answer === null) return;
    got = got.subarray(answer.bytes);
    isWaiting = false;
    count(run, answer.status, startedAt);
    if (answer.isLast) socket.destroy();
    else call();
  };
  return { call, take, isWaiting: () => isWaiting };
}

/** Milliseconds until the next call may begin. */
function untilTurn({ task, startedAt, sent }: Run): number {
  if (task.perSecond === undefined) return 0;
  return startedAt + (sent * 1000) / task.perSecond - performance.now();
}

function count(run: Run, status: number, startedAt: number): void {
  if (status < 200 || status > 299) run.failures += 1;
  else if (startedAt >= run.countedSince) run.latencies.push(performance.now() - startedAt);
}

interface RawAnswer {
  readonly status: number;
  readonly bytes: number;
  /** The server closes the connection after it. */
  readonly isLast: boolean;
}

/** Reads what our subjects send: a length, `204` without one, or the last chunk of a chunked body. */
function readAnswer(got: Buffer): RawAnswer | null {
  const headEnd = got.indexOf(END_OF_HEAD);
  if (headEnd === -1) return null;
  const head = got.toString('latin1', 0, headEnd).toLowerCase();
  const bodyAt = headEnd + END_OF_HEAD.length;
  const bytes = endOfBody(got, { head, bodyAt });
  if (bytes === null || got.length < bytes) return null;
  return { status: Number(head.slice(9, 12)), bytes, isLast: head.includes('connection: close') };
}

function endOfBody(got: Buffer, { head, bodyAt }: { head: string; bodyAt: number }): number | null {
  if (!head.includes('transfer-encoding: chunked')) {
    return bodyAt + Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0);
  }
  const last = got.indexOf('0\r\n\r\n', bodyAt);
  return last === -1 ? null : last + 5;
}

await main();
