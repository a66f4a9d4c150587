/**
 * Makes checks of a handler as `test` does, without a command line.
 */
import { createBodies } from '../../src/check/bodies.ts';
import type { Finding } from '../../src/check/check.ts';
import { CHECKS } from '../../src/check/checks.ts';
import { planFor } from '../../src/check/plan.ts';
import type { Program } from '../../src/check/program/program.ts';
import { runChecks } from '../../src/check/run-checks.ts';
import { createShop, type Shop, type ShopOptions } from '../../src/check/shop.ts';
import { RULES } from '../../src/core/rules.ts';
import { EVENTS } from '../../src/core/events.ts';

export interface Examined {
  readonly url: URL;
  readonly program?: Program | null;
  /** Names of checks; all when there are none. */
  readonly only?: readonly string[];
  readonly events?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onFinding?: (finding: Finding) => void;
  readonly options?: Partial<ShopOptions>;
}

export const NOW: number = Date.UTC(2026, 10, 24, 9, 30);

export function shopFor({ url, program = null, events, signal, options }: Examined): Shop {
  const chosen = events === undefined ? null : EVENTS.filter(({ name }) => events.includes(name));
  return createShop({
    url,
    rules: RULES.current,
    plan: planFor({ chosen, isFor: () => true, url, isStarted: program !== null }),
    bodies: createBodies('examination', () => NOW),
    program,
    signal: signal ?? new AbortController().signal,
    headers: [],
    insecure: false,
    onCall: () => undefined,
    ...options,
  });
}

export async function examine(examined: Examined): Promise<readonly Finding[]> {
  const { only = [], onFinding } = examined;
  const findings: Finding[] = [];
  const checks = CHECKS.filter(({ name }) => only.length === 0 || only.includes(name));
  await runChecks(checks, shopFor(examined), {
    onStart: () => undefined,
    onFinding: (finding) => {
      findings.push(finding);
      onFinding?.(finding);
    },
  });
  return findings;
}

/** Names by status; those that passed are left out. */
export function notPassed(findings: readonly Finding[]): Readonly<Record<string, readonly string[]>> {
  const other = findings.filter(({ status }) => status !== 'passed');
  return Object.fromEntries(
    [...new Set(other.map(({ status }) => status))].map((status) => [
      status,
      other.filter((finding) => finding.status === status).map(({ name }) => name),
    ]),
  );
}
