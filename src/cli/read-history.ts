/**
 * History for the commands that only look: opened when there is one, closed whatever happens.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BaseSettings } from '../settings/base.ts';
import { HISTORY_FILE, openHistory, type History } from '../store/history.ts';
import type { Io } from './io.ts';

export function hasHistory({ places }: Pick<BaseSettings, 'places'>): boolean {
  return existsSync(join(places.dataDir, HISTORY_FILE));
}

/** Null when there is no history yet: looking must not make one. */
export function withHistory<T>(
  settings: Pick<BaseSettings, 'places'>,
  io: Pick<Io, 'now'>,
  work: (history: History) => T,
): T | null {
  if (!hasHistory(settings)) return null;
  const history = openHistory({ dir: settings.places.dataDir, now: io.now, session: null });
  try {
    return work(history);
  } finally {
    history.close();
  }
}
