/** What must hold at the end: a name, what was looked at, and whether it held. */
import type { Evidence } from './evidence.ts';

export interface Finding {
  readonly held: boolean;
  /** What was looked at, with its numbers; what is wrong when it did not hold. */
  readonly text: string;
}

export interface Check {
  readonly name: string;
  readonly look: (evidence: Evidence) => Finding | Promise<Finding>;
}

/** Held when nothing is wrong; of a long list the beginning. */
export function findingOf(looked: string, wrong: readonly string[]): Finding {
  if (wrong.length === 0) return { held: true, text: looked };
  const rest = wrong.length > MOST ? [`... and ${wrong.length - MOST} more`] : [];
  return {
    held: false,
    text: [`${looked}; ${wrong.length} wrong:`, ...wrong.slice(0, MOST), ...rest].join('\n      '),
  };
}

const MOST = 8;
