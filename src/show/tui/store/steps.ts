/**
 * The steps a start or an end has come through, gathered from the snapshots: the session names only the one at work.
 */
import type { SessionPhase, SessionSnapshot } from '../../../session/view.ts';

/** Returns the steps of the phase so far, the one at work last. Call it at every change, or short steps are missed. */
export type Steps = (snapshot: SessionSnapshot) => readonly string[];

const MOST = 50;

export function createSteps(): Steps {
  let phase: SessionPhase | null = null;
  let steps: readonly string[] = [];
  return (snapshot) => {
    const isSameStretch = snapshot.phase === phase || snapshot.phase === 'ended';
    if (!isSameStretch) steps = [];
    phase = snapshot.phase;
    if (snapshot.step !== '' && steps.at(-1) !== snapshot.step) steps = [...steps, snapshot.step].slice(-MOST);
    return steps;
  };
}
