/**
 * The body of a captured delivery as a fixture of the user's own, without secrets. In: history and the wish. Out: where
 * it lies and whether anything was masked in it.
 */
import { bodyWithoutSecrets } from '../fixture/without-secrets.ts';
import { saveFixture } from '../fixture/save.ts';
import type { FixtureName } from '../fixture/name.ts';
import { findAttempt, findDetail } from '../store/find-detail.ts';
import type { HistoryReader } from '../store/read.ts';

export interface SaveWish {
  /** A delivery, the beginning of its id, or one of its attempts. */
  readonly id: string;
  readonly label: string | null;
  readonly folder: string;
  /** Whether a fixture that is already there may be replaced. */
  readonly force: boolean;
  /** What must not get into it, wherever it stands. */
  readonly secrets: readonly string[];
  /** Masks e-mails and names too. */
  readonly people: boolean;
}

export interface SavedFixture extends FixtureName {
  readonly path: string;
  /** Whether anything was masked. */
  readonly isChanged: boolean;
}

type Reading = Pick<HistoryReader, 'find' | 'detail' | 'body'>;

/** Throws `Failure`: exit 2 for an unknown id, a label that cannot be or a fixture that is there; 3 for the disk. */
export function saveCaptured(history: Reading, wish: SaveWish): SavedFixture {
  const detail = findDetail(history, wish.id);
  const raw = history.body(detail.row.id, findAttempt(detail, wish.id).number) ?? detail.body;
  const body = bodyWithoutSecrets(raw, wish);
  const { event } = detail.row;
  const path = saveFixture({ ...wish, event, body });
  return { event, label: wish.label, path, isChanged: !body.equals(raw) };
}
