/**
 * One request at the control door. In: a request that may be anybody's. Out: NDJSON as it happens, or a plain refusal.
 * Whoever leaves takes what was asked along.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { mistake, Failure } from '../../core/failure.ts';
import { isoUtc, SECOND, type Instant, type Millis } from '../../core/instant.ts';
import { safeJson } from '../../core/printable.ts';
import type { Answered, Asking, Intention } from '../intention.ts';
import { turnAway } from './admit.ts';
import type { AnsweredLine, ControlLine, StateLine } from './lines.ts';
import type { ShopStateLine } from './shop-state.ts';
import { readIntention } from './read-intention.ts';
import { MAX_BODY, readText } from './read-request.ts';

export interface Served {
  readonly token: string;
  readonly now: () => Instant;
  readonly ask: (intention: Intention, asking: Asking) => Promise<Answered>;
  readonly state: () => StateLine | ShopStateLine;
}

/** An empty line in a silence: whoever waits knows that we are still there. */
const SIGN_OF_LIFE: Millis = 10 * SECOND;
/** More than this unread, and nobody reads. */
const MOST_UNREAD = 16_000_000;

/** Never rejects. */
export async function serveRequest(request: IncomingMessage, response: ServerResponse, served: Served): Promise<void> {
  response.on('error', () => undefined);
  const turned = turnAway(request.headers, served.token);
  const refuse = (status: number, failure: Failure): void => {
    response.writeHead(status, HEADERS).end(`${safeJson(errorLine(failure, served.now()))}\n`);
  };
  if (turned !== null) return refuse(turned.status, mistake('control-denied', turned.message));
  const { method, url } = request;
  if (method === 'GET' && url === '/state') return stream(response).end(served.state());
  if (url !== '/ask' || method !== 'POST') {
    return refuse(404, mistake('control-request', 'There are GET /state and POST /ask.'));
  }
  const reading = await readText(request);
  if (reading.kind === 'cut') return void response.destroy();
  if (reading.kind === 'too-long') {
    return refuse(413, mistake('control-request', `A request has at most ${MAX_BODY} bytes.`));
  }
  const intention = tryTo(() => readIntention(reading.text));
  if (intention instanceof Failure) return refuse(400, intention);
  await answer(intention, response, served);
}

async function answer(intention: Intention, response: ServerResponse, served: Served): Promise<void> {
  const gone = new AbortController();
  const lines = stream(response);
  response.once('close', () => gone.abort());
  const answered = await served.ask(intention, {
    signal: gone.signal,
    onRecord(record) {
      if (record.kind === 'attempt') lines.write(record);
    },
  });
  for (const line of answered.kind === 'done' ? (answered.lines ?? []) : []) lines.write(line);
  lines.end(
    answered.kind === 'done' ? answeredLine(answered, served.now()) : errorLine(answered.failure, served.now()),
  );
}

interface Stream {
  write(line: ControlLine): void;
  end(line: ControlLine | ShopStateLine): void;
}

function stream(response: ServerResponse): Stream {
  response.writeHead(200, HEADERS).flushHeaders();
  const life = setInterval(() => response.write('\n'), SIGN_OF_LIFE).unref();
  response.once('close', () => clearInterval(life));
  return {
    write(line) {
      if (response.writableLength > MOST_UNREAD) response.destroy();
      else if (!response.destroyed) response.write(`${safeJson(line)}\n`);
    },
    end(line) {
      clearInterval(life);
      if (!response.destroyed) response.end(`${safeJson(line)}\n`);
    },
  };
}

/** What is left of a request is not waited for. */
const HEADERS = { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store', Connection: 'close' } as const;

function answeredLine({ text, counts, record }: Extract<Answered, { kind: 'done' }>, now: Instant): AnsweredLine {
  return { kind: 'answered', at: isoUtc(now), text, counts: counts ?? null, ...(record && { record }) };
}

function errorLine({ code, message, hint, exit }: Failure, now: Instant): Extract<ControlLine, { kind: 'error' }> {
  return { kind: 'error', at: isoUtc(now), code, message, hint, exit };
}

function tryTo<T>(act: () => T): T | Failure {
  try {
    return act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
