/**
 * What a route of the REST API is: a path and, for each method it knows, how to answer. The routes themselves are in
 * `routes/`, one file each.
 */
import type { BodyReading } from './json-body.ts';
import type { Reply } from './reply.ts';
import type { Verb } from './resource/resource.ts';

export interface RestCall {
  readonly url: URL;
  /** What the path's brackets caught, decoded; null when nothing. */
  readonly id: string | null;
  /** Reads the body, at most so many bytes of it. */
  readonly body: (mostBytes: number) => Promise<BodyReading>;
}

export type Handler = (call: RestCall) => Reply | Promise<Reply>;

export interface Route {
  /** Whose privilege counts, named as in `GET status`; null: none is needed to be told that it is not simulated. */
  readonly service: string | null;
  /** Tried in the order of the list, on the path below `/api/v2`. */
  readonly path: RegExp;
  readonly methods: Partial<Readonly<Record<Verb, Handler>>>;
}
