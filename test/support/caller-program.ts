/**
 * Many calls at once, from a process of its own, so that nobody's event loop but the listener's is in the figures.
 * In: JSON on stdin (`Volley`). Out: JSON on stdout, one `CallSeen` for each call, in the order they were sent.
 * Raw sockets: a client library would queue, retry and share connections.
 */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Volley {
  readonly port: number;
  /** Bytes of each request, base64. */
  readonly requests: readonly string[];
  /** A call without an answer is given up after this many milliseconds. */
  readonly patience: number;
}

export interface CallSeen {
  /** Null: closed or given up without a status line. */
  readonly status: number | null;
  /** From the moment the connection was asked for to the last byte of the answer. */
  readonly ms: number;
}

const { port, requests, patience } = JSON.parse(await text(process.stdin)) as Volley;
const seen = await Promise.all(requests.map((request) => call(Buffer.from(request, 'base64'))));
process.stdout.write(JSON.stringify(seen));

function call(request: Buffer): Promise<CallSeen> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let got = '';
    const end = (): void => {
      clearTimeout(timer);
      socket.destroy();
      const status = /^HTTP\/1\.1 (\d{3}) /.exec(got)?.[1];
      resolve({ status: status === undefined ? null : Number(status), ms: performance.now() - startedAt });
    };
    const timer = setTimeout(end, patience);
    socket.write(request);
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      got += chunk;
      if (isWhole(got)) end();
    });
    socket.on('error', () => undefined).on('close', end);
  });
}

/** Head and as many bytes as it announces. */
function isWhole(got: string): boolean {
  const head = got.indexOf('\r\n\r\n');
  if (head === -1) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(got.slice(0, head))?.[1] ?? '0';
  return got.length >= head + 4 + Number(length);
}
