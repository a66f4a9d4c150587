/**
 * A caller that sends bytes, whatever they are, and tells what came back: for what no client library would send.
 */
import { connect, type Socket } from 'node:net';

export interface RawCall {
  /** Sent one after another, each in a packet of its own; a function acts on the socket instead. */
  readonly sends: readonly (string | Buffer | ((socket: Socket) => void | Promise<void>))[];
  /** Answers after which the caller is content, if the connection is not closed before. */
  readonly answers: number;
}

export interface RawAnswer {
  /** Status codes in the order of the answers, interim ones too; `?` is what was no status line. */
  readonly statuses: readonly string[];
  readonly bodies: readonly string[];
  readonly isClosed: boolean;
}

const PATIENCE = 5000;

export async function callRaw(port: number, { sends, answers }: RawCall): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  let got = '';
  let isClosed = false;
  let wasPatient = true;
  const done = new Promise<void>((resolve) => {
    const check = (): void => {
      const { statuses, closes } = read(got);
      if (isClosed || (statuses.length >= answers && !closes)) resolve();
    };
    const timer = setTimeout(() => {
      wasPatient = false;
      resolve();
    }, PATIENCE);
    socket.on('close', () => clearTimeout(timer));
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      got += chunk;
      check();
    });
    socket.on('error', () => undefined);
    for (const event of ['end', 'close'] as const) {
      socket.on(event, () => {
        isClosed = true;
        check();
      });
    }
  });
  for (const send of sends) await perform(socket, send);
  await done;
  socket.destroy();
  const { statuses, bodies } = read(got);
  return { statuses: wasPatient ? statuses : [...statuses, 'silence'], bodies, isClosed };
}

/** Waits until the bytes are with the system, so that each piece is a packet. */
function perform(socket: Socket, send: RawCall['sends'][number]): Promise<void> {
  if (typeof send === 'function') return Promise.resolve(send(socket));
  return new Promise((resolve) => {
    socket.write(typeof send === 'string' ? Buffer.from(send, 'latin1') : send, () => setImmediate(resolve));
  });
}

/** Takes answers apart by their `Content-Length`; none of ours is chunked. */
function read(got: string): { statuses: string[]; bodies: string[]; closes: boolean } {
  const [statuses, bodies]: [string[], string[]] = [[], []];
  let closes = false;
  for (let rest = got; rest !== '';) {
    const end = rest.indexOf('\r\n\r\n');
    const head = rest.slice(0, end === -1 ? rest.length : end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    if (end === -1 || rest.length < end + 4 + length) break;
    statuses.push(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1] ?? '?');
    bodies.push(rest.slice(end + 4, end + 4 + length));
    closes ||= /\r\nconnection: *close/i.test(head);
    rest = rest.slice(end + 4 + length);
  }
  return { statuses, bodies, closes };
}
