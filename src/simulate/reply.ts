/**
 * What the REST API answers, as data, and as a `Response`. Error bodies: that the text of the message is in a JSON is
 * documented, the shape is not; ours has the text in `message` and the documented list of messages beside it (inferred).
 */
export interface Reply {
  readonly status: number;
  readonly json: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One entry of `messages` (documented). */
export interface ErrorMessage {
  readonly object: string | null;
  readonly property: string | null;
  readonly message: string;
  readonly level: 'info' | 'warning' | 'error' | 'fatal_error';
}

export function ok(json: unknown): Reply {
  return { status: 200, json };
}

/** A message about the whole request, or about one property of the object sent. */
export function refusal(status: number, message: string, property: string | null = null): Reply {
  return { status, json: { message, messages: [errorMessage(message, property)] } };
}

export function errorMessage(message: string, property: string | null = null): ErrorMessage {
  return { object: property === null ? null : 'webhook', property, message, level: 'error' };
}

export function toResponse(reply: Reply, headers: Readonly<Record<string, string>>): Response {
  return new Response(JSON.stringify(reply.json), {
    status: reply.status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers, ...reply.headers },
  });
}
