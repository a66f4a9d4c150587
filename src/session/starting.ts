/**
 * What every step of a start can reach: the plan, the way records flow out, and where closers are registered.
 */
import type { Instant } from '../core/instant.ts';
import type { SessionRecord } from '../core/record.ts';
import type { FaultSet } from '../faults/fault-set.ts';
import type { Asked } from './asked/asked.ts';
import type { Closers } from './closers.ts';
import type { Model } from './model.ts';
import type { SessionPlan } from './plan.ts';
import type { Progress } from './progress.ts';
import type { SessionView } from './view.ts';

/** What a screen may ask of the history while the session lives. */
export interface SessionHistory extends Pick<SessionView, 'rows' | 'detail' | 'previous' | 'countAfter'> {
  readonly page: SessionView['query'];
}

export interface Starting {
  readonly plan: SessionPlan;
  readonly now: () => Instant;
  readonly model: Model;
  readonly progress: Progress;
  /** Live: set, changed and cleared while the session runs. */
  readonly faults: FaultSet;
  readonly emit: (record: SessionRecord) => void;
  readonly log: (text: string) => void;
  readonly closers: Closers;
  /** From here on the history can be asked. */
  readonly attach: (history: SessionHistory | null) => void;
  /** Answers what is asked of the session, once it has the means. */
  readonly asked: Asked;
  /** Aborted when the end is asked for, also in the middle of the start. */
  readonly signal: AbortSignal;
}
