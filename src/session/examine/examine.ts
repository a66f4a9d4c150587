/**
 * All checks of `doctor`, side by side, told in their order. In: what to look at. Out: findings; one check that fails,
 * or takes too long, keeps no other from being made.
 */
import { Failure } from '../../core/failure.ts';
import { within } from '../../dial/deadline.ts';
import { dataDirCheck } from './data-dir.ts';
import { failed, finding, type Examination, type Finding, type Patient } from './finding.ts';
import { handlerCheck } from './handler.ts';
import { leftoversCheck } from './leftovers.ts';
import { nodeVersion } from './node-version.ts';
import { settingsCheck } from './settings.ts';
import { shopCheck } from './shop.ts';
import { tunnelCheck } from './tunnel.ts';

export const EXAMINATIONS: readonly Examination[] = [
  nodeVersion,
  settingsCheck,
  shopCheck,
  tunnelCheck,
  handlerCheck,
  dataDirCheck,
  leftoversCheck,
];

/** Tells each finding as soon as those before it are told. */
export async function examine(
  patient: Patient,
  tell: (found: Finding) => void,
  examinations: readonly Examination[] = EXAMINATIONS,
): Promise<void> {
  const underWay = examinations.map((examination) => run(examination, patient));
  // A bug in one is thrown when its turn comes, not as a stray rejection before.
  for (const findings of underWay) findings.catch(() => undefined);
  for (const findings of underWay) for (const found of await findings) tell(found);
}

async function run({ checks, deadline, examine: look }: Examination, patient: Patient): Promise<readonly Finding[]> {
  const names = checks.map(({ name }) => name);
  const controller = new AbortController();
  try {
    const { signal } = controller;
    const findings = await within({ deadline, signal }, look(patient, signal));
    return typeof findings === 'string' ? names.map((name) => tooLate(name, deadline)) : findings;
  } catch (error) {
    if (error instanceof Failure) return names.map((name) => failed(name, error));
    throw error;
  } finally {
    // What is still open, a tunnel that hangs for one, closes itself.
    controller.abort();
  }
}

function tooLate(name: string, deadline: number): Finding {
  return finding(name, 'failed', { got: `no result within ${deadline / 1000} s`, hint: 'Try again in a while.' });
}
