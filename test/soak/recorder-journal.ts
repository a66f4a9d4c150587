/** What the recorder is told, and what it writes down. */

export interface RecorderTask {
  /** The tunnel server's. */
  readonly tunnelPort: number;
  /** The shop's. */
  readonly shopPort: number;
  /** The file in which the shop keeps itself. */
  readonly shopState: string;
  readonly journal: string;
}

/** Its first line on stdout. */
export interface RecorderReady {
  readonly tunnelPort: number;
  readonly apiPort: number;
}

export interface RecordedCall {
  readonly at: number;
  /** `Orders.create`, the last part of the path. */
  readonly event: string;
  readonly method: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Null: no whole answer came. */
  readonly status: number | null;
}
