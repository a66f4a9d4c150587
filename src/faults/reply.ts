/**
 * The answer that a fault gets to spoil: what the policy chose, without headers that belong to the connection.
 */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { HeaderList } from '../core/outcome.ts';

export interface PlainReply {
  readonly status: number;
  /** Neither `Content-Length` nor headers of the connection: they are ours. */
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** 204 and 304 end with their headers. */
export function mayHaveBody(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 304;
}

/** All headers but `Date` and `Connection`, with the length that is declared. */
export function declaredHeaders({ status, headers, body }: PlainReply): HeaderList {
  const sendable = headers.filter(([name, value]) => isSendable(name, value));
  return mayHaveBody(status) ? [...sendable, ['Content-Length', String(body.length)]] : sendable;
}

/** Nothing of a header may end its line: Node's own rule. */
function isSendable(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
