/**
 * What a route of the REST API is: a path and, for each method it knows, how to answer. The routes themselves are in
 * `routes/`, one file each.
 */
import type { BodyReading } from './json-body.ts';
import type { Reply } from './reply.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface RestCall {
  readonly url: URL;
  /** What the path's brackets caught; null when nothing. */
  readonly id: string | null;
  readonly body: () => Promise<BodyReading>;
}

export interface Route {
  /** Tried in the order of the list, on the path below `/api/v2`. */
  readonly path: RegExp;
  readonly methods: Partial<Readonly<Record<Method, (call: RestCall) => Reply | Promise<Reply>>>>;
}
