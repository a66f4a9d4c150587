/**
 * Which scenario is played, and from where. In: what `--scenario` chose and what the state file holds. Out: the scenario
 * that was left in the middle, or that was chosen.
 */
import { mistake } from '../../core/failure.ts';
import type { Millis } from '../../core/instant.ts';
import { printable } from '../../core/printable.ts';
import { courseOf } from '../../simulate/scenario/course.ts';
import type { ChosenScenario } from './scenario.ts';
import type { SavedScenario } from './saved.ts';
import type { KeptState } from './state-file.ts';

/** A scenario and how far it has come; null: it begins. */
export type ToPlay = SavedScenario;

/** Throws `Failure` (exit 2) for another scenario than the one that the saved shop is in the middle of. */
export function courseToPlay(
  chosen: ChosenScenario | null,
  kept: Pick<KeptState, 'saved' | 'path'> | null,
): ToPlay | null {
  const left = kept?.saved?.scenario ?? null;
  if (left === null || kept === null) return beginning(chosen);
  if (chosen === null || chosen.text === left.text) return left;
  if (isOver(left)) return beginning(chosen);
  const what = `--scenario is ${printable(chosen.scenario.name)}, but the shop in ${printable(kept.path)} is in the middle of ${printable(left.scenario.name)}`;
  const other = chosen.scenario.name === left.scenario.name ? ' as it was then' : '';
  throw mistake('state-contradicted', `${what}${other}.`, 'Leave it out, or begin another shop with another --state.');
}

function beginning(chosen: ChosenScenario | null): ToPlay | null {
  return chosen === null ? null : { ...chosen, progress: null };
}

/**
 * A scenario that was left goes on where it was: at speed 1 the shop's time has gone on with the real one meanwhile, and
 * what would have happened then is not made up for.
 */
export function shifted(toPlay: ToPlay, by: Millis): ToPlay {
  const { progress } = toPlay;
  return progress === null ? toPlay : { ...toPlay, progress: { ...progress, startedAt: progress.startedAt + by } };
}

function isOver({ scenario, progress }: SavedScenario): boolean {
  return progress !== null && progress.played >= courseOf(scenario).length;
}
