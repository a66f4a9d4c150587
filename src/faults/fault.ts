/**
 * An answer we spoil on purpose, as data. In: what `--fault`, a file or the control door gave, read by `readFault`.
 * Out: a live set asks each fault whether it acts on a call, and `spoil` does to the answer what was chosen.
 */
import type { Expression } from '../filter/expression.ts';
import type { Millis } from '../core/instant.ts';
import type { AnswerConnection } from '../core/outcome.ts';

/** Ways to break the connection; a caller that leaves is no doing of ours. */
export type FaultConnection = Exclude<AnswerConnection, 'caller-gone'>;

/** `after`: the handler does its work, its answer is spoiled. `before`: the handler never sees the call. */
export type FaultPhase = 'after' | 'before';

/** Both ends included; equal for a delay that is always the same. */
export interface DelayRange {
  readonly from: Millis;
  readonly to: Millis;
}

/** What each key of a fault holds once it has been read. */
export interface FaultValues {
  /** An event's name or pattern, in the catalogue's spelling. */
  readonly event: string;
  readonly status: number;
  readonly delay: DelayRange;
  readonly connection: FaultConnection;
  readonly phase: FaultPhase;
  /** At most so many attempts are spoiled. */
  readonly times: number;
  /** So many matching attempts pass first. */
  readonly skip: number;
  /** Of the matching attempts after those, each so-manieth is spoiled. */
  readonly every: number;
  /** From 0 to 1. */
  readonly probability: number;
  /** Counted from when the fault was set. */
  readonly for: Millis;
  readonly name: string;
  readonly match: Expression;
}

export type FaultSettings = Readonly<Partial<FaultValues>>;

export interface Fault {
  /** As written; `readFault` reads it back to the same settings. */
  readonly spec: string;
  /** The name, else the spec, safe to print: what records and the screen say. */
  readonly label: string;
  readonly settings: FaultSettings;
}

/** What is to be done to one answer. */
export interface Chosen {
  readonly label: string;
  readonly phase: FaultPhase;
  /** Drawn, from when the answer is ready; null: none. */
  readonly delay: Millis | null;
  readonly status: number | null;
  readonly connection: FaultConnection | null;
}
