/**
 * What the caller is asked for and what it tells: JSON between two processes of ours.
 */
export interface LoadTask {
  /** With credentials, if any. */
  readonly url: string;
  /** Connections, each with one call at a time. */
  readonly parallel: number;
  /** How long calls are counted; not used when their number is given. */
  readonly ms: number;
  /** Ends after so many calls instead. */
  readonly calls: number | null;
  /** Calls that begin earlier are made but not counted. */
  readonly warmUpMs: number;
  /** Calls begin at this pace while connections are free for them; left out: as fast as they are answered. */
  readonly perSecond?: number;
  /** `orders`: of many sizes, as a shop sends them; left out: one kilobyte each. */
  readonly bodies?: 'orders';
  /** Bodies are numbered from here, so that no two runs send the same. */
  readonly firstNumber: number;
}

export interface LoadResult {
  readonly sent: number;
  /** Not answered 2xx. */
  readonly failures: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export function readTask(text: string): LoadTask {
  const task: LoadTask = JSON.parse(text);
  return task;
}

export function readResult(text: string): LoadResult {
  const result: LoadResult = JSON.parse(text);
  return result;
}
