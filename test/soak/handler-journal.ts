/** What the handler is told, and what it writes down. */

export interface HandlerTask {
  readonly port: number;
  readonly journal: string;
  readonly seed: string;
  /** Answers everything at once and rightly. */
  readonly isCalm: boolean;
}

export interface HandlerLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `did`: the answer follows at once. */
  readonly what: 'took' | 'did';
  readonly delivery: string;
  readonly attempt: number;
  readonly event: string;
  readonly sha256: string;
  readonly status: number | null;
}
