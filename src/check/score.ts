/**
 * How the handler has fared so far: findings in, counts and the exit code out.
 */
import type { ExitCode } from '../core/failure.ts';
import type { CheckStatus, Finding } from './check.ts';

export type Counts = Readonly<Record<CheckStatus, number>>;

export function countFindings(findings: readonly Pick<Finding, 'status'>[]): Counts {
  const counts = { passed: 0, warned: 0, failed: 0, skipped: 0 };
  for (const { status } of findings) counts[status] += 1;
  return counts;
}

/** A warning is no failure, and what was skipped was not looked at. */
export function exitOf({ failed }: Counts): ExitCode {
  return failed > 0 ? 1 : 0;
}
