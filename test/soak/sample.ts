/** What a process held at a moment, as its probe wrote it down. */
export interface Sample {
  /** Milliseconds since 1970, by the monotonic clock. */
  readonly at: number;
  /** Bytes; `heap` after a collection. */
  readonly rss: number;
  readonly heap: number;
  readonly external: number;
  readonly descriptors: number;
  /** Timers, sockets and so on that keep it alive, by their name in Node. */
  readonly resources: Readonly<Record<string, number>>;
}
