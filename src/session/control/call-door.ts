/**
 * A request at a control door, from the outside. In: what the door's file says, and what is asked. Out: the
 * lines that come, one by one; a refusal is thrown. Every silence has an end.
 */
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { Failure, trouble, type ExitCode } from '../../core/failure.ts';
import { MINUTE, SECOND, type Millis } from '../../core/instant.ts';
import { printable } from '../../core/printable.ts';
import { codeOf } from '../../register/durable-file.ts';
import { fieldsOf, parseJson } from '../../register/fields.ts';
import type { Intention } from '../intention.ts';
import type { DoorFile } from './door-file.ts';

/** A line as it came: which kind it is has been read, the rest is for who knows that kind. */
export interface ReceivedLine {
  readonly kind: string;
  readonly at: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface DoorCall {
  readonly door: Pick<DoorFile, 'socket' | 'token' | 'session'> & Partial<Pick<DoorFile, 'what'>>;
  /** Null: the state is asked for. */
  readonly intention: Intention | null;
  /** Leaving ends what was asked. */
  readonly signal: AbortSignal;
  readonly onLine: (line: ReceivedLine) => void;
}

const CONNECT_DEADLINE: Millis = 10 * SECOND;
/** A living session gives a sign every ten seconds. */
const SILENCE_DEADLINE: Millis = MINUTE;
const LONGEST_LINE = 64_000_000;

/**
 * Resolves with the last line, `answered` or `state`. Throws the session's own `Failure` when it refuses, and exit 3 when
 * it is gone or does not answer. Resolves with null when the signal has aborted.
 */
export async function callDoor(call: DoorCall): Promise<ReceivedLine | null> {
  try {
    return await readAnswer(await respond(call), call);
  } catch (error) {
    if (call.signal.aborted) return null;
    throw error instanceof Failure ? error : unreachable(error, call);
  }
}

function respond(call: DoorCall): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = openRequest(call);
    const late = setTimeout(() => asked.destroy(noAnswer(call)), CONNECT_DEADLINE);
    asked.once('response', (response) => {
      clearTimeout(late);
      resolve(response);
    });
    // Later errors come out of the response.
    asked.on('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
    asked.setTimeout(SILENCE_DEADLINE, () => asked.destroy(noAnswer(call)));
    asked.end(call.intention === null ? undefined : JSON.stringify(call.intention));
  });
}

function openRequest({ door, intention, signal }: DoorCall): ClientRequest {
  return request({
    socketPath: door.socket,
    method: intention === null ? 'GET' : 'POST',
    path: intention === null ? '/state' : '/ask',
    headers: { Host: 'localhost', Authorization: `Bearer ${door.token}`, 'Content-Type': 'application/json' },
    agent: false,
    signal,
  });
}

async function readAnswer(response: IncomingMessage, call: DoorCall): Promise<ReceivedLine> {
  let rest = '';
  let last: ReceivedLine | null = null;
  for await (const chunk of response.setEncoding('utf8')) {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw noAnswer(call);
    for (const line of parts.flatMap(lineOf)) {
      if (line.kind === 'error') throw failureOf(line.fields);
      if (line.kind === 'answered' || line.kind === 'state') last = line;
      else call.onLine(line);
    }
  }
  if (last === null) throw gone(call);
  return last;
}

/** None for the empty lines that only say that somebody is there. */
function lineOf(text: string): readonly ReceivedLine[] {
  if (text === '') return [];
  const fields = fieldsOf(parseJson(text));
  const { kind, at } = fields;
  return typeof kind === 'string' && typeof at === 'string' ? [{ kind, at, fields }] : [];
}

const EXITS: readonly ExitCode[] = [1, 2, 3, 70];

function failureOf({ code, message, hint, exit }: ReceivedLine['fields']): Failure {
  const known = EXITS.find((one) => one === exit) ?? 3;
  const options = { hint: typeof hint === 'string' ? hint : null };
  const text = typeof message === 'string' ? message : 'The session refused.';
  return new Failure({ code: typeof code === 'string' ? code : 'refused', exit: known }, text, options);
}

function unreachable(error: unknown, { door }: DoorCall): Failure {
  const code = codeOf(error);
  if (['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code))
    return gone({ door });
  return trouble('session-unreachable', `${named(door)} cannot be reached: ${printable(code)}.`, {
    cause: error,
  });
}

function gone({ door }: Pick<DoorCall, 'door'>): Failure {
  return trouble('session-gone', `${named(door)} ended before it answered.`);
}

function noAnswer({ door }: DoorCall): Failure {
  return trouble('session-silent', `${named(door)} does not answer.`);
}

function named({ what, session }: DoorCall['door']): string {
  return what === 'shop' ? `The simulated shop ${session}` : `The session ${session}`;
}
