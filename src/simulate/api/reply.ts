/**
 * What the REST API answers, as data, and as a `Response`. Error bodies: that the text of the message is in a JSON is
 * documented, the shape is not; ours has the text in `message` and the documented list of messages beside it (inferred).
 */
import { escapeLikePhp, type JsonStyle } from '../../core/envelope.ts';

export interface Reply {
  readonly status: number;
  readonly json: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Which part of the JSON a message is about, and which value of it (both documented). */
export interface MessageSubject {
  readonly object: string | null;
  readonly property: string | null;
}

/** One entry of `messages` (documented). */
export interface ErrorMessage extends MessageSubject {
  readonly message: string;
  readonly level: 'info' | 'warning' | 'error' | 'fatal_error';
}

const WHOLE: MessageSubject = { object: null, property: null };

export function ok(json: unknown): Reply {
  return { status: 200, json };
}

/** A message about the whole request, or about one property of an object in it. */
export function refusal(status: number, message: string, subject: MessageSubject = WHOLE): Reply {
  return { status, json: { message, messages: [errorMessage(message, subject)] } };
}

export function errorMessage(message: string, { object, property }: MessageSubject): ErrorMessage {
  return { object, property, message, level: 'error' };
}

/** Escaped, as PHP writes it by default, real answers have `\/` and `\u0159` (seen). */
export function toResponse(reply: Reply, headers: Readonly<Record<string, string>>, style: JsonStyle): Response {
  const json = JSON.stringify(reply.json);
  return new Response(style.escaped ? escapeLikePhp(json) : json, {
    status: reply.status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers, ...reply.headers },
  });
}
