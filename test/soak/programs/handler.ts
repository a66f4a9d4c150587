/**
 * A developer's handler on a bad day, in a process of its own. In: what it should be like, as JSON in the first argument.
 * Out: one line with its port; in its journal a line for each call it took, and one for each work it did.
 */
import { appendFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRandom, type Random } from '../../../src/core/random.ts';
import type { HandlerLine, HandlerTask } from '../handler-journal.ts';

const task = JSON.parse(process.argv[2] ?? '{}') as HandlerTask;
const random = createRandom(task.seed);

/** What it does with a call. `status` null: it never answers and leaves after `ms`. */
interface Mood {
  readonly ms: number;
  readonly status: number | null;
}

const server = createServer((request, response) => void take(request, response).catch(() => response.destroy()));
server.listen(task.port, '127.0.0.1', () => process.stdout.write(`${task.port}\n`));

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const call = {
    delivery: String(request.headers['upgates-dev-delivery'] ?? ''),
    attempt: Number(request.headers['upgates-dev-attempt'] ?? 0),
    event: String(request.headers['upgates-dev-event'] ?? ''),
    sha256: createHash('sha256').update(Buffer.concat(chunks)).digest('hex'),
  };
  note({ ...call, what: 'took', status: null });
  const { ms, status } = task.isCalm ? CALM : moodOf(random);
  setTimeout(() => {
    if (status === null) return void request.socket.resetAndDestroy();
    note({ ...call, what: 'did', status });
    response.writeHead(status).end();
  }, ms);
}

const CALM: Mood = { ms: 3, status: 204 };

function moodOf(dice: Random): Mood {
  const draw = dice.next();
  if (draw < 0.55) return { ms: dice.int(1, 150), status: draw < 0.3 ? 200 : 204 };
  if (draw < 0.72) return { ms: dice.int(900, 2500), status: 204 };
  if (draw < 0.77) return { ms: dice.int(3000, 8000), status: 200 };
  if (draw < 0.8) return { ms: 20_000, status: null };
  if (draw < 0.85) return { ms: dice.int(1, 50), status: 201 };
  if (draw < 0.95) return { ms: dice.int(1, 300), status: 500 };
  if (draw < 0.98) return { ms: dice.int(1, 50), status: null };
  return { ms: dice.int(1, 100), status: 301 };
}

/** Written before it is answered: a kill loses nothing that anybody was told. */
function note(line: Omit<HandlerLine, 'at'>): void {
  appendFileSync(task.journal, `${JSON.stringify({ at: Date.now(), ...line })}\n`);
}
