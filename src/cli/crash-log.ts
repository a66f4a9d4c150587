/**
 * Where the details of a crash go when the settings may be what crashed: the log in the data directory as far as it can
 * be told from the arguments and the environment alone.
 */
import { resolve } from 'node:path';
import { createLog } from '../settings/log.ts';
import { findPlaces } from '../settings/places.ts';
import type { Io } from './io.ts';

/** Writes an error with its stack and returns the log's path; null when it could not be written. Never throws. */
export function logOf(argv: readonly string[], io: Io): (error: unknown) => string | null {
  return (error) => {
    const { cwd, env, now } = io;
    const named = valueOf(argv, '--data-dir') ?? env['UPGATES_DEV_DATA_DIR'];
    const { dataDir } = findPlaces({ cwd, env, dataDir: named ? resolve(cwd, named) : null, configFile: null });
    const secrets = [env['UPGATES_API_KEY'] ?? '', valueOf(argv, '--key') ?? ''];
    const log = createLog({ dataDir, now, secrets });
    log.write('error', 'crashed', error);
    return log.path();
  };
}

function valueOf(argv: readonly string[], flag: string): string | undefined {
  const joined = argv.find((word) => word.startsWith(`${flag}=`));
  const index = argv.indexOf(flag);
  return joined?.slice(flag.length + 1) ?? (index === -1 ? undefined : argv[index + 1]);
}
