/**
 * What a person at the screen or a script at the control door may ask of a running session, as data, and what comes back.
 * Everything in it can be sent as JSON, but for what `Asking` holds.
 */
import type { Failure } from '../core/failure.ts';
import type { Instant, Millis } from '../core/instant.ts';
import type { PolicyName, SessionRecord } from '../core/record.ts';
import type { Subject } from '../core/subject.ts';
import type { MovedForm } from '../simulate/api/moved.ts';
import type { Speed } from './calls/pace.ts';
import type { GapAnswerLine } from './gaps/lines.ts';
import type { GapWish } from './gaps/wish.ts';
import type { UpkeepWish } from './upkeep/wish.ts';

/** `max`, as they were captured, or so many a second. */
export type ReplayPace = 'max' | 'original' | number;

export type Intention =
  | UpkeepWish
  | GapWish
  /** End the session; whether chains still wait is the asker's business. */
  | { readonly kind: 'quit' }
  /** Replaces all faults; specs as `--fault` takes them, none clears. */
  | { readonly kind: 'set-faults'; readonly specs: readonly string[] }
  /** Puts one at the end, or in the place of the one with the same label. */
  | { readonly kind: 'add-fault'; readonly spec: string }
  /** In the place of the one with this label, its counts from nought: which fault acts first stays. */
  | { readonly kind: 'replace-fault'; readonly label: string; readonly spec: string }
  /** The one with this label; null: all. */
  | { readonly kind: 'clear-fault'; readonly label: string | null }
  | { readonly kind: 'set-policy'; readonly policy: Exclude<PolicyName, 'capture'> }
  /** Simulated shop only. */
  | { readonly kind: 'set-speed'; readonly speed: Speed }
  /** The next due attempt now; simulated shop only. */
  | { readonly kind: 'step' }
  /** The shop's time moved by so much, with all that is due on the way; simulated shop only. */
  | { readonly kind: 'advance'; readonly by: Millis }
  /** Plays the shop against the configured handler; where there is none, the simulated shop sends the event itself. */
  | {
      readonly kind: 'trigger';
      /** An event, or a fixture: `Orders.create.empty-list`. */
      readonly name: string;
      /** As `--set` takes them. */
      readonly sets: readonly string[];
      /** So many generated records in place of a fixture. */
      readonly records: number | null;
      readonly count: number;
      /** Repeats after the first attempt. */
      readonly retries: number;
      /** Null: the configured handler. */
      readonly to: string | null;
    }
  /** Lets the simulated shop send an event, with records of its own: it comes like any call of it. */
  | {
      readonly kind: 'emit';
      readonly event: string;
      readonly records: number;
      readonly count: number;
    }
  /** Takes the API user the right to events; simulated shop only. */
  | { readonly kind: 'deny'; readonly events: readonly string[] }
  /** Gives it back. */
  | { readonly kind: 'allow'; readonly events: readonly string[] }
  /** The shop's API gets another address; simulated shop only. */
  | {
      readonly kind: 'move';
      /** What the old address answers with its 301. */
      readonly form: MovedForm;
      /** Null: any that is free. */
      readonly port: number | null;
    }
  /** Sends captured deliveries to the handler again. Ids first; without, the last so many that fit the filter. */
  | {
      readonly kind: 'replay';
      readonly ids: readonly string[];
      readonly last: number | null;
      readonly filter: string | null;
      readonly sets: readonly string[];
      readonly pace: ReplayPace;
      readonly to: string | null;
    }
  /** The body of one delivery in an editor, then sent again. The asker has the terminal ready for `editor`. */
  | { readonly kind: 'edit'; readonly id: string; readonly editor: string }
  /** The whole record of what a delivery speaks of, from the shop; the answer stands in `records` too. One API call. */
  | {
      readonly kind: 'ask-record';
      /** Of the delivery, or the beginning of it. */
      readonly id: string;
      /** Its id or label, where the delivery speaks of several; null: the first. */
      readonly subject: string | null;
      /** Also when it is known already. */
      readonly anew: boolean;
    }
  /** The body of a delivery as a fixture of the user's own; secrets are always taken out. */
  | {
      readonly kind: 'save-fixture';
      readonly id: string;
      /** Null: the plain name of the event. */
      readonly label: string | null;
      /** Masks e-mails and names too. */
      readonly mask: boolean;
    };

export interface Asking {
  /** Ends the work; what has been sent stays sent. */
  readonly signal?: AbortSignal;
  /** Told of the `attempt` lines of this asking alone; the session emits them to everyone anyway. */
  readonly onRecord?: (record: SessionRecord) => void;
  /** The editor has been closed: the terminal is the asker's again. */
  readonly onEdited?: () => void;
}

export type Answered =
  /** `text` is one sentence for people, `lines` are for programs. */
  | {
      readonly kind: 'done';
      readonly text: string;
      readonly counts?: SendingCounts;
      readonly lines?: readonly GapAnswerLine[];
      /** Of `ask-record`. */
      readonly record?: AskedRecord;
    }
  | { readonly kind: 'refused'; readonly failure: Failure };

/** A record of the shop as an answer. */
export interface AskedRecord {
  readonly delivery: string;
  readonly subject: Subject;
  /** How many things the delivery speaks of. */
  readonly subjects: number;
  readonly askedAt: Instant;
  /** Asked for now; false: it was known, and cost nothing. */
  readonly isNew: boolean;
  /** As the shop wrote it; null: the shop has no such thing. */
  readonly json: string | null;
  /** Null: not known, or free. */
  readonly callsLeft: number | null;
}

/** Of trigger and replay, by attempts. */
export interface SendingCounts {
  readonly sent: number;
  readonly delivered: number;
  readonly repeats: number;
  readonly timedOut: number;
  readonly fixed: number;
  readonly regressed: number;
  readonly unchanged: number;
}
