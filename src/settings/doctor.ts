/**
 * The settings of `doctor`: those of `listen`, since it says whether a session would start with them. What is wrong with
 * them is kept as data: it is what the doctor is asked about.
 */
import { Failure } from '../core/failure.ts';
import { gather, type BaseSettings, type Sources } from './base.ts';
import { readableKey } from './environment.ts';
import type { SettingsNotice } from './notice.ts';
import { readListenSettings, type ListenSettings } from './listen.ts';

export interface DoctorSettings extends BaseSettings {
  /** Or why a session would not start. */
  readonly listen: ListenSettings | Failure;
}

/** Throws `Failure` (exit 2 or 3) only for what cannot be read at all: a broken configuration, an unreadable `.env`. */
export function readDoctorSettings(sources: Sources): DoctorSettings {
  const { base, dotEnv } = gather(sources);
  return { ...base, listen: readListen(sources, readableKey(dotEnv)) };
}

function readListen(sources: Sources, more: readonly SettingsNotice[]): ListenSettings | Failure {
  try {
    const settings = readListenSettings(sources);
    return { ...settings, notices: [...settings.notices, ...more] };
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
