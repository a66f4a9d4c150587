/**
 * A caller that sends any bytes in any pieces, and leaves as it likes. In: where to, what, how. Out: all that came back, when
 * the other side has closed the connection or has been given its time.
 */
import { connect, type NetConnectOpts, type Socket } from 'node:net';

export interface Wire {
  /** One letter a byte, each piece a packet of its own. */
  readonly pieces: readonly string[];
  /** `stay`: says nothing more, and leaves after a moment; `wait`: until the other side closes. */
  readonly leaves: 'end' | 'reset' | 'stay' | 'wait';
}

/** The other side has to close by itself: a deadline against hanging. */
const DEADLINE = 20_000;
/** For who neither ends nor resets. */
const STAY = 150;

/** Rejects when the connection is still open after its time. */
export async function callWith(where: NetConnectOpts, { pieces, leaves }: Wire): Promise<string> {
  const socket = connect(where);
  if ('port' in where) socket.setNoDelay(true);
  let got = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    got += chunk;
  });
  // One that is reset, or closed before all was sent, is no news here.
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  for (const piece of pieces) await send(socket, piece);
  leave(socket, leaves);
  await within(closed, socket);
  return got;
}

function send(socket: Socket, piece: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed || !socket.writable) return resolve();
    socket.once('close', () => resolve());
    socket.write(Buffer.from(piece, 'latin1'), () => setImmediate(resolve));
  });
}

/** There is no reset on a socket of the file system. */
function leave(socket: Socket, how: Wire['leaves']): void {
  if (how === 'reset') void (socket.remotePort === undefined ? socket.destroy() : socket.resetAndDestroy());
  else if (how === 'end') socket.end();
  else if (how === 'stay') setTimeout(() => socket.destroy(), STAY);
}

async function within(closed: Promise<void>, socket: Socket): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the connection is never closed')), DEADLINE);
  });
  try {
    await Promise.race([closed, late]);
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
