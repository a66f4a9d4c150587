/**
 * What one check of `doctor` found, in the words of its report: what was tried, what should come, what came, what that
 * means and what to do. In: nothing but facts. Out: data for lines and for machine output.
 */
import type { Failure } from '../../core/failure.ts';
import type { ProviderChoice } from '../../tunnel/providers.ts';
import type { DoctorSettings } from '../../settings/doctor.ts';
import type { Instant } from '../../core/instant.ts';

export type Standing = 'passed' | 'warned' | 'failed' | 'skipped';

export interface Finding {
  readonly name: string;
  readonly status: Standing;
  readonly sent: string | null;
  readonly expected: string | null;
  readonly got: string | null;
  /** What follows from it. */
  readonly meaning: string | null;
  readonly hint: string | null;
}

/** Everything the checks look at. */
export interface Patient {
  readonly settings: DoctorSettings;
  /** Null when the settings are broken. */
  readonly tunnel: ProviderChoice | null;
  /** `20.20.2`. */
  readonly node: string;
  /** Our own. */
  readonly version: string;
  readonly now: () => Instant;
  readonly onCallsLeft: (hour: number | null, day: number | null) => void;
}

/** What is said of a check in the documentation: whole sentences, in Markdown. */
export interface About {
  readonly name: string;
  readonly looksAt: string;
  /** What it means when it is not passed. */
  readonly meaning: string;
  readonly todo: string;
}

/** A check: adding one takes a file of its own and a line in the list of `examine.ts`. */
export interface Examination {
  /** The findings it gives, all of them also when it fails. */
  readonly checks: readonly About[];
  /** In milliseconds. */
  readonly deadline: number;
  /** May throw `Failure`, which counts as failed. */
  readonly examine: (patient: Patient, signal: AbortSignal) => Promise<readonly Finding[]>;
}

type Told = Partial<Omit<Finding, 'name' | 'status'>>;

export function finding(name: string, status: Standing, told: Told): Finding {
  return { name, status, sent: null, expected: null, got: null, meaning: null, hint: null, ...told };
}

/** A failure's sentence is what was got. */
export function failed(name: string, { message, hint }: Pick<Failure, 'message' | 'hint'>, told: Told = {}): Finding {
  return finding(name, 'failed', { got: message, hint, ...told });
}
