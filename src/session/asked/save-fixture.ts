/**
 * A captured delivery kept as a fixture of the user's own, secrets taken out.
 */
import { printable } from '../../core/printable.ts';
import { fullName } from '../../fixture/find-fixture.ts';
import { saveCaptured } from '../../replay/save-captured.ts';
import type { Answered, Intention } from '../intention.ts';
import type { Means } from './means.ts';

type SaveFixture = Extract<Intention, { kind: 'save-fixture' }>;

/** Throws `Failure`: exit 2 for an unknown id or a name that is taken or cannot be, 3 for the disk. */
export function saveFixture(
  { id, label, mask }: SaveFixture,
  { history, plan }: Pick<Means, 'history' | 'plan'>,
): Answered {
  const { fixtures: folder, secrets } = plan;
  const saved = saveCaptured(history, { id, label, folder, force: false, secrets, people: mask });
  const masked = saved.isChanged ? ', secrets masked' : '';
  return { kind: 'done', text: printable(`Saved as ${saved.path}${masked}: trigger ${fullName(saved)}.`) };
}
