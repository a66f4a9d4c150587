/**
 * The live score card of `test`: a line a check when it is done, and on a terminal what is going on, in place.
 * In: what the checks tell. Out: lines for people or `check` lines, and all findings for the reports.
 */
import type { Writable } from 'node:stream';
import type { Finding } from '../check/check.ts';
import type { Watcher } from '../check/run-checks.ts';
import { isoUtc } from '../core/instant.ts';
import { isDumb, type BaseSettings } from '../settings/base.ts';
import { checkLines, progressLine } from '../show/check-report.ts';
import type { JsonLine } from '../show/json.ts';
import type { TimedFinding } from '../show/junit.ts';
import { createPaint } from '../show/paint.ts';
import { line } from '../show/present/line.ts';
import { createProgressLine, type ProgressLine } from '../show/progress-line.ts';
import type { Io } from './io.ts';
import type { Printer } from './printer.ts';

export interface ScoreCard extends Watcher {
  /** The handler is being started. */
  onStarting(): void;
  onCall(): void;
  /** Leaves no progress behind. */
  end(): void;
  findings(): readonly TimedFinding[];
}

export interface ScoreCardOptions {
  readonly settings: BaseSettings;
  readonly io: Io;
  readonly printer: Printer;
  readonly checks: readonly unknown[];
  /** How many calls there will be. */
  readonly calls: number;
}

interface CheckLine extends JsonLine, Finding {
  readonly kind: 'check';
}

export function createScoreCard({ settings, io, printer, checks, calls }: ScoreCardOptions): ScoreCard {
  const progress = progressOf(settings, io);
  const findings: TimedFinding[] = [];
  let [called, current, since] = [0, '', performance.now()];
  const show = (): void =>
    progress.show(progressLine({ name: current, index: findings.length + 1, checks: checks.length, called, calls }));
  return {
    findings: () => findings,
    onStarting: () => progress.show(line('Starting the handler ...', 'dim')),
    onStart({ name }) {
      [current, since] = [name, performance.now()];
      show();
    },
    onCall() {
      called += 1;
      show();
    },
    onFinding(finding) {
      progress.wipe();
      const check: CheckLine = { kind: 'check', at: isoUtc(io.now()), ...finding };
      printer.print(check, () => checkLines(finding, widthOf(io), findings));
      findings.push({ ...finding, ms: Math.round(performance.now() - since) });
    },
    end: () => progress.wipe(),
  };
}

function progressOf({ json, color, unicode }: BaseSettings, { isTty, stdout, env }: Io): ProgressLine {
  const isShown = !json && isTty.stdout && !isDumb(env);
  const paint = createPaint({ glyphs: unicode ? 'unicode' : 'ascii', colour: color });
  return createProgressLine(isShown ? { stream: stdout, paint } : null);
}

type Columned = Writable & { readonly columns?: number };

/** Null where nothing is as wide as a terminal. */
function widthOf({ stdout, isTty }: Pick<Io, 'isTty'> & { readonly stdout: Columned }): number | null {
  return isTty.stdout ? (stdout.columns ?? 80) : null;
}
